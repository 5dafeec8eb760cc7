"""The log's entry for a build: what the report was, by hashes, when somebody says that they have made it."""

from __future__ import annotations

from pathlib import Path

from auditlib.log import Act, Entry, read_log, record
from auditlib.runs.record import read_record


def log_build(root: Path, audit: str, by: str) -> Entry | None:
    """Log the pages that the last run has written, with their hashes; None when the last logged build has the same."""
    last = read_record(root / "reports" / audit)
    pages = {name: hash_ for name, hash_ in (last.files if last else {}).items() if "/" not in name}
    built = [each for each in read_log(root, audit) if each.act is Act.BUILT]
    if not pages or (built and dict(built[-1].details) == pages):
        return None
    return record(root, audit, Act.BUILT, by, [audit], pages)
