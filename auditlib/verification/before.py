"""What evidence said before it was changed in verification, for the internal edition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from auditlib.verification.model import State
from auditlib.verification.store import read_records


def before_texts(root: Path, audit: str) -> Mapping[str, str]:
    """Give by passage what it said before the first accepted change; raise InputError for broken records."""
    found = dict[str, str]()
    records = sorted(read_records(root, audit).values(), key=lambda each: each.sent.on.first)
    for record in records:
        for change in record.changes:
            for each in change.earlier if change.state is State.ACCEPTED else ():
                found.setdefault(each.passage, each.text)
    return found
