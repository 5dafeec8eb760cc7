"""Reading a stored judgement in the one form that it is written in.

An audit may have a million lines of them, so no YAML reader is used, and what something said is only read when it is
asked for: as a rule nothing has changed, and the stamps are enough.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial

from auditlib.judged.model import Acceptance, LateContent, Rest, Stored

SUM = "sum: "
TAKEN = ("id", "kind", "stamp", "deep")  # names of a field that the form itself has; they are written with `_` after
_REST = re.compile(
    r'- id: (".*")\n  kind: (\w+)\n  stamp: ([0-9a-f]{64})\n(?:  deep: ([0-9a-f]{64})\n)?((?:  .*\n)*)'
)


class NotInForm(Exception):
    """A line is not what the tool writes there: its number and what is wrong."""


def _named(name: str) -> str:
    return name[:-1] if name[:-1] in TAKEN and name.endswith("_") else name


def _fields(text: str) -> dict[str, str]:
    """Read the fields of something."""
    return _Lines(text).fields()


class _Lines:
    """The lines of a file, one after the other."""

    def __init__(self, text: str) -> None:
        self._lines, self._at = text.split("\n"), 0

    @property
    def line(self) -> str:
        """The line that comes next; empty at the end."""
        return self._lines[self._at] if self._at < len(self._lines) else ""

    def take(self, start: str) -> str:
        """Give what follows the start that the next line must have."""
        if not self.line.startswith(start):
            raise self.refusal(f"`{start.strip()}` is missing")
        self._at += 1
        return self._lines[self._at - 1][len(start) :]

    def text(self, start: str) -> str:
        """Give a quoted text."""
        return self._unquoted(self.take(start))

    def fields(self) -> dict[str, str]:
        """Give the fields of a content."""
        found = {}
        while self.line.startswith("  "):
            name, colon, quoted = self.line[2:].partition(": ")
            if not colon:
                raise self.refusal("it is no field")
            self._at += 1
            found[_named(name)] = self._unquoted(quoted)
        return found

    def _unquoted(self, quoted: str) -> str:
        try:
            text = json.loads(quoted)
        except ValueError:
            text = None
        if not isinstance(text, str):
            self._at -= 1
            raise self.refusal("it is no quoted text")
        return text

    def refusal(self, reason: str) -> NotInForm:
        """Say what is wrong with the next line."""
        return NotInForm(self._at + 1, reason)


def parse(text: str) -> Stored:
    """Read a file; raise NotInForm where it is not as the tool writes it."""
    head, found, _rest = text.partition("\nrests_on:\n")
    lines = _Lines(head)
    lines.take("#")
    id_, kind, by = lines.take("id: "), lines.take("kind: "), lines.text("by: ")
    on, mark = lines.take("on: "), lines.take("stamp: ")
    lines.take("says:")
    own, accepted = lines.fields(), []
    if lines.line == "accepted:":
        lines.take("accepted:")
        while lines.line.startswith("- "):
            parts = (lines.text("- by: "), lines.take("  on: "), lines.text("  reason: "), lines.text("  changed: "))
            accepted.append(Acceptance(*parts))
    if not found or lines.line:
        raise lines.refusal("`rests_on:` is missing")
    rests = {rest.key: rest for rest in _rests(text, len(head) + len(found))}
    return Stored(kind, id_, by, on, mark, own, rests, tuple(accepted))


def _rests(text: str, at: int) -> Iterator[Rest]:
    """Read what a judgement rests on, from an offset to the line with the sum."""
    while not text.startswith(SUM, at):
        match = _REST.match(text, at)
        if match is None:
            raise NotInForm(text.count("\n", 0, at) + 1, "it is nothing that a judgement rests on")
        quoted, kind, stamp, deep, fields = match.groups()
        id_ = json.loads(quoted) if "\\" in quoted else quoted[1:-1]
        yield Rest(kind, id_, stamp, LateContent(partial(_fields, fields)), deep or "")
        at = match.end()
