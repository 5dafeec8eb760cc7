"""Gaps in a running series of numbers, with exceptions that were declared beforehand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from auditlib.language import Language
from auditlib.stats.explain import require, whole
from auditlib.stats.phrases import count, percent
from auditlib.stats.reliability.figures import Label, listed
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

Span = tuple[int, int]

LEAST = 3
LEAST_SHARE = 0.5  # fewer of the numbers than this, and the series was drawn from or is not running
SOURCE = "Nigrini, Forensic Analytics, 2nd ed. (2020), ch. 3"
_NONE: dict[Language, str] = {
    "nb": "Alle numrene fra {first} til {last} er der ({n}).",
    "nn": "Alle numra frå {first} til {last} er der ({n}).",
    "en": "Every number from {first} to {last} is there ({n}).",
}
_FOUND: dict[Language, str] = {
    "nb": "Fra {first} til {last} mangler {k} av {all} numre{unstated}{which}.{declared}{repeated}",
    "nn": "Frå {first} til {last} manglar {k} av {all} nummer{unstated}{which}.{declared}{repeated}",
    "en": "From {first} to {last}, {k} of {all} numbers are missing{unstated}{which}.{declared}{repeated}",
}
_DECLARED: dict[Language, str] = {
    "nb": " Med oppgitt grunn mangler {which}.",
    "nn": " Med oppgitt grunn manglar {which}.",
    "en": " Missing for a stated reason: {which}.",
}
_REPEATED: dict[Language, str] = {
    "nb": " Brukt flere ganger: {which}.",
    "nn": " Brukte fleire gonger: {which}.",
    "en": " Used more than once: {which}.",
}
_NO: dict[Language, str] = {"nb": "ingen", "nn": "ingen", "en": "none"}
_UNSTATED: dict[Language, str] = {
    "nb": " uten oppgitt grunn",
    "nn": " utan oppgitt grunn",
    "en": " with no reason stated",
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Numrene er gitt fortløpende, uten hopp som ikke er oppgitt.",),
    "nn": ("Numra er gitt fortløpande, utan hopp som ikkje er oppgitt.",),
    "en": ("Numbers are given one after the other, with no jumps but those stated.",),
}


@dataclass(frozen=True, slots=True)
class NumberGaps(Examined):
    """The numbers that are missing from a running series, as spans from the first to the last missing number.

    `declared` holds the missing numbers that a reason was given for, `repeated` the numbers that occur more than once;
    `prefix` is what stands before the number in a key, and `suffix` what stands after it.
    """

    first: int
    last: int
    n: int
    missing: tuple[Span, ...]
    declared: tuple[tuple[int, str], ...]
    repeated: tuple[int, ...]
    prefix: str = ""
    suffix: str = ""
    subject: str = ""
    test: ClassVar[TestName] = "number_gaps"

    @property
    def missing_count(self) -> int:
        """How many numbers are missing without a stated reason."""
        return sum(high - low + 1 for low, high in self.missing)

    @property
    def flagged(self) -> bool:
        """Whether numbers are missing that no reason was given for."""
        return bool(self.missing)

    @property
    def places(self) -> tuple[str, ...]:
        """The missing numbers, spans as `12–15`."""
        return tuple(
            self._name(low) if low == high else f"{self._name(low)}–{self._name(high)}" for low, high in self.missing
        )

    def explain(self, language: Language = "nb") -> Account:
        """Say which numbers are missing."""
        everything, k = self.last - self.first + 1, self.missing_count
        declared = [f"{self._name(number)} ({reason})" for number, reason in self.declared]
        repeated = [self._name(number) for number in self.repeated]
        said = {
            "first": self._name(self.first), "last": self._name(self.last), "n": count(self.n, language),
            "k": count(k, language) if k else _NO[language], "all": count(everything, language),
            "which": f" ({listed(self.places, language)})" if self.missing else "",
            "unstated": _UNSTATED[language] if declared else "",
            "declared": _extra(_DECLARED, declared, language), "repeated": _extra(_REPEATED, repeated, language),
        }  # fmt: skip
        sentence = (_FOUND if self.missing or declared or repeated else _NONE)[language].format(**said)
        span = f"({self.last} − {self.first} + 1)"
        formula = f"{span} − {count(self.n, language)} − {len(declared)} = {count(k, language)}"
        figure = f"{count(k, language)} ({percent(Fraction(k, everything), language)})"
        told = Told(sentence, figure, formula, SOURCE, _ASSUMPTIONS[language])
        return told.account(self.test, self.subject, language)

    def _name(self, number: int) -> str:
        """Write a number as it stands in its key."""
        return f"{self.prefix}{number}{self.suffix}"


def number_gaps(
    numbers: Sequence[int | None],
    *,
    first: int | None = None,
    last: int | None = None,
    declared: Mapping[int, str] | None = None,
    prefix: str = "",
    suffix: str = "",
    subject: str = "",
) -> NumberGaps | NotTested:
    """Find the numbers that are missing from a running series.

    Args:
        numbers: whole numbers, 0 or more, in any order; None where missing.
        first: where the series begins, and
        last: where it ends; the smallest and the largest number when left out.
        declared: numbers that may be missing, each with the reason.
        prefix: what stands before the number in a key, and
        suffix: what stands after it, for the wording.
        subject: what the numbers are called, for the wording.

    Gives NotTested for fewer than three numbers, and when neither end is stated and more than half the numbers between
    the ends are missing: such numbers were not given one after the other, or are a sample. Raises StatsError for text,
    fractions, negative numbers, and numbers or declared ones outside the stated ends.
    Source: Nigrini (2020), ch. 3.
    """
    require(len(numbers) > 0, "numbers", numbers, "one number or more")
    known = [whole(f"numbers[{place}]", each) for place, each in enumerate(numbers) if each is not None]
    if len(known) < LEAST and (first is None or last is None):
        return NotTested("number_gaps", "too_few", len(known), LEAST, subject=subject)
    low, high = _ends(known, declared or {}, first, last)
    present = sorted(set(known))
    if first is None and last is None and len(present) < LEAST_SHARE * (high - low + 1):
        span = f"{prefix}{low}{suffix}–{prefix}{high}{suffix}"
        return NotTested("number_gaps", "not_running", around=(span,), subject=subject)
    stated = tuple((each, reason) for each, reason in sorted((declared or {}).items()) if each not in set(known))
    bounds = sorted({low - 1, high + 1, *present, *(each for each, _ in stated)})
    missing = tuple((a + 1, b - 1) for a, b in pairwise(bounds) if b - a > 1)
    repeated = tuple(each for each, times in sorted(Counter(known).items()) if times > 1)
    return NumberGaps(low, high, len(present), missing, stated, repeated, prefix, suffix, subject)


def _ends(known: Sequence[int], declared: Mapping[int, str], first: int | None, last: int | None) -> Span:
    """Give where the series begins and ends; StatsError for numbers outside the stated ends."""
    low = min(known) if first is None else whole("first", first)
    high = max(known) if last is None else whole("last", last)
    require(low <= high, "last", last, f"the number {low} or a later one")
    outside = [each for each in (*known, *declared) if not low <= whole("declared", each) <= high]
    require(not outside, "numbers", outside[:5], f"numbers from {low} to {high}, declared ones too")
    return low, high


def key_gaps(
    keys: Sequence[Label | None], *, declared: Mapping[str, str] | None = None, subject: str = ""
) -> tuple[NumberGaps | NotTested, ...]:
    """Find the numbers that are missing from keys such as `2010/17`, one series for each part that does not run.

    The running number is the digits at the end or those at the beginning, whichever gives fewer series. `declared`
    holds whole keys with reasons. Keys with no number, and series as `number_gaps` refuses, give NotTested.
    Raises StatsError for no keys, and declared keys of no series.
    Source: as for `number_gaps`.
    """
    require(len(keys) > 0, "keys", keys, "one key or more")
    texts = [str(each).strip() for each in keys if each is not None and str(each).strip()]
    splits = {at_end: _split(texts, at_end) for at_end in (True, False)}
    at_end = min(splits, key=lambda each: (len(splits[each][1]), len(splits[each][0])))
    series, strange = splits[at_end]
    if strange or not texts:
        return (NotTested("number_gaps", "not_running", around=tuple(strange[:5]), subject=subject),)
    reasons: dict[tuple[str, str], dict[int, str]] = {}
    for key, reason in (declared or {}).items():
        found = _split([key.strip()], at_end)[0]
        require(len(found) == 1 and set(found) <= set(series), "declared", key, "keys of a series that is there")
        affixes, numbers = next(iter(found.items()))
        reasons.setdefault(affixes, {})[numbers[0]] = reason
    return tuple(
        number_gaps(numbers, declared=reasons.get(affixes), prefix=affixes[0], suffix=affixes[1], subject=subject)
        for affixes, numbers in series.items()
    )


def _split(texts: Sequence[str], at_end: bool) -> tuple[dict[tuple[str, str], list[int]], list[str]]:
    """Give the numbers by what stands before and after them, and the keys that have none."""
    series: dict[tuple[str, str], list[int]] = {}
    strange = []
    for text in texts:
        match = re.fullmatch(r"(.*?)([0-9]+)" if at_end else r"([0-9]+)(.*?)", text)
        if match is None:
            strange.append(text)
            continue
        affixes, digits = ((match[1], ""), match[2]) if at_end else (("", match[2]), match[1])
        series.setdefault(affixes, []).append(int(digits))
    return series, strange


def _extra(words: dict[Language, str], which: Sequence[str], language: Language) -> str:
    """Say what else there is, if anything."""
    return words[language].format(which=listed(which, language)) if which else ""
