"""Putting accepted words into a note: nothing but those words is touched, and what is coded stays coded.

After each change the note is read again. It is refused unless every other paragraph says what it said, no coding came
or went that the change does not explain, and no new problem is found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditlib.files.notes import parse_note
from auditlib.interviews import Passage
from auditlib.problems import AuditlibError, Problem, UsageError
from auditlib.verification.anatomy import blocks_of, empty_span
from auditlib.verification.copies import Part
from auditlib.verification.model import Change, Earlier, Kind

_VERIFIED = re.compile(r"^verified:[^\n]*\n(?![ \t-])", re.MULTILINE)
_FRONT = re.compile(r"\A---\n.*?\n(?=---\n)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A note's text after a change, and the coded passages that the change touched, as they were before."""

    text: str
    earlier: tuple[Earlier, ...]


def rewrite(text: str, part: Part, change: Change) -> Rewritten:
    """Put one change into a note's text; raise UsageError when it cannot be done without touching anything else."""
    if change.kind is Kind.PARAGRAPH:
        new = f"{text[: part.block.end]}\n\n{change.after}{text[part.block.end :]}"
        expected = [*_words(text, part), part.block.text, change.after or "", *_words_after(text, part)]
    else:
        places = _hit(part, change)
        new = _without_empty(text, _spliced(text, part, places, change))
        expected = [*_words(text, part), _expected(part, places, change), *_words_after(text, part)]
    _refuse_others(new, expected, change)
    return Rewritten(new, _touched(text, new, change))


def _words(text: str, part: Part) -> list[str]:
    """Give the words of the paragraphs before the one that is changed."""
    return [each.text for each in blocks_of(text) if each.end < part.block.end]


def _words_after(text: str, part: Part) -> list[str]:
    return [each.text for each in blocks_of(text) if each.end > part.block.end]


def _hit(part: Part, change: Change) -> list[int]:
    """Give the signs of the block that a change replaces."""
    end = change.start + len(change.before or "")
    if part.text[change.start : end] != (change.before or ""):
        raise UsageError(f"change {change.id} is of words that are no longer there; send the note again")
    hit = part.signs[change.start : end]
    if None in hit:
        raise UsageError(f"change {change.id} touches what was left out; edit the note by hand and reject it")
    return [each for each in hit if each is not None]


def _anchor(part: Part, change: Change) -> int:
    """Give the sign of the block before which words are put in where none are replaced."""
    before = part.signs[change.start - 1] if change.start else None
    if before is not None:
        return before + 1
    after = part.signs[change.start] if change.start < len(part.signs) else None
    if after is None:
        raise UsageError(f"change {change.id} stands beside what was left out; edit the note by hand and reject it")
    return after


def _expected(part: Part, places: Sequence[int], change: Change) -> str:
    """Give the words of the whole block after the change."""
    words, after = part.block.text, change.after or ""
    if not places:
        at = _anchor(part, change)
        return words[:at] + after + words[at:]
    return words[: places[0]] + after + words[places[-1] + 1 :]


def _spliced(text: str, part: Part, places: Sequence[int], change: Change) -> str:
    """Put the words into the file's text: the first sign takes all of them, the marks of codings stay."""
    block, after = part.block, change.after or ""
    if not places:
        at = _anchor(part, change)
        place = block.places[at - 1][1] if at else block.places[0][0]
        return text[:place] + after + text[place:]
    for number, sign in reversed(list(enumerate(places))):
        start, end = block.places[sign]
        text = text[:start] + (after if number == 0 else "") + text[end:]
    return text


def _without_empty(before: str, text: str) -> str:
    """Take away the marks of coded passages whose words are all gone."""
    if empty_span(before):
        return text
    while (empty := empty_span(text)) is not None:
        text = text[: empty[0]] + text[empty[1] :]
    return text


def _refuse_others(new: str, expected: Sequence[str], change: Change) -> None:
    """Refuse a change after which anything but its own paragraph says something else."""
    wanted = [" ".join(each.split()) for each in expected if each.strip()]
    if [" ".join(each.text.split()) for each in blocks_of(new)] != wanted:
        raise UsageError(
            f"the words of change {change.id} would be read as markup, or move others; "
            "edit the note by hand and reject the change with that reason"
        )


def _touched(before: str, after: str, change: Change) -> tuple[Earlier, ...]:
    """Give the passages that say something else now; refuse new problems and codings that came from the words."""
    old, was_wrong = _passages(before)
    new, is_wrong = _passages(after)
    fresh = is_wrong - was_wrong
    if fresh or new.keys() - old.keys():
        raise UsageError(
            f"change {change.id} would break the codings of the note ({', '.join(fresh) or 'a coding would appear'}); "
            "edit the note by hand and reject the change with that reason"
        )
    changed = (each for each in old.values() if each.id not in new or new[each.id].text != each.text)
    return tuple(Earlier(passage=each.id, text=each.text, gone=each.id not in new) for each in changed)


def _passages(text: str) -> tuple[Mapping[str, Passage], Counter[str]]:
    problems: list[Problem] = []
    read = parse_note(text, "", problems)
    found = read.note.passages if read else ()
    return {each.id: each for each in found}, Counter(each.code for each in problems)


def with_verified(text: str, name: str, verified: str) -> str:
    """Write `verified` into a note's front matter; raise UsageError where it stands there over several lines."""
    front = _FRONT.match(text)
    if front is None:
        raise AuditlibError(f"{name} has no front matter")
    head, rest = text[: front.end()], text[front.end() :]
    if re.search(r"^verified:", head, re.MULTILINE) is None:
        return f"{head}verified: {verified}\n{rest}"
    if _VERIFIED.search(head) is None:
        raise UsageError(f"`verified` stands over several lines in {name}; write it on one line, or take it away")
    return _VERIFIED.sub(lambda _: f"verified: {verified}\n", head) + rest
