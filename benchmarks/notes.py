"""One interview note of the made-up audit: headings, paragraphs and lists with plain, nested and crossing passages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.words import CASES, ENDINGS, SAYINGS, SUBJECTS, UNCODED

_STANCES, _WEIGHTS = tuple(SAYINGS), (4, 4, 1, 1)
_ASKED = 12


@dataclass
class _Note:
    """A note while it is written."""

    informants: list[str]
    criteria: list[str]
    topics: list[str]
    chance: random.Random
    stance: str = ""
    written: int = 0
    lines: list[str] = field(default_factory=list)

    def write(self, left: int) -> None:
        """Write one more passage, or two that are woven together where that many are left."""
        number = self.written
        if number % 10 == 0:
            self.lines += ["", f"## Del {number // 10 + 1}", self.chance.choice(UNCODED)]
        elif number % 3 == 0:
            self.lines.append("")
        if number % 20 == 7 and left > 1:
            self.lines += self.nested()
        elif number % 25 == 14 and left > 1:
            self.lines += self.crossing()
        elif number % 10 == 5:
            self.lines += ["", *(f"- {line}" for line in self.plain()), ""]
        else:
            self.lines += self.plain()

    def coding(self, mark: str = "passage") -> str:
        """Give the next passage's attributes: criterion and topic, criterion alone or topic alone."""
        self.written += 1
        draw = self.chance.random()
        about = [f"criterion={self.chance.choice(self.criteria)}"] if draw < 0.9 else []
        about += [f"topic={self.chance.choice(self.topics)}"] if draw < 0.6 or draw >= 0.9 else []
        if len(self.informants) > 1 and self.chance.random() < 0.5:
            about.append(f"informants={self.chance.choice(self.informants)}")
        (self.stance,) = self.chance.choices(_STANCES, _WEIGHTS)
        return f"#p{self.written} .{mark} {' '.join(about)} stance={self.stance}"

    def sentence(self) -> str:
        """Give what is said with the stance of the last coding."""
        case = self.chance.choice(list(CASES.values()))[1]
        said = self.chance.choice(SAYINGS[self.stance]).format(case=case)
        return f"{self.chance.choice(SUBJECTS)} {said}{self.chance.choice(ENDINGS)}."

    def plain(self) -> Iterator[str]:
        coding = self.coding()
        yield f"[{self.sentence()}]{{{coding}}}"

    def nested(self) -> Iterator[str]:
        outer = self.coding()
        before = self.sentence()
        inner = self.coding()
        yield f"[{before} [{self.sentence()}]{{{inner}}} Det gjelder ennå.]{{{outer}}}"

    def crossing(self) -> Iterator[str]:
        """Begin a range in one paragraph and end it within the next."""
        coding = self.coding("from")
        ref = self.written
        yield f"[]{{{coding}}}{self.sentence()}"
        yield from self.plain()
        yield ""
        yield f"{self.sentence()}[]{{.to ref=p{ref}}} {self.chance.choice(UNCODED)}"


def write_note(
    path: Path, informants: list[str], criteria: list[str], topics: list[str], passages: int, chance: random.Random
) -> None:
    """Write a note with that many coded passages, on a dozen of the criteria and of the topics."""
    asked = chance.sample(criteria, _ASKED), chance.sample(topics, _ASKED)
    note = _Note(informants, *asked, chance)
    while note.written < passages:
        note.write(passages - note.written)
    path.write_text("\n".join([_front(path.stem, note), *note.lines, ""]), encoding="utf-8", newline="\n")


def _front(id_: str, note: _Note) -> str:
    return f"""---
id: {id_}
title: Samtale {id_}
date: 2024-02-{note.chance.randint(1, 28):02}
method: {"group" if len(note.informants) > 1 else "single"}
informants: [{", ".join(note.informants)}]
interviewer: AB
asked: [{", ".join(note.criteria + note.topics)}]
verified: {{on: 2024-03-01, by: {note.informants[0]}, changes: none}}
---"""
