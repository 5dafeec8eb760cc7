"""Do the auditor's texts refer to what exists, and claim no more than the tally holds?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditlib.audits import Group, Quantifier
from auditlib.claims import pieces
from auditlib.criteria import Stance
from auditlib.mapping import Mapped, OwnText, Unresolved, own_texts, resolve
from auditlib.problems import Problem, problem

_SIDES = (Stance.MEETS, Stance.DEVIATES, Stance.MIXED, Stance.CONTEXT)
# What may stand between the word for how many and the people: «flere av de spurte skolene».
_BETWEEN = r"(?:\s+(?:av|de|våre|spurte|intervjuede|øvrige|andre))*\s+"
_EVERYONE = ("informant", "informanter", "informantene", "intervjuede", "spurte")


def prose_problems(mapped: Mapped) -> Iterator[Problem]:
    """Check every reference and every word for how many in the auditor's own texts."""
    audit = mapped.inputs.audit
    pattern = _pattern(audit.quantifiers, audit.groups)
    for own in own_texts(mapped.inputs):
        yield from _reference_problems(own, mapped)
        yield from _quantifier_problems(own, pattern, mapped)


def _reference_problems(own: OwnText, mapped: Mapped) -> Iterator[Problem]:
    """Report references that are malformed or point at nothing, and braces left open."""
    for piece in pieces(own.text):
        if piece.malformed or (piece.reference is None and ("{{" in piece.text or "}}" in piece.text)):
            text = piece.text.strip("{} ")[:60]
            hint = "for example {{ K1 deviates group=soker }} or {{ tabell[Nyby, 2023] }}"
            yield problem("J602", own.place_of("{{") if "{{" in piece.text else own.at, text=text, hint=hint)
        elif piece.reference is not None:
            try:
                resolve(piece.reference, mapped)
            except Unresolved as error:
                at = own.place_of(piece.text)
                yield problem("J601", at, text=piece.reference.text, reason=error, hint=error.hint)


def _words(scale: tuple[Quantifier, ...]) -> dict[str, Quantifier]:
    """Give every word that claims a number, with the step of the scale it claims."""
    return {word: step for step in scale for word in (step.word, *step.also)}


def _pattern(scale: tuple[Quantifier, ...], groups: tuple[Group, ...]) -> re.Pattern[str]:
    """Find a word for how many followed by informants, or by the words of a group."""
    counts = "|".join(re.escape(word) for word in sorted(_words(scale), key=len, reverse=True))
    people = sorted({*_EVERYONE, *(word for group in groups for word in group.words)}, key=len, reverse=True)
    who = "|".join(re.escape(word) for word in people)
    return re.compile(rf"\b(?P<count>{counts})(?P<rest>{_BETWEEN}(?P<who>{who}))\b", re.IGNORECASE)


def _quantifier_problems(own: OwnText, pattern: re.Pattern[str], mapped: Mapped) -> Iterator[Problem]:
    """Report words that need more informants than any stance on the matter has."""
    if not own.about:
        return
    words = _words(mapped.inputs.audit.quantifiers)
    for piece in pieces(own.text):
        for match in pattern.finditer(piece.text) if piece.reference is None else ():
            step, group = words[match["count"].lower()], _group_of(match["who"], mapped.inputs.audit.groups)
            counts = [_counts(about, topic, group, mapped) for about, topic in own.about]
            if not any(step.fits(count, asked) for asked, said in counts for count in said):
                at, said = own.place_of(match.group()), " ".join(match.group().split())
                yield problem("J603", at, said=said, tally=_tally_in_words(own, counts), suggestion=_suggest(own, group))


def _group_of(word: str, groups: tuple[Group, ...]) -> str:
    """Give the group a word stands for; a word for everyone stands for none."""
    return next((each.id for each in groups if word.lower() in (known.lower() for known in each.words)), "")


def _counts(about: str, topic: str, group: str, mapped: Mapped) -> tuple[int, list[int]]:
    """Give how many were asked, and how many took each stance."""
    tally = mapped.tallies.on(about, topic, group)
    return tally.asked, [len(tally.saying(stance)) for stance in _SIDES]


def _tally_in_words(own: OwnText, counts: list[tuple[int, list[int]]]) -> str:
    """Say the tallies that were looked at."""
    said = [
        f"{' '.join(filter(None, about))}: {', '.join(f'{n} {stance}' for n, stance in zip(each, _SIDES, strict=True))} of {asked} asked"
        for about, (asked, each) in zip(own.about, counts, strict=True)
    ]
    return "; ".join(said)


def _suggest(own: OwnText, group: str) -> str:
    """Write the reference that would give the right word."""
    about, topic = own.about[0]
    return " ".join(filter(None, (about, "deviates", topic and f"topic={topic}", group and f"group={group}")))
