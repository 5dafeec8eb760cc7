"""The first-digit test: whether first digits are spread as Benford's law says, where it may be expected to hold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from auditlib.language import Language
from auditlib.stats.explain import require, share, whole, written
from auditlib.stats.families import written_p
from auditlib.stats.phrases import count
from auditlib.stats.reliability.figures import Figures, Label, Value, figures_of
from auditlib.stats.reliability.fit import Null, Used, fit, mean_deviation
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

Conformity = Literal["close", "acceptable", "marginal", "nonconformity"]

LEAST = {1: 100, 2: 1_000}  # fewer figures, and the rarest digits are expected less than five times
LEAST_RATIO = 100  # two orders of magnitude from the smallest figure to the largest
CAP_SHARE = 0.01  # the largest figure occurring more often than this, and three times or more, is taken for a cap
# Nigrini (2012), table 7.1: upper limits of close, acceptable and marginally acceptable conformity
LIMITS = {1: (0.006, 0.012, 0.015), 2: (0.0012, 0.0018, 0.0022)}
SOURCE = (
    "Benford, Proceedings of the American Philosophical Society 78 (1938) 551–572; Nigrini, Benford's Law (2012), "
    "table 7.1; Pearson (1900)"
)
_SENTENCE: dict[Language, str] = {
    "nb": "{which} i {n} tall {verdict} ({p}); gjennomsnittlig avvik er {mad} prosentpoeng{limits}.{most}",
    "nn": "{which} i {n} tal {verdict} ({p}); gjennomsnittleg avvik er {mad} prosentpoeng{limits}.{most}",
    "en": "{which} of {n} figures {verdict} ({p}); the mean deviation is {mad} percentage points{limits}.{most}",
}
_WHICH: dict[int, dict[Language, str]] = {
    1: {"nb": "Førstesifrene", "nn": "Førstesiffera", "en": "The first digits"},
    2: {"nb": "De to første sifrene", "nn": "Dei to første siffera", "en": "The first two digits"},
}
_VERDICTS: dict[bool, dict[Language, str]] = {
    True: {
        "nb": "er fordelt annerledes enn Benfords lov og tilfeldig variasjon tilsier",
        "nn": "er fordelte annleis enn Benfords lov og tilfeldig variasjon tilseier",
        "en": "are spread otherwise than Benford's law and chance suggest",
    },
    False: {
        "nb": "avviker ikke fra Benfords lov mer enn tilfeldig variasjon vanligvis gir",
        "nn": "avvik ikkje frå Benfords lov meir enn tilfeldig variasjon vanlegvis gir",
        "en": "do not depart from Benford's law more than chance usually makes them",
    },
}
_CONFORMITY: dict[Conformity, dict[Language, str]] = {
    "close": {"nb": "nært samsvar", "nn": "nært samsvar", "en": "close conformity"},
    "acceptable": {"nb": "akseptabelt samsvar", "nn": "akseptabelt samsvar", "en": "acceptable conformity"},
    "marginal": {
        "nb": "så vidt akseptabelt samsvar",
        "nn": "så vidt akseptabelt samsvar",
        "en": "marginally acceptable conformity",
    },
    "nonconformity": {"nb": "ikke samsvar", "nn": "ikkje samsvar", "en": "nonconformity"},
}
_LIMITS: dict[bool, dict[Language, str]] = {
    True: {
        "nb": " ({conformity} etter Nigrinis grenser)",
        "nn": " ({conformity} etter grensene til Nigrini)",
        "en": " ({conformity} by Nigrini's limits)",
    },
    False: {
        "nb": ", og så få tall som følger loven, ville i snitt gitt {expected}",
        "nn": ", og så få tal som følgjer lova, ville i snitt gitt {expected}",
        "en": ", where so few figures that follow the law would on average give {expected}",
    },
}
_MOST: dict[Language, str] = {
    "nb": " {digit} er det første i {found} tall, mot {expected} ventet.",
    "nn": " {digit} er det første i {found} tal, mot {expected} venta.",
    "en": " {digit} leads {found} figures, against {expected} expected.",
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Tallene er målt eller talt, går over minst to størrelsesordener, og er ikke tildelt, prissatt eller "
        "avgrenset.",
        "Tallene er uavhengige av hverandre.",
    ),
    "nn": (
        "Tala er målte eller talde, går over minst to storleiksordenar, og er ikkje tildelte, prissette eller "
        "avgrensa.",
        "Tala er uavhengige av kvarandre.",
    ),
    "en": (
        "Figures are measured or counted, span two orders of magnitude or more, and are not assigned, priced or "
        "bounded.",
        "Figures are independent of each other.",
    ),
}


@dataclass(frozen=True, slots=True)
class FirstDigits(Examined):
    """First digits against Benford's law; shares are between 0 and 1.

    `leads` holds the leading digits in order with their counts, `mad` the mean absolute deviation of shares, and
    `expected_mad` what figures that follow the law give on average at this n. `conformity` is Nigrini's class; it takes
    no account of n and means little while `limits_apply` is False. `left_out` counts figures without enough digits.
    """

    digits: int
    leads: tuple[tuple[int, int], ...]
    n: int
    left_out: int
    statistic: float
    df: int
    p: float
    null: Used
    mad: float
    expected_mad: float
    conformity: Conformity
    most: int
    most_labels: tuple[str, ...]
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "first_digits"

    @property
    def limits_apply(self) -> bool:
        """Whether figures that follow the law would on average be in close conformity at this n."""
        return self.expected_mad <= LIMITS[self.digits][0]

    @property
    def flagged(self) -> bool:
        """Whether the test rejects, and the deviation is not one that Nigrini accepts where his limits apply."""
        small = self.limits_apply and self.conformity in ("close", "acceptable")
        return self.p <= self.alpha and not small

    @property
    def places(self) -> tuple[str, ...]:
        """The figures that begin with the digit there is most too much of."""
        return self.most_labels if self.flagged else ()

    @property
    def family_p(self) -> float:
        """The p-value of chi-square."""
        return self.p

    def explain(self, language: Language = "nb") -> Account:
        """Say whether first digits are as Benford's law has them, and which is most too many."""
        mad, expected = (written(100 * each, 2, language) for each in (self.mad, self.expected_mad))
        limits = _LIMITS[self.limits_apply][language].format(
            conformity=_CONFORMITY[self.conformity][language], expected=expected
        )
        found, wanted = dict(self.leads)[self.most], self.n * benford(self.most)
        most = _MOST[language].format(
            digit=self.most, found=count(found, language), expected=written(wanted, 1, language)
        )
        p = written_p(self.p, language)
        sentence = _SENTENCE[language].format(
            which=_WHICH[self.digits][language], n=count(self.n, language), p=p, mad=mad, limits=limits,
            verdict=_VERDICTS[self.p <= self.alpha][language], most=most if self.flagged else "",
        )  # fmt: skip
        n, chi, mean = count(self.n, language), written(self.statistic, 2, language), written(self.mad, 4, language)
        formula = (
            f"P(d) = log₁₀(1 + 1/d); χ² = Σ (n(d) − {n}·P(d))² / ({n}·P(d)) = {chi}, df = {self.df}, {p}; "
            f"MAD = Σ |n(d)/{n} − P(d)| / {self.df + 1} = {mean}"
        )
        told = Told(sentence, mad, formula, SOURCE, _ASSUMPTIONS[language])
        return told.account(self.test, self.subject, language)


def benford(lead: int) -> float:
    """Give the probability that a number begins with these digits.

    Source: Newcomb, American Journal of Mathematics 4 (1881) 39-40; Benford (1938).
    """
    return math.log10(1 + 1 / lead)


def first_digits(
    values: Sequence[Value],
    labels: Sequence[Label] | None = None,
    *,
    digits: int = 1,
    assigned: bool = False,
    capped: bool = False,
    null: Null = "auto",
    seed: int | None = None,
    alpha: float = 0.05,
    subject: str = "",
) -> FirstDigits | NotTested:
    """Test whether the first digit, or the first two, of figures are spread as Benford's law says.

    Args:
        values: figures of 0 or more, None where missing; zeros, and figures below 10 for two digits, are left out.
        labels: what names the row of each figure; row numbers from 1 when left out.
        digits: 1 or 2.
        assigned: whether the figures are codes or running numbers; unrepeated figures that fill half their range are
            taken for such all the same.
        capped: whether a limit bounds them; a pile at the largest figure is taken for a cap all the same.
        null: `auto` uses the chi-square distribution where every digit is expected five times or more, else draws.
        seed: starts the draws; needed only for them.
        alpha: the level at which the test rejects.
        subject: what the figures are called, for the wording.

    Gives NotTested for fewer than 100 figures (1 000 for two digits), a largest figure less than 100 times the
    smallest, and figures that are assigned or capped. Raises StatsError for text, NaN, negative figures and draws
    without a seed.
    Source: Benford (1938); Nigrini (2012), limits for the mean absolute deviation in table 7.1.
    """
    require(whole("digits", digits, 1) in LEAST, "digits", digits, "1 or 2")
    level, figures = share("alpha", alpha), figures_of(values, labels, negative=False)
    known = zip(figures.labels, figures.values, strict=True)
    used = [(name, each) for name, each in known if each > 0 and (digits == 1 or each >= 10)]
    refusal = _refusal([each for _, each in used], digits, assigned, capped, subject)
    if refusal is not None:
        return refusal
    leads = [lead(each, digits) for _, each in used]
    return _tested(figures, [name for name, _ in used], leads, digits, null, seed, level, subject)


def lead(value: float, digits: int) -> int:
    """Give the first digits of a number above 0, as it is written in decimals."""
    text = repr(value).partition("e")[0].replace(".", "").lstrip("0")
    return int(text[:digits].ljust(digits, "0"))


def _tested(
    figures: Figures, names: list[str], leads: list[int], digits: int, null: Null, seed: int | None, alpha: float,
    subject: str,
) -> FirstDigits:  # fmt: skip
    """Count the leading digits and hold them against the law."""
    n, counts = len(leads), Counter(leads)
    possible = range(10 ** (digits - 1), 10**digits)
    law = [benford(each) for each in possible]
    found = fit([counts[each] for each in possible], law, null, seed)
    mad = math.fsum(abs(counts[each] / n - p) for each, p in zip(possible, law, strict=True)) / len(law)
    expected = math.fsum(mean_deviation(n, p) for p in law) / len(law)
    worst = max(possible, key=lambda each: (counts[each] - n * benford(each)) / math.sqrt(benford(each)))
    labels = tuple(name for name, each in zip(names, leads, strict=True) if each == worst)
    return FirstDigits(
        digits, tuple((each, counts[each]) for each in possible), n, figures.n - n, found.statistic, found.df, found.p,
        found.null, mad, expected, conformity_of(mad, digits), worst, labels, alpha, subject,
    )  # fmt: skip


def conformity_of(mad: float, digits: int = 1) -> Conformity:
    """Give Nigrini's class of a mean absolute deviation, a share. Source: Nigrini (2012), table 7.1."""
    classes: tuple[Conformity, ...] = ("close", "acceptable", "marginal")
    return next((name for name, most in zip(classes, LIMITS[digits], strict=True) if mad <= most), "nonconformity")


def _refusal(values: list[float], digits: int, assigned: bool, capped: bool, subject: str) -> NotTested | None:
    """Say why the law cannot be expected to hold for these figures, if so."""
    if len(values) < LEAST[digits]:
        return NotTested("first_digits", "too_few", len(values), LEAST[digits], subject=subject)
    least, most = min(values), max(values)
    filled = len(set(values)) == len(values) and all(float(each).is_integer() for each in values)
    if assigned or (filled and most - least + 1 <= 2 * len(values)):
        return NotTested("first_digits", "assigned", subject=subject)
    if most < LEAST_RATIO * least:
        return NotTested("first_digits", "narrow", math.floor(10 * most / least) / 10, LEAST_RATIO, subject=subject)
    if capped or values.count(most) > max(2, CAP_SHARE * len(values)):
        return NotTested("first_digits", "capped", subject=subject)
    return None
