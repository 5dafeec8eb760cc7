"""Keeping what comes: parts of an unfinished fetch, so that it can go on, and whole snapshots with their records.

A snapshot is its record: it is written last, after the answers it names, so that a killed run leaves none that is half.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from auditlib.fetch.interfaces import Request
from auditlib.files.snapshots import RAW, Kept, folder_of
from auditlib.tables.snapshots import Answer, Snapshot

_FRESH = timedelta(hours=24)
_STARTED = "started"
TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Got:
    """A question and the bytes of its answer."""

    request: Request
    raw: bytes

    @property
    def sha256(self) -> str:
        """The hash of the answer."""
        return hashlib.sha256(self.raw).hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that nobody sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


class Unfinished:
    """The parts of one fetch that have come, until all have; parts of an older version of the table are dropped.

    They are kept for a day, in a hidden folder beside the snapshots.
    """

    def __init__(self, root: Path, audit: str, fetch: str, question: str, version: str, now: datetime) -> None:
        """Take the folder of a question, and empty it where what is there is too old or of another version."""
        self._folder = root / folder_of(audit) / RAW / f".unfinished-{fetch}-{question[:12]}"
        if not self._goes_on(version, now):
            self.forget()
            write_whole(self._folder / _STARTED, f"{now.strftime(TIME)}\n{version}".encode())

    def _goes_on(self, version: str, now: datetime) -> bool:
        try:
            began, _, kept = (self._folder / _STARTED).read_text(encoding="utf-8").partition("\n")
            started = datetime.strptime(began, TIME).replace(tzinfo=now.tzinfo)
        except (OSError, ValueError):
            return False
        return kept == version and timedelta() <= now - started < _FRESH

    def get(self, request: Request) -> bytes | None:
        """Give an answer that has come before, if it is whole."""
        try:
            hashed, _, raw = self._path(request).read_bytes().partition(b"\n")
        except OSError:
            return None
        return raw if hashlib.sha256(raw).hexdigest().encode() == hashed else None

    def keep(self, got: Got) -> None:
        """Keep an answer."""
        write_whole(self._path(got.request), got.sha256.encode() + b"\n" + got.raw)

    def forget(self) -> None:
        """Take all of it away."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, request: Request) -> Path:
        name = hashlib.sha256(f"{request.url}\n{request.body}".encode()).hexdigest()
        return self._folder / f"{name[:32]}.part"


def keep_snapshot(root: Path, audit: str, snapshot: Snapshot, metadata: Sequence[Got], answers: Sequence[Got]) -> Kept:
    """Write the answers as they came, and then the record; the same answers again only renew the record."""
    hashed = hashlib.sha256("".join(each.sha256 for each in (*metadata, *answers)).encode()).hexdigest()
    stem, folder = f"{snapshot.fetch}-{hashed[:12]}", f"{folder_of(audit)}/{RAW}"
    files = {f"{stem}{_numbered('.metadata', number)}.json": got for number, got in enumerate(metadata, 1)}
    first = len(files)
    files |= {f"{stem}{_numbered('', number)}.json": got for number, got in enumerate(answers, 1)}
    for name, got in files.items():
        write_whole(root / folder / name, got.raw)
    told = [
        Answer(file=name, sha256=got.sha256, url=got.request.url, query=got.request.body) for name, got in files.items()
    ]
    whole = snapshot.model_copy(update={"metadata": tuple(told[:first]), "answers": tuple(told[first:])})
    kept = Kept(folder, f"{stem}.yaml", whole)
    write_record(root, kept)
    return kept


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}.{number}"


def write_record(root: Path, kept: Kept) -> None:
    """Write the record of a snapshot."""
    content = kept.snapshot.model_dump(mode="json", exclude_none=True)
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)
    write_whole(root / kept.folder / kept.file, text.encode())
