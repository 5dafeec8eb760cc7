"""Writing an archive: the same files give the same bytes, whenever and wherever it is made.

Nothing in it is compressed: what a compressor writes changes with its version, and a damaged byte then damages one
place.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from auditlib.archive.contents import Contents, contents_of
from auditlib.archive.crate import CRATE, describe
from auditlib.archive.manifest import MANIFEST, write_manifest
from auditlib.audits import Audit
from auditlib.log import Act, read_log, record
from auditlib.problems import UsageError

_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was written: its file, its SHA-256 and how many files it holds."""

    path: Path
    hash: str
    count: int


def make_archive(root: Path, audit: str, target: Path, public: bool = False, by: str | None = None) -> Archive:
    """Write an audit's archive; with `by` the log says that it was archived, unless the last such entry says the same.

    Raises what `contents_of` raises, and UsageError when the target is in the way. A target that is there is replaced
    only when the new one is whole.
    """
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(f"{target} cannot be written: give the name of a file in a folder that is there")
    contents = contents_of(root, audit, public)
    if by is not None and _log(root, contents, by):
        contents = _with_log(root, audit, contents)
    return seal(contents.inputs.audit, contents.files, target, public)


def seal(audit: Audit, given: Mapping[str, Path | bytes], target: Path, public: bool = False) -> Archive:
    """Write files by their names into an archive, with its manifest and its description."""
    hashes = {name: hash_of(file) for name, file in given.items()}
    sizes = {name: _size(file) for name, file in given.items()}
    own: dict[str, bytes] = {CRATE: describe(audit, public, sizes, hashes)}
    own[MANIFEST] = write_manifest({**hashes, CRATE: hash_of(own[CRATE])})
    files = {**given, **own}
    _write_whole(target, files, hashes)
    return Archive(target, hash_of(target), len(files))


def _log(root: Path, contents: Contents, by: str) -> bool:
    """Log what is archived, by one hash over everything but the log itself; say whether it was not logged already."""
    audit = contents.inputs.audit.id
    hashes = {name: hash_of(file) for name, file in contents.files.items() if not _in_log(name, audit)}
    edition = "public" if contents.public else "internal"
    said = {"edition": edition, "content": hashlib.sha256(write_manifest(hashes)).hexdigest()}
    before = (each for each in read_log(root, audit) if each.act is Act.ARCHIVED)
    done = [each for each in before if each.details.get("edition") == edition]
    if done and dict(done[-1].details) == said:
        return False
    record(root, audit, Act.ARCHIVED, by, [audit], said)
    return True


def _in_log(name: str, audit: str) -> bool:
    return name.startswith(f"findings/{audit}/log/")


def _with_log(root: Path, audit: str, contents: Contents) -> Contents:
    """Take in the log's files anew, since there is one entry more."""
    if contents.public:
        return contents
    folder = root / "findings" / audit / "log"
    below = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    log = {path.relative_to(root).as_posix(): path for path in below}
    return Contents(contents.inputs, contents.public, {**contents.files, **log})


def _write_whole(target: Path, files: Mapping[str, Path | bytes], hashes: Mapping[str, str]) -> None:
    """Write the zip beside its place and move it there."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with open(descriptor, "wb") as file:
            _write(file, files, hashes)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def _write(target: IO[bytes], files: Mapping[str, Path | bytes], hashes: Mapping[str, str]) -> None:
    """Write the entries in the order of their names, each with the same time, system and permissions."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as zipped:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _TIME)
            info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
            info.file_size = _size(files[name])
            found = hashlib.sha256()
            with zipped.open(info, "w", force_zip64=info.file_size > zipfile.ZIP64_LIMIT // 2) as entry:
                for chunk in _chunks(files[name]):
                    found.update(chunk)
                    entry.write(chunk)
            if hashes.get(name, found.hexdigest()) != found.hexdigest():
                raise UsageError(f"{name} was changed while the archive was written; make it again")


def _chunks(file: Path | bytes) -> Iterator[bytes]:
    """Give a file in parts, so that one of any size fits into memory."""
    if isinstance(file, bytes):
        yield file
        return
    with open(file, "rb") as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk


def _size(file: Path | bytes) -> int:
    return len(file) if isinstance(file, bytes) else file.stat().st_size


def hash_of(file: Path | bytes) -> str:
    """Give the SHA-256 of a file or of bytes."""
    found = hashlib.sha256()
    for chunk in _chunks(file):
        found.update(chunk)
    return found.hexdigest()
