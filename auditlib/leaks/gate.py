"""The gate: public files are put in their place when every one of them is clean, and not at all otherwise."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath

from auditlib.leaks.model import Leak, LeakError, Secrets, UncheckableError
from auditlib.leaks.reading import Kind
from auditlib.leaks.search import find_leaks
from auditlib.problems import AuditlibError, UsageError

_KINDS: dict[str, Kind] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".docm": "docx",
    ".xlsx": "docx", ".odt": "docx",
    ".svg": "svg", ".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".webp": "image",
    ".txt": "text", ".csv": "text", ".json": "text", ".md": "text", ".css": "text", ".js": "text",
}  # fmt: skip


def publish(files: Mapping[str, Path | bytes], secrets: Secrets, target: Path) -> tuple[Path, ...]:
    """Check finished files and put them into a folder under their names, all of them or none.

    The bytes that were checked are the bytes that are written. When a file leaks or cannot be checked, none is written,
    files that were given as paths are removed, and those of the same names from an earlier run are taken away too: they
    were checked against what was secret then.

    Raises:
        LeakError: with every leak of every file.
        UncheckableError: a file cannot be read whole, or is of a kind that cannot be checked.
        UsageError: a name leads out of the folder.
    """
    for name in files:
        if PurePath(name).name != name or name == "..":
            raise UsageError(f"`{name}` is not the name of a file in the folder")
    try:
        contents = {name: file if isinstance(file, bytes) else file.read_bytes() for name, file in files.items()}
        found = [(name, leak) for name, data in contents.items() for leak in _checked(name, data, secrets)]
        if found:
            raise LeakError(found)
        return _put(contents, target)
    except (AuditlibError, OSError):
        _take_away(files, target)
        raise


def _checked(name: str, data: bytes, secrets: Secrets) -> tuple[Leak, ...]:
    kind = _KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise UncheckableError(f"{name}: only {', '.join(sorted(_KINDS))} can be checked for leaks")
    try:
        return find_leaks(data, kind, secrets)
    except UncheckableError as error:
        raise UncheckableError(f"{name}: cannot be checked for leaks: {error}") from error


def _put(contents: Mapping[str, bytes], target: Path) -> tuple[Path, ...]:
    """Write every file beside its place, and only then move them there."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".") as folder:
        for name, data in contents.items():
            (Path(folder) / name).write_bytes(data)
        for name in contents:
            os.replace(Path(folder) / name, target / name)
    return tuple(target / name for name in contents)


def _take_away(files: Mapping[str, Path | bytes], target: Path) -> None:
    for name, file in files.items():
        (target / name).unlink(missing_ok=True)
        if isinstance(file, Path):
            file.unlink(missing_ok=True)
