"""An audit that a process loads before it forks, so that each fork has it at once.

It is held only where `keep` was called, and given only while the audit's files are, byte for byte, those it was read
from. A notebook that is run by itself reads the files as ever.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditlib.fingerprints import digest, input_hashes
from auditlib.problems import AuditlibError

if TYPE_CHECKING:
    from auditlib.workbench.core import Workbench

_held: dict[tuple[Path, str], tuple[str, Workbench]] = {}


def keep(audit: str, root: Path, *, checked: bool = True) -> Workbench | None:
    """Load an audit and hold it in place of what was held before; one that cannot be loaded is not held.

    The notebooks say of the trouble what they say without. It is not `checked` where another process does that.
    """
    from auditlib.workbench.core import load, read_unchecked

    _held.clear()
    before = _now(root, audit)
    try:
        loaded = load(audit, root) if checked else read_unchecked(audit, root)
    except AuditlibError:
        return None
    if _now(root, audit) == before:
        _held[root, audit] = before, loaded
    return loaded


def held(audit: str, root: Path) -> Workbench | None:
    """Give the audit if it is held and its files are unchanged."""
    files, loaded = _held.get((root, audit), ("", None))
    return loaded if loaded is not None and _now(root, audit) == files else None


def _now(root: Path, audit: str) -> str:
    return digest(input_hashes(root, audit))
