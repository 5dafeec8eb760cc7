"""The last-digit test: whether last digits are even, or lean to 0 and 5 as rounded and estimated figures do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from scipy.special import bdtrc

from auditlib.language import Language
from auditlib.stats.explain import require, share, whole, written
from auditlib.stats.families import written_interval, written_p
from auditlib.stats.intervals import clopper_pearson
from auditlib.stats.phrases import count
from auditlib.stats.reliability.figures import MOST_DECIMALS, Label, Value, decimals_of, figures_of, in_steps
from auditlib.stats.reliability.fit import Null, Used, fit
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

LEAST = 30
LEAST_UNITS = (
    100  # figures of three digits or more: by Benford's law the third digit is even within a fifth of a percent
)
LEAST_SPAN = 100  # ten rounds of the ten digits
ROUND = (0, 5)
ROUND_SHARE = 0.2
SOURCE = (
    "Mosimann, Wiseman & Edelman, Accountability in Research 4 (1995) 31–55; Beber & Scacco, Political Analysis 20 "
    "(2012) 211–234; Clopper & Pearson (1934)"
)
_SENTENCE: dict[Language, str] = {
    "nb": "{share} prosent av {n} tall slutter på 0 eller 5, mot 20,0 ventet ({ci}); sluttsifrene er {verdict} ({p}).",
    "nn": "{share} prosent av {n} tal sluttar på 0 eller 5, mot 20,0 venta ({ci}); sluttsiffera er {verdict} ({p}).",
    "en": "{share} per cent of {n} figures end in 0 or 5, against 20.0 expected ({ci}); last digits are {verdict} "
    "({p}).",
}
_VERDICTS: dict[bool, dict[Language, str]] = {
    True: {
        "nb": "ujevnere fordelt enn tilfeldig variasjon vanligvis gir",
        "nn": "meir ujamt fordelte enn tilfeldig variasjon vanlegvis gir",
        "en": "spread more unevenly than chance usually makes them",
    },
    False: {
        "nb": "ikke ujevnere fordelt enn tilfeldig variasjon vanligvis gir",
        "nn": "ikkje meir ujamt fordelte enn tilfeldig variasjon vanlegvis gir",
        "en": "no more uneven than chance usually makes them",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Tallene er gitt med alle sifre som er målt eller talt, og spenner over mange enheter i det siste.",
        "Tallene er uavhengige av hverandre.",
    ),
    "nn": (
        "Tala er gitt med alle siffer som er målte eller talde, og spenner over mange einingar i det siste.",
        "Tala er uavhengige av kvarandre.",
    ),
    "en": (
        "Figures are given with every digit that was measured or counted, and span many units in the last.",
        "Figures are independent of each other.",
    ),
}


@dataclass(frozen=True, slots=True)
class LastDigits(Examined):
    """Last digits against an even spread; `counts` holds digits 0 to 9.

    `p` is chi-square's over all ten digits, `round_p` the chance of so many or more that end in 0 or 5. `left_out`
    counts figures of one or two digits, whose last digit is not even by nature.
    """

    counts: tuple[int, ...]
    n: int
    left_out: int
    decimals: int
    statistic: float
    p: float
    null: Used
    round_count: int
    round_p: float
    lower: float
    upper: float
    confidence: float
    round_labels: tuple[str, ...]
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "last_digits"

    @property
    def family_p(self) -> float:
        """Twice the smaller of the two p-values, as there are two tests of the same digits."""
        return min(1.0, 2 * min(self.p, self.round_p))

    @property
    def flagged(self) -> bool:
        """Whether one of the two tests rejects."""
        return self.family_p <= self.alpha

    @property
    def places(self) -> tuple[str, ...]:
        """The figures that end in 0 or 5, where these are too many."""
        return self.round_labels if 2 * self.round_p <= self.alpha else ()

    def explain(self, language: Language = "nb") -> Account:
        """Say how many figures are round, and whether last digits are even."""
        figure, n = written(100 * self.round_count / self.n, 1, language), count(self.n, language)
        ci = written_interval(100 * self.lower, 100 * self.upper, 1, self.confidence, language)
        p = written_p(self.family_p, language)
        sentence = _SENTENCE[language].format(share=figure, n=n, ci=ci, verdict=_VERDICTS[self.flagged][language], p=p)
        chi, tail = written(self.statistic, 2, language), written_p(self.round_p, language)
        formula = (
            f"χ² = Σ (n(d) − {n}/10)² / ({n}/10) = {chi}, df = 9, {written_p(self.p, language)}; "
            f"P(X ≥ {count(self.round_count, language)}; n = {n}, p = {written(ROUND_SHARE, 1, language)}): {tail}; "
            f"min(1, 2 · min(p)): {p}"
        )
        told = Told(sentence, figure, formula, SOURCE, _ASSUMPTIONS[language], ci)
        return told.account(self.test, self.subject, language)


def last_digits(
    values: Sequence[Value],
    labels: Sequence[Label] | None = None,
    *,
    decimals: int | None = None,
    null: Null = "auto",
    seed: int | None = None,
    alpha: float = 0.05,
    confidence: float = 0.95,
    subject: str = "",
) -> LastDigits | NotTested:
    """Test whether the last digits of figures are even, and whether too many figures end in 0 or 5.

    Args:
        values: figures of either sign, None where missing; figures of one or two digits are left out.
        labels: what names the row of each figure; row numbers from 1 when left out.
        decimals: how many decimals the figures were written with; the most that any of them has when left out.
        null: `auto` uses the chi-square distribution for 50 figures or more, else draws.
        seed: starts the draws; needed only for them.
        alpha: the level at which the test rejects.
        confidence: of the interval for the share that end in 0 or 5.
        subject: what the figures are called, for the wording.

    Gives NotTested for fewer than 30 figures of three digits or more, less than 100 units of the last digit apart, or
    with over six decimals. Raises StatsError for text, NaN, more decimals than stated, and draws without a seed.
    Source: Mosimann, Wiseman and Edelman (1995); Beber and Scacco (2012).
    """
    level, figures = share("alpha", alpha), figures_of(values, labels)
    found = decimals_of(figures.values)
    most = found if decimals is None else whole("decimals", decimals)
    require(found <= most, "decimals", decimals, f"as many as the figures have, {found} or more")
    if most > MOST_DECIMALS:
        return NotTested("last_digits", "unrounded", most, MOST_DECIMALS, subject=subject)
    units = [abs(each) for each in in_steps(figures.values, most)]
    used = [(name, each) for name, each in zip(figures.labels, units, strict=True) if each >= LEAST_UNITS]
    refusal = _refusal([each for _, each in used], subject)
    if refusal is not None:
        return refusal
    ends = [(name, each % 10) for name, each in used]
    return _tested(ends, figures.n - len(used), most, null, seed, level, confidence, subject)


def _refusal(units: Sequence[int], subject: str) -> NotTested | None:
    """Say why last digits cannot be expected to be even, if so."""
    if len(units) < LEAST:
        return NotTested("last_digits", "too_few", len(units), LEAST, subject=subject)
    span = max(units) - min(units)
    return None if span >= LEAST_SPAN else NotTested("last_digits", "short_span", span, LEAST_SPAN, subject=subject)


def _tested(
    ends: Sequence[tuple[str, int]], left_out: int, decimals: int, null: Null, seed: int | None, alpha: float,
    confidence: float, subject: str,
) -> LastDigits:  # fmt: skip
    """Count the last digits and hold them against an even spread."""
    n, digits = len(ends), [end for _, end in ends]
    counts = tuple(digits.count(digit) for digit in range(10))
    found, rounded = fit(counts, [0.1] * 10, null, seed), sum(counts[digit] for digit in ROUND)
    interval = clopper_pearson(rounded, n, confidence)
    tail = float(bdtrc(rounded - 1, n, ROUND_SHARE))
    return LastDigits(
        counts, n, left_out, decimals, found.statistic, found.p, found.null, rounded, tail, interval.lower,
        interval.upper, interval.confidence, tuple(name for name, end in ends if end in ROUND), alpha, subject,
    )  # fmt: skip
