"""Notes that were read before, kept by the hash of their files: reading them is most of what reading an audit takes.

The folder may be deleted at any time; what is kept is only used where the note, its side file and auditlib itself are
as they were, and where the note had no problems. Each passage has a line of its own below one with all codings: an
audit may have 100,000 passages, and after an edit few of them are looked at.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditlib.criteria import Stance
from auditlib.dates import Day
from auditlib.files.codes import with_codes
from auditlib.files.notes import read_note
from auditlib.files.yaml import read_yaml
from auditlib.interviews import Codes, Interview, Method, Note, Passage, Verification
from auditlib.problems import Location, Problem, Severity

_STANCES = {each.value: each for each in Stance}
_DECODE = json.JSONDecoder().raw_decode  # a line is known to hold one value: `json.loads` takes twice the time


@dataclass(frozen=True, slots=True)
class KeptPassage(Passage):
    """A passage whose stamp is known."""

    known: str = ""

    @property
    def stamp(self) -> str:
        """The stamp that it had when it was read."""
        return self.known


@dataclass(frozen=True, slots=True)
class Codings:
    """How the passages of a note are coded, each list in their order; informants are put together with commas."""

    ids: Sequence[str]
    criteria: Sequence[str]
    topics: Sequence[str]
    stances: Sequence[str]
    informants: Sequence[str]

    def stance(self, number: int) -> Stance:
        """Give the stance of a passage."""
        return _STANCES[self.stances[number]]

    def speakers(self, number: int) -> tuple[str, ...]:
        """Give whom a passage speaks for."""
        return tuple(self.informants[number].split(",")) if self.informants[number] else ()


class KeptNote(Note):
    """A note whose cover and passages are read when they are asked for; its codings are there."""

    __slots__ = ("_file", "_head", "_interview", "_lines", "about", "codings")

    codings: Codings
    about: frozenset[str]
    _file: str
    _head: Mapping[str, Any]
    _interview: Interview | None
    _lines: Sequence[str]

    def __init__(self, head: Mapping[str, Any], lines: Sequence[str], file: str) -> None:
        """Hold a cover with the codings, a line for each passage, and the name of the file."""
        codings = Codings(*head["codings"])
        about = frozenset((*codings.criteria, *codings.topics, *head["cover"]["asked"])) - {""}
        made = {"codings": codings, "about": about, "_head": head, "_lines": lines, "_file": file, "_interview": None}
        for name, value in made.items():  # as a frozen class sets its fields
            object.__setattr__(self, name, value)

    @property
    def id(self) -> str:
        """The id of the interview."""
        return str(self._head["cover"]["id"])

    @property
    def spoken_on(self) -> str:
        """The date of the interview, as it is written."""
        return str(self._head["cover"]["date"])

    @property
    def informants(self) -> Sequence[str]:
        """The informants of the interview."""
        informants: Sequence[str] = self._head["cover"]["informants"]
        return informants

    @property
    def interview(self) -> Interview:
        """The cover."""
        if self._interview is None:
            read = _interview(self._head["cover"])
            read.locate(Location(self._file, self._head["line"], self._head["column"]), {})
            object.__setattr__(self, "_interview", read)
            return read
        return self._interview

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All the passages."""
        return tuple(map(self.passage, range(len(self.codings.ids))))

    def passage(self, number: int) -> KeptPassage:
        """Give one passage by its number, from 0."""
        text, stamp, *place = _DECODE(self._lines[number])[0]
        each = self.codings
        return KeptPassage(
            each.ids[number], text, each.criteria[number], each.topics[number], each.stance(number),
            each.speakers(number), self.id, Location(*place), stamp,
        )  # fmt: skip

    def asked_about(self) -> frozenset[str]:
        """Give the criteria and topics that were raised: those declared and those coded."""
        return self.about


class KeptNotes:
    """The notes of an audit whose files are as they were when they were kept."""

    def __init__(self, folder: Path, audit: str, inputs: Mapping[str, str], code: str) -> None:
        """Know where notes are kept, the hash of each input file, and that of auditlib."""
        self._folder, self._inputs, self._code = folder, inputs, code
        self._interviews = f"interviews/{audit}"
        self._found: dict[str, KeptNote | None] = {}

    def names(self) -> list[str]:
        """Give the ids that the notes' files are named by."""
        files = (Path(name) for name in self._inputs if name.startswith(f"{self._interviews}/"))
        return [path.stem for path in files if path.suffix == ".md" and path.parent.as_posix() == self._interviews]

    def key(self, name: str) -> str:
        """Give the hash of all that a note follows from."""
        files = (f"{self._interviews}/{name}.md", f"{self._interviews}/{name}.codes.yaml")
        parts = (self._code, name, *(self._inputs.get(each, "") for each in files))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def __call__(self, path: Path) -> KeptNote | None:
        """Give a note if it is kept."""
        return self.get(path.stem)

    def get(self, name: str) -> KeptNote | None:
        """Give a note if it is kept, read once."""
        if name not in self._found:
            self._found[name] = self.earlier(self.key(name), name)
        return self._found[name]

    def earlier(self, key: str, name: str) -> KeptNote | None:
        """Give a note as it was under an earlier key."""
        try:
            whole, _end, kept = (self._folder / f"{key}.txt").read_bytes().partition(b"\n")
        except OSError:
            return None
        if whole != _sum_of(kept):
            return None
        first, *lines = kept.decode().split("\n")
        return KeptNote(json.loads(first), lines, f"{self._interviews}/{name}.md")

    def read(self, root: Path, name: str) -> KeptNote | None:
        """Read a note anew and keep it; None where it, or its side file, has an error."""
        problems: list[Problem] = []
        path = root / self._interviews / f"{name}.md"
        file, side = f"{self._interviews}/{name}.md", path.with_name(f"{name}.codes.yaml")
        read = read_note(path, file, problems)
        codes = read_yaml(side, f"{self._interviews}/{side.name}", Codes, problems) if side.exists() else None
        if read is None:
            return None
        note = with_codes(read, codes, problems) if codes else read.note
        if any(each.severity is Severity.ERROR for each in problems) or note.interview.id != name:
            return None
        self.keep(note)
        return self.get(name)

    def keep(self, note: Note) -> None:
        """Keep a note that was read without problems, as its files are now."""
        name, kept = note.interview.id, "\n".join(_lines(note)).encode()
        self._found.pop(name, None)
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{self.key(name)}.txt"
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        unfinished.write_bytes(_sum_of(kept) + b"\n" + kept)
        os.replace(unfinished, path)

    def clear(self) -> None:
        """Take away what no note has any more."""
        current = {f"{self.key(name)}.txt" for name in self.names()}
        for path in self._folder.glob("*"):
            if path.name not in current:
                path.unlink(missing_ok=True)


def _sum_of(kept: bytes) -> bytes:
    return hashlib.sha256(kept).hexdigest().encode()


def _lines(note: Note) -> Iterator[str]:
    """Write a note: its cover with the codings, then a line for each passage."""
    interview, said = note.interview, note.passages
    codings = (
        [each.id for each in said], [each.criterion for each in said], [each.topic for each in said],
        [each.stance.value for each in said], [",".join(each.informants) for each in said],
    )  # fmt: skip
    cover = interview.model_dump(mode="json", exclude_none=True)
    head = {"cover": cover, "line": interview.at.line, "column": interview.at.column, "codings": codings}
    yield json.dumps(head, ensure_ascii=False)
    for each in said:
        at = each.at
        yield json.dumps((each.text, each.stamp, at.file, at.line, at.column, at.where), ensure_ascii=False)


def _interview(cover: Mapping[str, Any]) -> Interview:
    """Make a cover that was checked when it was read."""
    made = {**cover, "date": Day.read(cover["date"]), "method": Method(cover["method"])}
    made |= {"informants": tuple(cover["informants"]), "asked": tuple(cover["asked"])}
    if "verified" in cover:
        made["verified"] = Verification.model_validate(cover["verified"])
    return Interview.model_construct(**made)
