"""The log of an audit: who did what when, each entry chained to those before it by their hashes.

It stands in `findings/<audit>/log/`, and is only ever added to. What a log can show and what it cannot:
docs/decisions/0019.
"""

from auditlib.log.entry import Act, Entry
from auditlib.log.people import who
from auditlib.log.reading import log_folder, read_log
from auditlib.log.writing import record

__all__ = ["Act", "Entry", "log_folder", "read_log", "record", "who"]
