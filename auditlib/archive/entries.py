"""The entries of a zip as they claim to be, before a byte of them is unpacked.

A zip is a list of claims: names that lead out of the folder, links, entries that lie on top of each other, and a few
bytes that claim to be many. Each of them is a way to harm whoever unpacks it.
"""

from __future__ import annotations

import hashlib
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType

from auditlib.archive.manifest import unsafe_name
from auditlib.problems import Location, Problem, problem

_CHUNK = 1 << 20
_HEADER = 30
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# Text shrinks to a tenth, a table of zeros to a hundredth; what grows a hundredfold from a MiB on is made to.
_MOST_GROWTH, _SMALL = 100, 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


class Entries:
    """The entries of a zip that are safe to read, with the problems of the others."""

    def __init__(self, path: Path) -> None:
        """Open the zip and look through its claims; nothing is unpacked."""
        self.name = path.name
        self.problems: list[Problem] = []
        self._zip: zipfile.ZipFile | None = None
        self._safe: dict[str, zipfile.ZipInfo] = {}
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGED as error:
            self.problems.append(problem("A901", Location(self.name), reason=f"it cannot be opened as a zip: {error}"))
            return
        self._look_through(self._zip.infolist())

    def __enter__(self) -> Entries:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._zip:
            self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the entries that are safe to read."""
        return tuple(self._safe)

    def at(self, name: str, line: int = 0, column: int = 0) -> Location:
        """Give a place in the archive."""
        return Location(f"{self.name}/{name}", line, column)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack an entry in parts; never more than it claims to be. Raises what `damage` knows."""
        assert self._zip is not None
        with self._zip.open(self._safe[name]) as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def size(self, name: str) -> int:
        """Give how many bytes an entry is."""
        return self._safe[name].file_size

    def content(self, name: str) -> bytes | None:
        """Unpack an entry whole; None where it is not there or damaged."""
        try:
            return b"".join(self.chunks(name)) if name in self._safe else None
        except _DAMAGED:
            return None

    def hash_of(self, name: str) -> str | None:
        """Give the SHA-256 of an entry; None, and a problem, where it is damaged."""
        found = hashlib.sha256()
        try:
            for chunk in self.chunks(name):
                found.update(chunk)
        except _DAMAGED as error:
            self.problems.append(problem("A901", self.at(name), reason=f"the entry is damaged: {error}"))
            return None
        return found.hexdigest()

    def _look_through(self, infos: Sequence[zipfile.ZipInfo]) -> None:
        """Keep the entries that nothing is wrong with."""
        taken: dict[str, str] = {}
        overlapping = set(_overlapping(infos))
        for each in infos:
            shown = each.orig_filename
            found = list(self._wrong(each, shown))
            same = unicodedata.normalize("NFC", shown).casefold()
            if same in taken:
                found.append(problem("A904", self.at(_plain(shown)), name=_plain(taken[same])))
            if each.header_offset in overlapping:
                reason = "the entry lies on top of another"
                found.append(problem("A909", self.at(_plain(shown)), reason=reason))
            taken.setdefault(same, shown)
            self.problems += found
            if not found:
                self._safe[shown] = each

    def _wrong(self, info: zipfile.ZipInfo, name: str) -> Iterator[Problem]:
        at, kind = self.at(_plain(name)), stat.S_IFMT(info.external_attr >> 16)
        if reason := unsafe_name(name):
            yield problem("A902", at, name=repr(name), reason=reason)
        if kind not in (0, stat.S_IFREG) or name.endswith("/"):
            yield problem("A903", at, what=_KINDS.get(kind, "a device or a pipe"))
        if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
            yield problem("A901", at, reason="the entry is encrypted or packed in a way that archives are not")
        if info.file_size > _SMALL and info.file_size > _MOST_GROWTH * info.compress_size:
            reason = f"{info.compress_size} bytes claim to be {info.file_size}"
            yield problem("A909", at, reason=reason)


_KINDS = {0: "a folder", stat.S_IFREG: "a folder", stat.S_IFDIR: "a folder", stat.S_IFLNK: "a symbolic link"}


def _plain(name: str) -> str:
    """Show a name so that it cannot do anything to whoever reads it."""
    return "".join(each if each.isprintable() else "?" for each in name)


def _overlapping(infos: Sequence[zipfile.ZipInfo]) -> Iterator[int]:
    """Give the offsets of entries whose bytes begin before those of the entry before them end."""
    ordered = sorted(infos, key=lambda each: each.header_offset)
    for before, each in pairwise(ordered):
        if each.header_offset < before.header_offset + _HEADER + len(before.orig_filename) + before.compress_size:
            yield each.header_offset
