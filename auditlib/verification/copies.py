"""The informant's copy of a note: its words without codings, and without what others said.

In a note with several informants, all words inside a passage that does not speak for the informant are left out, also
where a passage of the informant's own stands inside it. The interviewer's own notes, which are block quotes, are in no
copy.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from auditlib.files.notes import parse_note
from auditlib.interviews import Note, Passage
from auditlib.problems import UsageError
from auditlib.verification.anatomy import Block, blocks_of

LEFT_OUT = "[…]"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a copy: `signs` are the places of its signs in the block, None in a mark of what is left out."""

    id: str
    text: str
    heading: bool
    block: Block
    signs: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A note as one informant may read it; `left_out` are the own passages that it does not have."""

    note: Note
    informant: str
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]

    @property
    def hash(self) -> str:
        """The SHA-256 of what the informant reads, and of who it is made for."""
        said = (self.note.interview.id, self.informant, *(each.text for each in self.parts))
        return hashlib.sha256("\n\n".join(said).encode()).hexdigest()


def make_copy(note: Note, text: str, informant: str) -> Copy:
    """Make an informant's copy of a note, whose file has this text; raise UsageError when it cannot be made safely."""
    parts, number = list[Part](), 0
    quoted = list(_quoted_of_others(note, text, informant))
    for block in blocks_of(text):
        if block.own:
            continue
        signs = list(_shown(block, note, informant, quoted))
        said = "".join(LEFT_OUT if each is None else block.text[each] for each in signs)
        if not said.replace(LEFT_OUT, "").strip(" .,;:"):
            continue
        number += 1
        spread = [place for each in signs for place in ([None] * len(LEFT_OUT) if each is None else [each])]
        parts.append(Part(f"v{number}", said, block.heading, block, tuple(spread)))
    whole = " ".join(each.text for each in parts)
    own = [each for each in note.passages if informant in each.informants]
    return Copy(note, informant, tuple(parts), tuple(each.id for each in own if not _has(whole, each)))


def _has(whole: str, passage: Passage) -> bool:
    """Say whether a copy has the words of a passage, wherever paragraphs end and whatever stands inside it."""
    return passage.text in whole or all(word in whole for word in passage.text.split())


def _quoted_of_others(note: Note, text: str, informant: str) -> Iterator[str]:
    """Give what side files quote of others; raise UsageError where it is not in the note and could not be left out."""
    read = parse_note(text, note.interview.id, [])
    inline = {each.id for each in read.note.passages} if read else set()
    whole = " ".join(each.text for each in blocks_of(text))
    for each in note.passages:
        if each.id not in inline and informant not in each.informants:
            if each.text not in whole:
                raise UsageError(f"the quote of {each.id} is not in the note, so it cannot be left out: mend it first")
            yield each.text


def _shown(block: Block, note: Note, informant: str, quoted: Iterable[str]) -> Iterator[int | None]:
    """Give the signs of a block that the informant may read, and one None for each stretch that is left out."""
    hidden = {
        place for place, around in enumerate(block.speakers)
        if any(informant not in speakers_of(each, note) for each in around)
    }  # fmt: skip
    for words in quoted:
        for found in re.finditer(re.escape(words), block.text):
            hidden.update(range(*found.span()))
    before: int | None = -1
    for place, sign in enumerate(block.text):
        # a space between two stretches that are left out is no word
        between = sign == " " and before is None and place + 1 in hidden
        if place not in hidden and not between:
            before = place
            yield place
        elif before is not None:
            before = None
            yield None


def speakers_of(written: str, note: Note) -> Collection[str]:
    """Give whom a passage speaks for: those it names, or everybody in the note."""
    return written.split(",") if written else note.interview.informants
