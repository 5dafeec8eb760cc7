"""Adding to a log: under a lock, whole lines only, on the disk before anybody is told."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from auditlib.log.entry import Act, Entry, encode, heads_of
from auditlib.log.lock import locked
from auditlib.log.reading import (
    HEADS,
    LOG,
    SIGNATURES,
    in_order,
    log_folder,
    read_heads,
    read_lines,
    whole_and_half,
)
from auditlib.log.signing import Key, key_for
from auditlib.problems import Problem, raise_errors


def record(
    root: Path,
    audit: str,
    act: Act,
    by: str,
    about: Sequence[str] = (),
    details: Mapping[str, str] | None = None,
    key: Path | None = None,
) -> Entry:
    """Add an entry to an audit's log and give it, once it is safely on the disk.

    `by` comes from `who`. It is signed with `key`, an SSH key, or else with git's where git signs with one. What a
    crash left of a half-written line is taken away first. Raises UsageError when it cannot be signed.
    """
    signer = key_for(key, root)
    folder = log_folder(root, audit)
    with locked(folder / LOG) as file:
        entries = [each.entry for each in read_lines(_mended(file), LOG, [])]
        heads = heads_of(entries)
        number = 1 + max((each.number for each in heads), default=0)
        parents = tuple(sorted(each.hash for each in heads))
        fingerprint = signer.fingerprint if signer else ""
        made = Entry(number, _now(), by, act, tuple(about), dict(details or {}), parents, fingerprint)
        hash_, line = encode(made)
        _sign(signer, hash_, folder)
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
        _write_heads(folder, number, hash_, {each.hash for each in entries})
    return replace(made, hash=hash_)


def mend(root: Path, audit: str) -> bool:
    """Put the lines of a log in an order where each stands after those it follows, and each once; say if any moved.

    Two clones that are merged into each other can leave them otherwise. No line is changed and none is lost: raises
    InputError where a line is no entry, or was changed.
    """
    path = log_folder(root, audit) / LOG
    with locked(path) as file:
        raw, problems = _mended(file), list[Problem]()
        lines = read_lines(raw, path.relative_to(root).as_posix(), problems)
        raise_errors(problems)
        ordered = b"".join(line.raw + b"\n" for line in in_order(lines))
        if ordered != raw:
            write_whole(path, ordered)
    return ordered != raw


def _sign(signer: Key | None, hash_: str, folder: Path) -> None:
    """Put the signature beside the log before the entry is in it, so that no entry waits for one."""
    if signer:
        write_whole(folder / SIGNATURES / f"{hash_}.sig", signer.sign(hash_.encode()))


def _mended(file: IO[bytes]) -> bytes:
    """Take away what a crash left after the last whole line; give the whole lines."""
    whole, half = whole_and_half(file.read())
    if half:
        file.truncate(len(whole))
    return whole


def _write_heads(folder: Path, number: int, hash_: str, known: set[str]) -> None:
    """Name the new entry as the last; what the file names that is gone from the log stays, since it shows a removal."""
    try:
        before = (folder / HEADS).read_bytes()
    except FileNotFoundError:
        before = b""
    gone = [f"{count} {each}\n" for _, count, each in read_heads(before, HEADS, []) if each not in known]
    write_whole(folder / HEADS, "".join([*gone, f"{number} {hash_}\n"]).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, on the disk, and move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
