"""Do the auditor's texts refer to what exists, and claim no more than the tally holds?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditlib.audits import Group, Quantifier
from auditlib.checks.references import evidence_ids
from auditlib.claims import pieces
from auditlib.criteria import Stance
from auditlib.mapping import INTERVIEWS, Mapped, OwnText, Unresolved, own_texts, resolve
from auditlib.problems import Problem, problem
from auditlib.workspace import Inputs

_SIDES = (Stance.MEETS, Stance.DEVIATES, Stance.MIXED, Stance.CONTEXT)
# What may stand between the word for how many and the people: «flere av de spurte skolene».
_BETWEEN = r"(?:\s+(?:av|de|våre|spurte|intervjuede|øvrige|andre))*\s+"
# The files and folders whose items a reference can name.
_HOLDERS = (
    "criteria", "sources", "questions", "findings", "recommendations", "statements", "indicators", "reviews",
    "datapackage",
)  # fmt: skip
_BRACES = re.compile(r"\{\{|\}\}")
_EVERYONE = ("informant", "informanter", "informantene", "intervjuede", "spurte")


def prose_problems(mapped: Mapped) -> Iterator[Problem]:
    """Check every reference and every word for how many in the auditor's own texts.

    What may stand in a file that could not be read is left for when it can.
    """
    audit, inputs = mapped.inputs.audit, mapped.inputs
    pattern = quantifier_pattern(audit.quantifiers, audit.groups)
    counted = bool(audit.quantifiers) and _notes_are_read(inputs)
    for own in own_texts(inputs):
        yield from _reference_problems(own, mapped)
        if counted:
            yield from _quantifier_problems(own, pattern, mapped)


def _reference_problems(own: OwnText, mapped: Mapped) -> Iterator[Problem]:
    """Report references that are malformed or point at nothing, and braces left open."""
    for piece in pieces(own.text):
        broken = None if piece.reference else _BRACES.search(piece.text)
        if broken:
            text = piece.text[max(broken.start() - 30, 0) :][:60].strip("{} ")
            hint = "for example {{ K1 deviates group=soker }} or {{ tabell[Nyby, 2023] }}"
            at = own.place_of(piece.text[broken.start() :][:60], piece.offset + broken.start())
            yield problem("J602", at, text=text, hint=hint)
        elif piece.reference is not None:
            try:
                resolve(piece.reference, mapped)
            except Unresolved as error:
                if not _may_be_unread(piece.reference.target, mapped):
                    at = own.place_of(piece.text, piece.offset)
                    yield problem("J601", at, text=piece.reference.text, reason=error, hint=error.hint)


def _may_be_unread(target: str, mapped: Mapped) -> bool:
    """Say whether a target may be missing only because of something that another problem tells of."""
    inputs = mapped.inputs
    if target in evidence_ids(inputs) and target not in mapped.register:
        return True  # a test that is declared and wrong
    counted = {INTERVIEWS, *_counted(inputs)}
    return inputs.may_be_unread(target, *_HOLDERS) or (target in counted and not _notes_are_read(inputs))


def _counted(inputs: Inputs) -> set[str]:
    return {*(each.id for each in inputs.criteria), *(each.id for each in inputs.audit.topics)}


def _notes_are_read(inputs: Inputs) -> bool:
    return not any(name.startswith("interviews/") for name in inputs.unread)


def _words(scale: tuple[Quantifier, ...]) -> dict[str, Quantifier]:
    """Give every word that claims a number, with the step of the scale it claims."""
    return {_folded(word): step for step in scale for word in (step.word, *step.also)}


def quantifier_pattern(scale: tuple[Quantifier, ...], groups: tuple[Group, ...]) -> re.Pattern[str]:
    """Find a word for how many followed by informants, or by the words of a group."""
    counts = _any_of(_words(scale))
    who = _any_of({*_EVERYONE, *(word for group in groups for word in group.words)})
    return re.compile(rf"(?<!\bikke\s)\b(?P<count>{counts})(?P<rest>{_BETWEEN}(?P<who>{who}))\b", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """Write the pattern for any of some words, the longest first, however a line is folded between their parts."""
    return "|".join(r"\s+".join(map(re.escape, each.split())) for each in sorted(words, key=len, reverse=True))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _quantifier_problems(own: OwnText, pattern: re.Pattern[str], mapped: Mapped) -> Iterator[Problem]:
    """Report words that need more informants than any stance on the matter has."""
    if not own.about:
        return
    words = _words(mapped.inputs.audit.quantifiers)
    for piece in pieces(own.text):
        for match in pattern.finditer(piece.text) if piece.reference is None else ():
            step, group = words.get(_folded(match["count"])), _group_of(match["who"], mapped.inputs.audit.groups)
            counts = [_counts(about, topic, group, mapped) for about, topic in own.about]
            if step and not any(step.fits(count, asked) for asked, said in counts for count in said):
                said = " ".join(match.group().split())
                at = own.place_of(match.group(), piece.offset + match.start())
                tally, suggestion = _tally_in_words(own, counts), _suggest(own, group)
                yield problem("J603", at, said=said, tally=tally, suggestion=suggestion)


def _group_of(word: str, groups: tuple[Group, ...]) -> str:
    """Give the group a word stands for; a word for everyone stands for none."""
    return next((each.id for each in groups if _folded(word) in map(_folded, each.words)), "")


def _counts(about: str, topic: str, group: str, mapped: Mapped) -> tuple[int, list[int]]:
    """Give how many were asked, and how many took each stance."""
    tally = mapped.tallies.on(about, topic, group)
    return tally.asked, [len(tally.saying(stance)) for stance in _SIDES]


def _tally_in_words(own: OwnText, counts: list[tuple[int, list[int]]]) -> str:
    """Say the tallies that were looked at."""
    tallies = []
    for about, (asked, each) in zip(own.about, counts, strict=True):
        said = ", ".join(f"{n} {stance}" for n, stance in zip(each, _SIDES, strict=True))
        tallies.append(f"{' '.join(filter(None, about))}: {said} of {asked} asked")
    return "; ".join(tallies)


def _suggest(own: OwnText, group: str) -> str:
    """Write the reference that would give the right word."""
    about, topic = own.about[0]
    return " ".join(filter(None, (about, "deviates", topic and f"topic={topic}", group and f"group={group}")))
