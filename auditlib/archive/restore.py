"""Restoring an archive: a workspace whose report can be made again, to the same bytes with the same versions."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from auditlib.archive.contents import PACKAGES, packages
from auditlib.archive.crate import CRATE
from auditlib.archive.entries import Entries
from auditlib.archive.manifest import MANIFEST
from auditlib.archive.verify import Verified, verify_archive
from auditlib.archive.write import hash_of
from auditlib.fingerprints import read_state
from auditlib.log import Act, record
from auditlib.problems import Location, Problem, UsageError, problem, raise_errors

_OWN = (MANIFEST, CRATE, PACKAGES)


@dataclass(frozen=True, slots=True)
class Restored:
    """The workspace that was made, its audit, and what is another here than where the archive was made."""

    folder: Path
    audit: str
    problems: tuple[Problem, ...]


def restore_archive(path: Path, folder: Path, by: str | None = None) -> Restored:
    """Make a workspace of an archive in a folder that is not there yet; with `by` the log says who did.

    Raises InputError with everything that is wrong with the archive, and UsageError when it is the public variant or
    the folder is in the way. Nothing is left where it fails.
    """
    if folder.exists():
        raise UsageError(f"{folder} exists already; give a name that is free")
    verified = verify_archive(path)
    raise_errors(verified.problems)
    if verified.public or not verified.audit:
        raise UsageError(f"{path.name} holds no whole audit that a report can be made of; unzip it instead")
    parent = folder.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent, prefix=f".{folder.name}-") as temporary:
        made = Path(temporary) / "workspace"
        _unpack(path, verified, made)
        if by is not None:
            record(made, verified.audit, Act.RESTORED, by, [verified.audit], {"archive": hash_of(path)})
        os.replace(made, folder)
    changed = tuple(_other_versions(verified, folder, path.name))
    return Restored(folder.resolve(), verified.audit, (*verified.problems, *changed))


def _unpack(path: Path, verified: Verified, target: Path) -> None:
    """Write the archive's files, each held against the manifest once more as it is written."""
    with Entries(path) as entries:
        for name, hash_ in verified.hashes.items():
            file, found = target / name, hashlib.sha256()
            if name in _OWN:
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            with open(file, "xb") as opened:
                for chunk in entries.chunks(name):
                    found.update(chunk)
                    opened.write(chunk)
            if found.hexdigest() != hash_:
                raise UsageError(f"{path} was changed while it was read; verify it again")


def _other_versions(verified: Verified, folder: Path, name: str) -> Iterator[Problem]:
    """Compare what made the archive with what is here: Python, auditlib and its code, and the packages it uses."""
    before = _versions(verified.made_with)
    now = _versions(packages(read_state(folder, verified.audit)))
    for each in _that_matter():
        was, here = before.get(each, "unknown"), now.get(each, "missing")
        if was != here:
            at = Location(f"{name}/{PACKAGES}", _line(verified.made_with, each), 1)
            yield problem("A911", at, name=each, before=was, now=here)


def _that_matter() -> list[str]:
    """Give what a report's bytes can hang on."""
    try:
        stated = requires("auditlib") or []
    except PackageNotFoundError:
        stated = []
    names = (re.match(r"[\w.-]+", each) for each in stated if "extra ==" not in each)
    used = sorted(match[0].lower().replace("_", "-") for match in names if match)
    return ["Python", "auditlib", "auditlib's code", *used]


def _versions(text: str) -> dict[str, str]:
    """Read a packages file."""
    found = dict(re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE))
    for name, pattern in (("Python", r"# Python (\S+)"), ("auditlib's code", r"# auditlib code sha256 (\w{12})")):
        if match := re.search(pattern, text):
            found[name] = match[1]
    return found


def _line(text: str, name: str) -> int:
    """Give the line of a packages file that a version stands on, 0 where it is on none."""
    start = {"Python": "# Python ", "auditlib's code": "# auditlib code "}.get(name, f"{name}==")
    return next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start)), 0)
