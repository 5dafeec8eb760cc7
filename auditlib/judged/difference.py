"""What differs between two texts, word by word: what is gone and what is new, in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from auditlib.judged.model import Change, Content
from auditlib.judged.store import LONGEST, cut

_AROUND = 12  # words kept on each side of a difference
_GAP = "[…]"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of what has changed: its name, both texts, and the difference between them by word."""

    name: str
    before: str
    after: str
    words: tuple[tuple[str, str], ...]

    @property
    def marked(self) -> str:
        """The difference as text: `[-gone-]` and `{+new+}`."""
        marks = {"gone": "[-{}-]", "new": "{{+{}+}}", "same": "{}"}
        return " ".join(marks[how].format(text) for how, text in self.words)


def fields_of(change: Change) -> list[Field]:
    """Give the fields that differ; for something new or gone, all of them."""
    before, after = _alike(change.before, change.after)
    names = dict.fromkeys((*before, *after))
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    found = [Field(name, was, now, tuple(_words(was, now))) for name, was, now in pairs if was != now]
    return found or [Field(name, text, text, (("same", _GAP),)) for name, text in before.items() if len(text) > LONGEST]


def _alike(before: Content, after: Content) -> tuple[Content, Content]:
    """Cut what is there now as what is stored was cut, so that a cut end is no difference."""
    return before, {name: cut(text) if len(before.get(name, "")) > LONGEST else text for name, text in after.items()}


def _words(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Give stretches of words that are gone, new and the same, long same ones shortened."""
    old, new = before.split(), after.split()
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (what, i, j, k, m) in enumerate(steps):
        if what == "equal":
            yield "same", _shortened(old[i:j], first=place == 0, last=place == len(steps) - 1)
        if i < j and what != "equal":
            yield "gone", " ".join(old[i:j])
        if k < m and what != "equal":
            yield "new", " ".join(new[k:m])


def _shortened(words: list[str], *, first: bool, last: bool) -> str:
    start, end = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(words) <= start + end + 1:
        return " ".join(words)
    return " ".join([*words[:start], _GAP, *(words[-end:] if end else [])])
