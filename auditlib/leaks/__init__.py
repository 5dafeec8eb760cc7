"""The leak gate: finished public files are looked through for what must not get out, and published only when clean.

`find_leaks` looks through one file, `publish` is the gate, and `secrets_of` gathers what an audit keeps to itself. What
each rule takes and what it misses stands in its module. Pictures are not read: a name that is drawn is not found.
"""

from auditlib.leaks.gate import publish
from auditlib.leaks.keeping import secrets_of
from auditlib.leaks.model import Category, Leak, LeakError, Secrets, UncheckableError
from auditlib.leaks.search import find_leaks

__all__ = [
    "Category",
    "Leak",
    "LeakError",
    "Secrets",
    "UncheckableError",
    "find_leaks",
    "publish",
    "secrets_of",
]
