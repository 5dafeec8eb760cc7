"""An audit that a process loads before it forks, so that each fork has it at once.

It is held only where `keep` was called, and given only while the audit's files are, byte for byte, those it was read
from. A notebook that is run by itself reads the files as ever.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from auditlib.fingerprints import digest, input_hashes
from auditlib.problems import AuditlibError, Problem

if TYPE_CHECKING:
    from auditlib.mapping import Mapped

Checked = tuple["Mapped | None", tuple[Problem, ...]]

_held: dict[tuple[Path, str, str], Checked] = {}


def keep(audit: str, root: str) -> None:
    """Load an audit and hold it in place of what was held before; one that cannot be loaded is not held.

    What the notebooks will say of the trouble is the same as without.
    """
    from auditlib.workbench.core import check

    _held.clear()
    place = Path(root).resolve()
    before = _now(place, audit)
    try:
        checked = check(audit, place)
    except AuditlibError:
        return
    if _now(place, audit) == before:
        _held[place, audit, before] = checked
    gc.collect()
    gc.freeze()  # so that a fork's collector does not touch, and thereby copy, what they share


def held(audit: str, root: Path) -> Checked | None:
    """Give the audit as it was checked, if it is held and its files are unchanged."""
    if not any((root, audit) == key[:2] for key in _held):
        return None
    return _held.get((root, audit, _now(root, audit)))


def _now(root: Path, audit: str) -> str:
    return digest(input_hashes(root, audit))
