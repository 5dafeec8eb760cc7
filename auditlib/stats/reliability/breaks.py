"""Breaks in a series: those found by a test of every part, each held against those that were declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from auditlib.language import Language
from auditlib.stats.explain import require, share, whole
from auditlib.stats.families import written_p
from auditlib.stats.phrases import count
from auditlib.stats.reliability.count_shift import SOURCE as COUNT_SOURCE
from auditlib.stats.reliability.count_shift import CountShift, count_shift
from auditlib.stats.reliability.figures import Figures, Label, Value, figures_of
from auditlib.stats.reliability.pettitt import SOURCE as LEVEL_SOURCE
from auditlib.stats.reliability.pettitt import Pettitt, pettitt
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told
from auditlib.stats.reliability.steady import CHANGE, STEADY, line_is_nearer

Status = Literal["declared and found", "declared, not found", "found, not declared", "declared, outside"]
BreakTest = Pettitt | CountShift
Tester = Callable[[int, int], BreakTest | NotTested]

_NONE: dict[Language, str] = {
    "nb": "Testen finner ikke noe brudd i nivået gjennom {n} perioder ({p}).",
    "nn": "Testen finn ikkje noko brot i nivået gjennom {n} periodar ({p}).",
    "en": "The test finds no break in level over {n} periods ({p}).",
}
_FOUND: dict[Language, str] = {
    "nb": "Nivået skifter fra {label} ({before} før og {after} etter; {p}), og bruddet er {told}.",
    "nn": "Nivået skiftar frå {label} ({before} før og {after} etter; {p}), og brotet er {told}.",
    "en": "The level shifts from {label} on ({before} before and {after} after; {p}), and the break is {told}.",
}
_TOLD: dict[bool, dict[Language, str]] = {
    True: {
        "nb": "oppgitt ({label}: {reason})",
        "nn": "oppgitt ({label}: {reason})",
        "en": "declared ({label}: {reason})",
    },
    False: {"nb": "ikke oppgitt", "nn": "ikkje oppgitt", "en": "not declared"},
}
_OTHERS: dict[str, dict[Language, str]] = {
    "declared, not found": {
        "nb": "Det oppgitte bruddet fra {label} ({reason}) gir ikke utslag.",
        "nn": "Det oppgitte brotet frå {label} ({reason}) gir ikkje utslag.",
        "en": "The declared break from {label} on ({reason}) gives no signal.",
    },
    "declared, outside": {
        "nb": "Det oppgitte bruddet fra {label} ({reason}) ligger utenfor det som kan testes.",
        "nn": "Det oppgitte brotet frå {label} ({reason}) ligg utanfor det som kan testast.",
        "en": "The declared break from {label} on ({reason}) lies outside what can be tested.",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Målingene er uavhengige av hverandre, uten trend.",
        "Et funnet og et oppgitt brudd er samme brudd når de er høyst {tolerance} perioder fra hverandre.",
        "Etter et funn testes hver del for seg, så det er bare den første testen som holder nivået nøyaktig.",
    ),
    "nn": (
        "Målingane er uavhengige av kvarandre, utan trend.",
        "Eit funne og eit oppgitt brot er same brotet når dei er høgst {tolerance} periodar frå kvarandre.",
        "Etter eit funn blir kvar del testa for seg, så det er berre den første testen som held nivået nøyaktig.",
    ),
    "en": (
        "Measurements are independent of each other, with no trend.",
        "A found and a declared break are one when they are {tolerance} periods apart or less.",
        "After a find each part is tested on its own, so that only the first test keeps the level exactly.",
    ),
}


@dataclass(frozen=True, slots=True)
class DeclaredBreak:
    """A break that someone has told of: the first period measured in the new way, and the reason."""

    label: Label
    reason: str


@dataclass(frozen=True, slots=True)
class HeldBreak:
    """A break, declared or found or both; `label` is the first period of the new level, as found where it was found."""

    label: str
    status: Status
    declared: DeclaredBreak | None = None
    found: BreakTest | None = None


@dataclass(frozen=True, slots=True)
class Breaks(Examined):
    """Every test that was made, the whole series first, and every break with its status, in order of time.

    `steady` says that a straight line lies as near the figures as the levels between the breaks found.
    """

    tests: tuple[BreakTest, ...]
    breaks: tuple[HeldBreak, ...]
    n: int
    tolerance: int
    alpha: float
    subject: str = ""
    steady: bool = False

    @property
    def test(self) -> TestName:
        """Which test was made of each part."""
        return self.tests[0].test

    @property
    def found(self) -> tuple[HeldBreak, ...]:
        """The breaks that a test found."""
        return tuple(each for each in self.breaks if each.found is not None)

    @property
    def flagged(self) -> bool:
        """Whether a break was found that nobody declared, and that a steady change does not explain."""
        return bool(self.places)

    @property
    def places(self) -> tuple[str, ...]:
        """The first period after each such break."""
        return tuple(each.label for each in self.breaks if each.status == "found, not declared" and not self.steady)

    @property
    def family_p(self) -> float:
        """The p-value of the test of the whole series."""
        return self.tests[0].p

    def explain(self, language: Language = "nb") -> Account:
        """Say which breaks were found, which were declared, and which are both."""
        said = [_said(each, language, self.steady) for each in self.breaks]
        said += [STEADY[language]] if self.steady else []
        if not self.found:
            p = written_p(self.tests[0].p, language)
            said.insert(0, _NONE[language].format(n=count(self.n, language), p=p))
        formula = "; ".join(
            f"{each.labels[0]}–{each.labels[-1]}: {each.explain(language).formula}" for each in self.tests
        )
        assumptions = tuple(each.format(tolerance=self.tolerance) for each in _ASSUMPTIONS[language])
        source = LEVEL_SOURCE if self.test == "breaks" else COUNT_SOURCE
        told = Told(" ".join(said), count(len(self.found), language), formula, source, assumptions)
        return told.account(self.test, self.subject, language)


def find_breaks(
    values: Sequence[Value],
    labels: Sequence[Label] | None = None,
    declared: Sequence[DeclaredBreak] = (),
    *,
    counts: bool = False,
    exposures: Sequence[float] | None = None,
    tolerance: int = 1,
    seed: int | None = None,
    alpha: float = 0.05,
    subject: str = "",
) -> Breaks | NotTested:
    """Find breaks in a series and hold them against the declared ones.

    Args:
        values: figures in order of time, None where missing.
        labels: the periods, no two alike; 1, 2, 3 … when left out.
        declared: breaks that someone has told of, each with its reason, no two in one period.
        counts: whether the figures are counts of independent events, for `count_shift` in place of `pettitt`.
        exposures: what counted events came out of in each period.
        tolerance: how many periods a found break may lie from a declared one and still be the same.
        seed: starts shuffles or draws, where the two tests need them.
        alpha: the level of each test.
        subject: what the series is called, for the wording.

    The whole series is tested, and where it breaks, each part, until none does or parts are too short; each break is
    then placed again between its neighbours. Gives NotTested and raises StatsError as the two tests do, and raises for
    labels or declared breaks that stand twice, and exposures without counts.
    Source: Pettitt (1979) or Worsley (1986); binary segmentation (Scott and Knott 1974); repartition (Bai 1997).
    """
    figures, apart, told = figures_of(values, labels), whole("tolerance", tolerance), _once(declared)
    level, names = share("alpha", alpha), figures.all_labels
    test = _tester(figures, counts, exposures, seed, level)
    whole_series = test(0, len(names))
    if isinstance(whole_series, NotTested):
        return _unexamined(whole_series, told, subject)
    tests = (whole_series, *_of_parts(whole_series, 0, len(names), names, test))
    found = _placed_again([each for each in tests if each.flagged], names, test)
    every, held = (*tests, *(each for each in found if each not in tests)), _held(found, told, names, apart)
    return Breaks(every, held, figures.n, apart, level, subject, _steady(figures, found, exposures))


def _steady(figures: Figures, found: Sequence[BreakTest], exposures: Sequence[float] | None) -> bool:
    """Say whether a straight line explains what was found as well as the breaks do."""
    cuts = [figures.all_labels.index(each.labels[each.at]) for each in found]
    return bool(cuts) and line_is_nearer(figures.all_values, cuts, exposures)


def _unexamined(refusal: NotTested, told: Sequence[DeclaredBreak], subject: str) -> NotTested:
    """Name the declared breaks that a refused test leaves unexamined."""
    around = (*refusal.around, *(f"{each.label}: {each.reason}" for each in told))
    return replace(refusal, around=around, subject=subject)


def _once(declared: Sequence[DeclaredBreak]) -> list[DeclaredBreak]:
    """Give the declared breaks with their labels as text; StatsError for two in one period."""
    told = [DeclaredBreak(str(each.label).strip(), each.reason) for each in declared]
    require(len({each.label for each in told}) == len(told), "declared", declared, "each declared break once")
    return told


def _tester(
    figures: Figures, counts: bool, exposures: Sequence[float] | None, seed: int | None, alpha: float
) -> Tester:
    """Give the test of the part of a series from one place up to another."""
    require(counts or exposures is None, "exposures", exposures, "none, unless the figures are counts")
    labels = figures.all_labels
    require(len(set(labels)) == len(labels), "labels", labels, "each period once")

    def test(start: int, end: int) -> BreakTest | NotTested:
        part, periods = figures.all_values[start:end], figures.all_labels[start:end]
        if not counts:
            return pettitt(part, periods, seed=seed, alpha=alpha)
        under = None if exposures is None else exposures[start:end]
        return count_shift(part, periods, exposures=under, seed=seed, alpha=alpha)

    return test


def _of_parts(made: BreakTest, start: int, end: int, names: Sequence[str], test: Tester) -> list[BreakTest]:
    """Test the two parts of what a test broke in two, and theirs."""
    tests: list[BreakTest] = []
    cut = names.index(made.labels[made.at])
    for low, high in ((start, cut), (cut, end)) if made.flagged else ():
        part = test(low, high)
        if not isinstance(part, NotTested):
            tests += [part, *_of_parts(part, low, high, names, test)]
    return tests


def _placed_again(found: Sequence[BreakTest], names: Sequence[str], test: Tester) -> list[BreakTest]:
    """Place each break again between its neighbours, as several shifts draw the first one found towards each other.

    Source: Bai, Econometric Theory 13 (1997) 315-352, on repartition.
    """
    placed = sorted(found, key=lambda each: names.index(each.labels[each.at]))
    for number, each in enumerate(placed):
        low, high = (
            0 if side < 0 else len(names) if side == len(placed) else names.index(placed[side].labels[placed[side].at])
            for side in (number - 1, number + 1)
        )
        again = test(low, high)
        placed[number] = each if isinstance(again, NotTested) or not again.flagged else again
    return placed


def _held(
    found: Sequence[BreakTest], told: Sequence[DeclaredBreak], names: Sequence[str], tolerance: int
) -> tuple[HeldBreak, ...]:
    """Hold found breaks against declared ones, the nearest first, each used once; in order of time."""
    inside = {names.index(str(each.label)): each for each in told if str(each.label) in names[1:]}
    pairs = sorted(
        (_distance(names, test, place), place, number)
        for number, test in enumerate(found)
        for place in inside
        if _distance(names, test, place) <= tolerance
    )
    place_of: dict[int, int] = {}
    for _, place, number in pairs:
        if number not in place_of and place not in place_of.values():
            place_of[number] = place
    held: list[HeldBreak] = []
    for number, test in enumerate(found):
        declared = inside.get(place_of.get(number, -1))
        status: Status = "found, not declared" if declared is None else "declared and found"
        held.append(HeldBreak(test.labels[test.at], status, declared, test))
    alone = [each for place, each in inside.items() if place not in place_of.values()]
    held += [HeldBreak(str(each.label), "declared, not found", each) for each in alone]
    held.sort(key=lambda each: names.index(each.label))
    outside = [each for each in told if each not in inside.values()]
    return (*held, *(HeldBreak(str(each.label), "declared, outside", each) for each in outside))


def _distance(names: Sequence[str], test: BreakTest, place: int) -> int:
    """Give how many periods a declared break lies from where the level was found to shift.

    Where periods are missing, the shift may be at any of them.
    """
    first, last = names.index(test.labels[test.at - 1]) + 1, names.index(test.labels[test.at])
    return max(first - place, place - last, 0)


def _said(held: HeldBreak, language: Language, steady: bool) -> str:
    """Tell of one break."""
    reason = "" if held.declared is None else held.declared.reason
    if held.found is None:
        return _OTHERS[held.status][language].format(label=held.label, reason=reason)
    (before, after), p = held.found.levels(language), written_p(held.found.p, language)
    label = "" if held.declared is None else held.declared.label
    told = _TOLD[held.declared is not None][language].format(label=label, reason=reason)
    words = CHANGE if steady and held.declared is None else _FOUND
    return words[language].format(label=held.label, before=before, after=after, p=p, told=told)
