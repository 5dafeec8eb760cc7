"""Gaps in a time series: periods that are missing, stand twice or out of order, with exceptions declared beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from auditlib.language import Language
from auditlib.stats.explain import StatsError, require
from auditlib.stats.phrases import count
from auditlib.stats.reliability.figures import Label, labels_of, listed
from auditlib.stats.reliability.periods import Calendar, calendar_of
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

SOURCE = "ISO 8601-1:2019"
_NONE: dict[Language, str] = {
    "nb": "Alle periodene fra {first} til {last} er der ({n}).",
    "nn": "Alle periodane frå {first} til {last} er der ({n}).",
    "en": "Every period from {first} to {last} is there ({n}).",
}
_FOUND: dict[Language, str] = {
    "nb": "Fra {first} til {last} mangler {k} av {all} perioder{unstated}{which}.",
    "nn": "Frå {first} til {last} manglar {k} av {all} periodar{unstated}{which}.",
    "en": "From {first} to {last}, {k} of {all} periods are missing{unstated}{which}.",
}
_MORE: dict[str, dict[Language, str]] = {
    "declared": {
        "nb": " Med oppgitt grunn mangler {which}.",
        "nn": " Med oppgitt grunn manglar {which}.",
        "en": " Missing for a stated reason: {which}.",
    },
    "repeated": {
        "nb": " Flere ganger står {which}.",
        "nn": " Fleire gonger står {which}.",
        "en": " More than once: {which}.",
    },
    "unordered": {
        "nb": " Ikke i rekkefølge: {which}.",
        "nn": " Ikkje i rekkjefølgje: {which}.",
        "en": " Out of order: {which}.",
    },
}
_NO: dict[Language, str] = {"nb": "ingen", "nn": "ingen", "en": "none"}
_UNSTATED: dict[Language, str] = {
    "nb": " uten oppgitt grunn",
    "nn": " utan oppgitt grunn",
    "en": " with no reason stated",
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Serien skal ha ett tall for hver periode, uten hopp som ikke er oppgitt.",),
    "nn": ("Serien skal ha eitt tal for kvar periode, utan hopp som ikkje er oppgitt.",),
    "en": ("The series should have one figure for each period, with no jumps but those stated.",),
}


@dataclass(frozen=True, slots=True)
class PeriodGaps(Examined):
    """The periods that are missing from a time series, spelt as the others are.

    `declared` holds missing periods that a reason was given for, `repeated` those that stand more than once, and
    `unordered` those that come after a later one.
    """

    calendar: Calendar
    first: str
    last: str
    n: int
    expected: int
    missing: tuple[str, ...]
    declared: tuple[tuple[str, str], ...]
    repeated: tuple[str, ...]
    unordered: tuple[str, ...]
    subject: str = ""
    test: ClassVar[TestName] = "period_gaps"

    @property
    def flagged(self) -> bool:
        """Whether a period is missing with no reason given, stands twice, or is out of order."""
        return bool(self.missing or self.repeated or self.unordered)

    @property
    def places(self) -> tuple[str, ...]:
        """The periods that are missing, stand twice or are out of order."""
        return tuple(dict.fromkeys((*self.missing, *self.repeated, *self.unordered)))

    def explain(self, language: Language = "nb") -> Account:
        """Say which periods are missing."""
        more = {
            "declared": [f"{label} ({reason})" for label, reason in self.declared],
            "repeated": self.repeated,
            "unordered": self.unordered,
        }
        k, n = count(len(self.missing), language), count(self.n, language)
        template = _FOUND if self.missing or any(more.values()) else _NONE
        sentence = template[language].format(
            first=self.first, last=self.last, n=n, k=k if self.missing else _NO[language],
            all=count(self.expected, language), which=f" ({listed(self.missing, language)})" if self.missing else "",
            unstated=_UNSTATED[language] if self.declared else "",
        )  # fmt: skip
        for name, which in more.items():
            sentence += _MORE[name][language].format(which=listed(which, language)) if which else ""
        formula = f"{count(self.expected, language)} − {n} − {len(self.declared)} = {k}"
        return Told(sentence, k, formula, SOURCE, _ASSUMPTIONS[language]).account(self.test, self.subject, language)


def period_gaps(
    labels: Sequence[Label],
    *,
    declared: Mapping[Label, str] | None = None,
    first: Label | None = None,
    last: Label | None = None,
    subject: str = "",
) -> PeriodGaps | NotTested:
    """Find the periods that are missing from a time series, stand twice, or are out of order.

    Args:
        labels: years (`2010`), school years (`2010/11`), quarters (`2010K1`, `2010-Q1`) or months (`2010-01`,
            `2010M01`), all spelt in one way, in the order of the series.
        declared: periods that may be missing, each with the reason.
        first: where the series should begin, and
        last: where it should end; the earliest and the latest period when left out.
        subject: what the series is called, for the wording.

    Gives NotTested for labels that are not periods of one kind and spelling. Raises StatsError for no labels, and for
    declared periods, or a first or last one, of another kind; periods outside the stated ends are refused too.
    Source: ISO 8601-1:2019 for years and months; quarters as statistical offices write them.
    """
    require(len(labels) > 0, "labels", labels, "one period or more")
    names = labels_of(labels, len(labels))
    found = calendar_of(names)
    if isinstance(found, list):
        return NotTested("period_gaps", "no_periods", around=tuple(found[:5]), subject=subject)
    stated = {_place("declared", label, found[0]): reason for label, reason in (declared or {}).items()}
    return _found(*found, stated, first, last, subject)


def _found(
    calendar: Calendar, places: Sequence[int], stated: Mapping[int, str], first: Label | None, last: Label | None,
    subject: str,
) -> PeriodGaps:  # fmt: skip
    """Hold the periods that are there against every one from the first to the last."""
    low = min(places) if first is None else _place("first", first, calendar)
    high = max(places) if last is None else _place("last", last, calendar)
    for argument, numbers in (("labels", places), ("declared", stated)):
        outside = [calendar.label(each) for each in numbers if not low <= each <= high]
        span = f"periods from {calendar.label(low)} to {calendar.label(high)}"
        require(not outside, argument, outside[:5], span)
    present = Counter(places)
    gone = [each for each in range(low, high + 1) if each not in present]
    unordered = tuple(calendar.label(b) for a, b in pairwise(places) if b < a)
    return PeriodGaps(
        calendar, calendar.label(low), calendar.label(high), len(present), high - low + 1,
        tuple(calendar.label(each) for each in gone if each not in stated),
        tuple((calendar.label(each), stated[each]) for each in gone if each in stated),
        tuple(calendar.label(each) for each, times in sorted(present.items()) if times > 1),
        unordered, subject,
    )  # fmt: skip


def _place(argument: str, label: Label, calendar: Calendar) -> int:
    """Give the place of a stated period; StatsError unless it is spelt as those of the series."""
    place = calendar.number(str(label))
    if place is None:
        raise StatsError(argument, label, f"a period spelt like {calendar.example}")
    return place
