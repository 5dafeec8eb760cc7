"""Monetary unit sampling: each krone is a unit, so large items are drawn more often, and errors are measured in kroner.

Amounts are decimals or whole numbers in kroner; selection is exact. Items of 0 or below cannot be drawn by amount and
are refused: examine them by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, StatsError, require, whole
from auditlib.stats.intervals import beta_limits
from auditlib.stats.phrases import chance, count, number, percent
from auditlib.stats.planning import plan_sample
from auditlib.stats.randomness import seed_of, unit
from auditlib.stats.tails import Real, exact, poisson_at_most, risk_of

Factors = Literal["poisson", "binomial"]

_MUS = "Leslie, Teitlebaum og Anderson, Dollar-Unit Sampling (1979)"
_STRINGER = (
    "Stringer, Proceedings of the Business and Economic Statistics Section, ASA (1963) 405–411; "
    "Bickel, International Statistical Review 60 (1992) 197–209"
)
_PLAN: dict[Language, str] = {
    "nb": "{n} trekninger, én for hver {interval} kroner av {book}, kan med {confidence} sikkerhet vise at feilen er "
    "mindre enn {tolerable} kroner når den ventede feilen er {expected} kroner.",
    "nn": "{n} trekningar, éi for kvar {interval} kroner av {book}, kan med {confidence} tryggleik vise at feilen er "
    "mindre enn {tolerable} kroner når den venta feilen er {expected} kroner.",
    "en": "{n} selections, one for every {interval} kroner of {book}, can show with {confidence} confidence that the "
    "misstatement is below {tolerable} kroner when {expected} kroner is expected.",
}
_BOUND: dict[Language, str] = {
    "nb": "Vi fant feil i {found} av {n} trekninger; beløpet på {book} kroner er med {confidence} sikkerhet ikke "
    "overvurdert med mer enn {bound} kroner (mest sannsynlig {likely}).",
    "nn": "Vi fann feil i {found} av {n} trekningar; beløpet på {book} kroner er med {confidence} tryggleik ikkje "
    "overvurdert med meir enn {bound} kroner (mest truleg {likely}).",
    "en": "We found errors in {found} of {n} selections; with {confidence} confidence the amount of {book} kroner is "
    "overstated by no more than {bound} kroner (most likely {likely}).",
}
_ASSUMES: dict[Language, tuple[str, str]] = {
    "nb": (
        "kronene er trukket tilfeldig med en sannsynlighet etter beløp",
        "ingen post er overvurdert med mer enn seg",
    ),
    "nn": (
        "kronene er trekte tilfeldig med eit sannsyn etter beløp",
        "ingen post er overvurdert med meir enn seg sjølv",
    ),
    "en": ("kroner were drawn at random, by amount", "no item is overstated by more than itself"),
}


@dataclass(frozen=True, slots=True)
class MonetaryPlan(Explained):
    """How many kroner to draw: `interval` is the book value for each; amounts are in kroner."""

    n: int
    interval: float
    book_value: float
    tolerable: float
    expected: float
    confidence: float
    risk: float

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how many selections are needed and what they can show."""
        said = {name: number(getattr(self, name), language, 2) for name in ("interval", "tolerable", "expected")}
        sentence = _PLAN[language].format(
            n=count(self.n, language), book=number(self.book_value, language, 2),
            confidence=percent(self.confidence, language, None), **said,
        )  # fmt: skip
        errors, mean = (self.n * each / self.book_value for each in (self.expected, self.tolerable))
        limit = number(risk_of(self.confidence), language)
        return Explanation(
            figure=count(self.n, language),
            interval="",
            formula=f"P(Γ(1 + {number(errors, language)}) > {number(mean, language)}) = {chance(self.risk, language)} "
            f"≤ {limit}",
            source=_MUS,
            assumptions=_ASSUMES[language],
            sentence=sentence,
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """One drawn krone: the item that holds it and its place on the running sum of amounts."""

    item: str
    place: float


@dataclass(frozen=True, slots=True)
class MonetaryBound(Explained):
    """The Stringer bound on overstatement, in kroner, with the most likely overstatement."""

    bound: float
    likely: float
    n: int
    taints: tuple[float, ...]
    book_value: float
    confidence: float
    factors: tuple[float, ...]

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how large the overstatement can be."""
        said = {name: number(getattr(self, name), language, 0) for name in ("bound", "likely")}
        sentence = _BOUND[language].format(
            found=sum(each > 0 for each in self.taints), n=count(self.n, language),
            book=number(self.book_value, language, 2), confidence=percent(self.confidence, language, None), **said,
        )  # fmt: skip
        first, *later = self.factors
        steps = (later_ - before for before, later_ in zip(self.factors, later, strict=False))
        terms = [f"{number(step, language)}·{number(taint, language)}"
                 for step, taint in zip(steps, self.taints, strict=False)]  # fmt: skip
        book = number(self.book_value, language, 2)
        return Explanation(
            figure=number(self.bound, language, 0),
            interval="",
            formula=f"{book} · ({' + '.join([number(first, language), *terms])}) = {number(self.bound, language, 2)}",
            source=_STRINGER,
            assumptions=_ASSUMES[language],
            sentence=sentence,
        )


def plan_monetary(book_value: Real, tolerable: Real, expected: Real = 0, confidence: Real = 0.95) -> MonetaryPlan:
    """Find how many monetary units to draw; amounts are in kroner.

    n is the smallest with P(Gamma(1 + n e) > n t) <= 1 - confidence, where t and e are the tolerable and the expected
    misstatement as shares of the book value; n e is not rounded.

    Raises StatsError unless 0 <= expected < tolerable < book value, and the confidence is a share between 0 and 1.
    Source: Leslie, Teitlebaum and Anderson, Dollar-Unit Sampling (1979); AICPA, Audit Sampling (2017), appendix C.
    """
    book, most, likely = _amount("book_value", book_value), _amount("tolerable", tolerable), exact("expected", expected)
    require(most < book, "tolerable", tolerable, f"an amount below the book value, {book_value}")
    require(0 <= likely < most, "expected", expected, f"an amount from 0 up to the tolerable one, {tolerable}")
    n = plan_sample(most / book, likely / book, confidence, distribution="poisson").n
    risk = poisson_at_most(n * likely / book, n * most / book)
    return MonetaryPlan(
        n, float(book / n), float(book), float(most), float(likely), float(1 - risk_of(confidence)), risk
    )


def select_monetary(
    amounts: Mapping[str, Real], n: int, seed: int, method: Literal["interval", "cell"] = "interval"
) -> tuple[Hit, ...]:
    """Draw n monetary units from items with amounts in kroner, in the order of the mapping.

    The running sum is cut in n equal cells. `interval` takes the same random place in each, `cell` a new random place
    in each. An item larger than a cell is drawn at least once, and may be drawn more than once; each draw counts in n.

    Raises StatsError for no items, amounts that are not above 0, n below 1, and a seed left out.
    Source: Leslie, Teitlebaum and Anderson, Dollar-Unit Sampling (1979), fixed-interval and cell selection.
    """
    require(method in ("interval", "cell"), "method", method, "interval or cell")
    require(len(amounts) > 0, "amounts", amounts, "at least one item")
    sizes = [(name, _amount(f"amounts[{name}]", value)) for name, value in amounts.items()]
    start, draws = seed_of(seed), whole("n", n, 1)
    cell = sum((size for _, size in sizes), Fraction(0)) / draws
    places = [(each + unit(start, method, str(each) if method == "cell" else "")) * cell for each in range(draws)]
    return tuple(_hits(sizes, places))


def stringer_bound(
    taints: Sequence[Real], n: int, book_value: Real, confidence: Real = 0.95, factors: Factors = "poisson"
) -> MonetaryBound:
    """Give the Stringer bound on the overstatement of a book value, in kroner.

    `taints` are the errors found, each as a share of its item's book value (0.5 when half of it should not be there);
    draws without error may be left out. `factors` are upper limits for the error rate: Poisson (as in the tables) or
    binomial. Understatements do not reduce the bound and are refused here: report them by themselves.

    Raises StatsError for taints outside 0-1, more taints than n, n below 1, and a book value that is not above 0.
    Source: Stringer (1963); Bickel, International Statistical Review 60 (1992) 197-209.
    """
    draws, book, risk = whole("n", n, 1), _amount("book_value", book_value), risk_of(confidence)
    require(factors in get_args(Factors), "factors", factors, "poisson or binomial")
    shares = sorted((_taint(each) for each in taints), reverse=True)
    require(len(shares) <= draws, "taints", len(shares), f"at most one for each of the {draws} draws")
    found = [each for each in shares if each > 0]
    limits = [_factor(x, draws, risk, factors) for x in range(len(found) + 1)]
    rate = limits[0] + sum((limits[j + 1] - limits[j]) * float(taint) for j, taint in enumerate(found))
    likely = float(book * sum(found, Fraction(0)) / draws)
    return MonetaryBound(
        min(float(book), float(book) * rate), likely, draws, tuple(map(float, found)), float(book),
        float(1 - risk), tuple(limits),
    )  # fmt: skip


def _amount(argument: str, value: Real) -> Fraction:
    """Read an amount above 0."""
    found = exact(argument, value, "an amount in kroner above 0")
    require(found > 0, argument, value, "an amount in kroner above 0")
    return found


def _taint(value: Real) -> Fraction:
    """Read a taint, a share from 0 to 1."""
    found = exact("taints", value, "shares from 0 to 1, for example 0.5")
    if not 0 <= found <= 1:
        raise StatsError("taints", value, "shares from 0 to 1, for example 0.5; report understatements by themselves")
    return found


def _factor(x: int, n: int, risk: Fraction, factors: Factors) -> float:
    """Give the upper limit for the error rate with x errors in n draws."""
    from scipy.special import gammainccinv

    return beta_limits(x, n, risk, "upper")[1] if factors == "binomial" else float(gammainccinv(x + 1, float(risk))) / n


def _hits(sizes: list[tuple[str, Fraction]], places: list[Fraction]) -> Iterator[Hit]:
    """Find the item at each place of the running sum."""
    reached, at = sizes[0][1], 0
    for place in places:
        while place >= reached and at < len(sizes) - 1:
            at += 1
            reached += sizes[at][1]
        yield Hit(sizes[at][0], math.floor(place * 100) / 100)
