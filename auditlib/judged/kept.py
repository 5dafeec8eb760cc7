"""Notes that were read before, kept by the hash of their files: reading them is most of what reading an audit takes.

The folder may be deleted at any time; what is kept is only used where the note, its side file and auditlib itself are
as they were, and where the note had no problems.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

from auditlib.criteria import Stance
from auditlib.dates import Day
from auditlib.files.codes import with_codes
from auditlib.files.notes import read_note
from auditlib.files.yaml import read_yaml
from auditlib.interviews import Codes, Interview, Method, Note, Passage, Verification
from auditlib.problems import Location, Problem, Severity


@dataclass(frozen=True, slots=True)
class KeptPassage(Passage):
    """A passage whose stamp is known."""

    known: str = ""

    @property
    def stamp(self) -> str:
        """The stamp that it had when it was read."""
        return self.known


class KeptNotes:
    """The notes of an audit whose files are as they were when they were kept."""

    def __init__(self, folder: Path, audit: str, inputs: Mapping[str, str], code: str) -> None:
        """Know where notes are kept, the hash of each input file, and that of auditlib."""
        self._folder, self._inputs, self._code = folder, inputs, code
        self._interviews = f"interviews/{audit}"
        self._found: dict[str, Note | None] = {}

    def names(self) -> list[str]:
        """Give the ids that the notes' files are named by."""
        files = (Path(name) for name in self._inputs if name.startswith(f"{self._interviews}/"))
        return [path.stem for path in files if path.suffix == ".md" and path.parent.as_posix() == self._interviews]

    def key(self, name: str) -> str:
        """Give the hash of all that a note follows from."""
        files = (f"{self._interviews}/{name}.md", f"{self._interviews}/{name}.codes.yaml")
        parts = (self._code, name, *(self._inputs.get(each, "") for each in files))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def __call__(self, path: Path) -> Note | None:
        """Give a note if it is kept."""
        return self.get(path.stem)

    def get(self, name: str) -> Note | None:
        """Give a note if it is kept, read once."""
        if name not in self._found:
            self._found[name] = self._read(self.key(name), name)
        return self._found[name]

    def _read(self, key: str, name: str) -> Note | None:
        try:
            kept = json.loads((self._folder / f"{key}.json").read_bytes())
            return _note(kept, f"{self._interviews}/{name}.md")
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def earlier(self, key: str, name: str) -> Note | None:
        """Give a note as it was under an earlier key."""
        return self._read(key, name)

    def read(self, root: Path, name: str) -> Note | None:
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
        return note

    def keep(self, note: Note) -> None:
        """Keep a note that was read without problems, as its files are now."""
        name = note.interview.id
        self._found[name] = note
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{self.key(name)}.json"
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        unfinished.write_text(json.dumps(_row(note), ensure_ascii=False), encoding="utf-8")
        os.replace(unfinished, path)

    def clear(self) -> None:
        """Take away what no note has any more."""
        current = {f"{self.key(name)}.json" for name in self.names()}
        for path in self._folder.glob("*"):
            if path.name not in current:
                path.unlink(missing_ok=True)


def _row(note: Note) -> dict[str, Any]:
    """Give a note as plain data."""
    passages = [
        (each.id, each.text, each.criterion, each.topic, each.stance.value, list(each.informants), each.stamp,
         each.at.file, each.at.line, each.at.column, each.at.where)
        for each in note.passages
    ]  # fmt: skip
    interview = note.interview
    cover = interview.model_dump(mode="json", exclude_none=True)
    return {"cover": cover, "line": interview.at.line, "column": interview.at.column, "passages": passages}


def _note(kept: Mapping[str, Any], file: str) -> Note:
    interview = _interview(kept["cover"])
    interview.locate(Location(file, kept["line"], kept["column"]), {})
    passages = tuple(_passage(interview.id, row) for row in kept["passages"])
    return Note(interview, passages)


def _interview(cover: Mapping[str, Any]) -> Interview:
    """Make a cover that was checked when it was read."""
    made = {**cover, "date": Day.read(cover["date"]), "method": Method(cover["method"])}
    made |= {"informants": tuple(cover["informants"]), "asked": tuple(cover["asked"])}
    if "verified" in cover:
        made["verified"] = Verification.model_validate(cover["verified"])
    return Interview.model_construct(**made)


def _passage(interview: str, row: list[Any]) -> KeptPassage:
    id_, text, criterion, topic, stance, informants, stamp, *place = row
    speakers = tuple(map(intern, informants))
    at = Location(*place)
    return KeptPassage(id_, text, intern(criterion), intern(topic), _STANCES[stance], speakers, interview, at, stamp)


_STANCES = {each.value: each for each in Stance}
