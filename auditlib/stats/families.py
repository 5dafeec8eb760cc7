"""Tests asked together: p-values adjusted for a declared family, and how p-values and intervals are written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, require, share, written

Method = Literal["holm", "benjamini-hochberg"]
Verdict = Literal["differs", "open", "borderline"]

SOURCES: dict[str, str] = {
    "holm": "Holm, Scandinavian Journal of Statistics 6 (1979) 65–70",
    "benjamini-hochberg": "Benjamini & Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289–300",
}
_CONTROLS: dict[str, dict[Language, str]] = {
    "holm": {
        "nb": "sannsynligheten for minst én falsk forskjell i familien holdes på høyst {alpha} prosent",
        "nn": "sannsynet for minst éin falsk skilnad i familien blir halde på høgst {alpha} prosent",
        "en": "the probability of one or more false differences in the family is kept at {alpha} per cent or less",
    },
    "benjamini-hochberg": {
        "nb": "den forventede andelen falske blant forskjellene som pekes ut, holdes på høyst {alpha} prosent",
        "nn": "den venta delen falske blant skilnadene som blir peikte ut, blir halden på høgst {alpha} prosent",
        "en": "the expected share of false ones among the differences pointed out is kept at {alpha} per cent or less",
    },
}
_ASSUMES: dict[str, dict[Language, tuple[str, ...]]] = {
    "holm": {
        "nb": ("Familien var bestemt før tallene ble sett.",),
        "nn": ("Familien var avgjord før tala vart sette.",),
        "en": ("The family was settled before the figures were seen.",),
    },
    "benjamini-hochberg": {
        "nb": ("Familien var bestemt før tallene ble sett.", "Testene er uavhengige eller positivt avhengige."),
        "nn": ("Familien var avgjord før tala vart sette.", "Testane er uavhengige eller positivt avhengige."),
        "en": (
            "The family was settled before the figures were seen.",
            "Tests are independent or positively dependent.",
        ),
    },
}
_FORMULAS: dict[str, str] = {
    "holm": "p̃(i) = max[j ≤ i] min(1, ({m} − j + 1) · p(j))",
    "benjamini-hochberg": "p̃(i) = min[j ≥ i] min(1, {m} / j · p(j))",
}
_SENTENCES: dict[Language, str] = {
    "nb": "Av {m} tester i «{family}» gir {k} utslag, også når det tas høyde for at de er flere ({which}); {control}.",
    "nn": "Av {m} testar i «{family}» gir {k} utslag, òg når ein tek høgd for at dei er fleire ({which}); {control}.",
    "en": "Of {m} tests in ‘{family}’, {k} stand after adjusting for their number ({which}); {control}.",
}
_NONE_STANDS: dict[Language, str] = {
    "nb": "Ingen av testene i «{family}» ({m} i alt) gir utslag når det er tatt høyde for at de er flere; {control}.",
    "nn": "Ingen av testane i «{family}» ({m} i alt) gir utslag når det er teke høgd for at dei er fleire; {control}.",
    "en": "None of the tests in ‘{family}’ ({m} in all) stands after adjusting for their number; {control}.",
}
_VERDICTS: dict[Verdict, dict[Language, str]] = {
    "differs": {
        "nb": "forskjellen er større enn tilfeldig variasjon vanligvis gir",
        "nn": "skilnaden er større enn tilfeldig variasjon vanlegvis gir",
        "en": "the difference is larger than chance usually gives",
    },
    "open": {
        "nb": "tallene gir ikke grunnlag for å si at det er en forskjell, og heller ikke at det ikke er noen",
        "nn": "tala gir ikkje grunnlag for å seie at det er ein skilnad, og heller ikkje at det ikkje er nokon",
        "en": "the figures are no ground for saying that there is a difference, nor that there is none",
    },
    "borderline": {
        "nb": "testen og intervallet er ikke enige, og tallene er på grensen av hva som kan skilles fra tilfeldighet",
        "nn": "testen og intervallet er ikkje samde, og tala er på grensa av kva som kan skiljast frå tilfelle",
        "en": "test and interval disagree, and the figures are on the edge of what can be told from chance",
    },
}
_LIMITS: dict[tuple[bool, bool], dict[Language, str]] = {
    (True, True): {"nb": "fra {low} til {high}", "nn": "frå {low} til {high}", "en": "from {low} to {high}"},
    (True, False): {
        "nb": "over {low}, ingen øvre grense",
        "nn": "over {low}, inga øvre grense",
        "en": "above {low}, no upper limit",
    },
    (False, True): {
        "nb": "under {high}, ingen nedre grense",
        "nn": "under {high}, inga nedre grense",
        "en": "below {high}, no lower limit",
    },
    (False, False): {"nb": "uten grenser", "nn": "utan grenser", "en": "without limits"},
}
_UNTESTED: dict[Language, str] = {
    "nb": " {n} lot seg ikke teste og er regnet med i antallet ({names}).",
    "nn": " {n} lét seg ikkje teste og er rekna med i talet ({names}).",
    "en": " {n} could not be tested and count in the number ({names}).",
}


@dataclass(frozen=True, slots=True)
class AdjustedTest:
    """One test of a family: its p-value, the adjusted one, and whether it stands; no p when it could not be tested."""

    name: str
    p: float | None
    adjusted: float | None
    stands: bool


@dataclass(frozen=True, slots=True)
class Family(Explained):
    """A declared family of tests with adjusted p-values, in the order they were declared."""

    name: str
    tests: tuple[AdjustedTest, ...]
    method: Method
    alpha: float

    def explain(self, language: Language = "nb") -> Explanation:
        """Say which tests stand, and what the adjustment keeps in check."""
        standing = [test.name for test in self.tests if test.stands]
        untested = [test.name for test in self.tests if test.p is None]
        control = _CONTROLS[self.method][language].format(
            alpha=written(self.alpha * 100, 0 if self.alpha >= 0.01 else 1)
        )
        sentence = (_SENTENCES if standing else _NONE_STANDS)[language].format(
            m=len(self.tests), family=self.name, k=len(standing), which=", ".join(standing), control=control
        )
        if untested:
            sentence += _UNTESTED[language].format(n=len(untested), names=", ".join(untested))
        listed = [
            f"{test.name}: {written_p(test.p, language)}, p̃{written_p(test.adjusted, language)[1:]}"
            for test in self.tests
            if test.p is not None and test.adjusted is not None
        ]
        formula = _FORMULAS[self.method].format(m=len(self.tests)) + "; " + "; ".join(listed)
        figure = f"{len(standing)} / {len(self.tests)}"
        return Explanation(figure, "", formula, SOURCES[self.method], _ASSUMES[self.method][language], sentence)


def written_p(p: float, language: Language = "nb") -> str:
    """Write a p-value, which is never 0: `p = 0,03`, `p = 0,004`, `p < 0,001`.

    Two decimals from 0.01 on, three below. Raises StatsError unless p is between 0 and 1.
    """
    probability("p", p)
    if p < 0.001:
        return f"p < {written(0.001, 3, language)}"
    # rounding must not carry a p-value across a level it is held against
    decimals = 2 if p >= 0.01 and abs(p - 0.05) >= 0.005 else 3
    if abs(p - 0.05) < 0.0005:
        decimals = 4
    return f"p = {written(p, decimals, language)}"


def written_interval(lower: float, upper: float, decimals: int, confidence: float, language: Language = "nb") -> str:
    """Write an interval: `95 % KI fra −5,6 til 51,2`; a limit that is infinite is said to be missing."""
    level = written(confidence * 100, 0 if round(confidence * 100, 9) == round(confidence * 100) else 1, language)
    low, high = (written(each, decimals, language) if math.isfinite(each) else "" for each in (lower, upper))
    words = _LIMITS[bool(low), bool(high)][language].format(low=low, high=high)
    return f"{level}{'% CI' if language == 'en' else ' % KI'} {words}"


def verdict(equal: float, lower: float, upper: float, p: float, confidence: float) -> Verdict:
    """Hold an interval and a p-value together: `differs` where both say so, `open` where neither, else `borderline`.

    `equal` is the value that stands for no difference: 0 for a difference, 1 for a ratio.
    """
    outside = not lower <= equal <= upper
    # 1 - 0.95 is a little above 0.05
    significant = p <= round(1 - confidence, 12)
    return "borderline" if outside != significant else "differs" if outside else "open"


def verdict_words(found: Verdict, language: Language = "nb") -> str:
    """Say a verdict as the end of a sentence."""
    return _VERDICTS[found][language]


def probability(argument: str, value: object) -> float:
    """Give a probability from 0 to 1, both included; raise StatsError for anything else."""
    ok = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    require(ok, argument, value, "a probability from 0 to 1, for example 0.03")
    return float(value)  # type: ignore[arg-type]


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjust p-values so that the chance of any false rejection among them is controlled.

    Args:
        p_values: one p-value from 0 to 1 for each test of the family, in any order.

    Returns the adjusted p-values in the order given. Raises StatsError for none, or one outside 0 to 1.
    Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
    """
    values = _checked(p_values)
    adjusted, highest = [0.0] * len(values), 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        highest = max(highest, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = highest
    return tuple(adjusted)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjust p-values so that the expected share of false ones among the rejections is controlled.

    Args:
        p_values: one p-value from 0 to 1 for each test of the family, in any order.

    Returns the adjusted p-values in the order given. Assumes independent or positively dependent tests.
    Raises StatsError for none, or one outside 0 to 1.
    Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289-300.
    """
    values = _checked(p_values)
    adjusted, lowest, m = [0.0] * len(values), 1.0, len(values)
    order = sorted(range(m), key=values.__getitem__)
    for rank in range(m, 0, -1):
        lowest = min(lowest, values[order[rank - 1]] * m / rank)
        # p · m / m may round to just below p, and an adjusted p-value is never the smaller
        adjusted[order[rank - 1]] = max(lowest, values[order[rank - 1]])
    return tuple(adjusted)


def adjust_family(
    name: str,
    declared: Sequence[str],
    p_values: Mapping[str, float | None],
    method: Method = "holm",
    alpha: float = 0.05,
) -> Family:
    """Adjust the p-values of a family of tests that was declared beforehand.

    Args:
        name: what the family is about, as it shall stand in a sentence.
        declared: the names of all tests of the family.
        p_values: the p-value of every declared test; None for one that could not be tested, which still counts.
        method: `holm` (any false difference) or `benjamini-hochberg` (share of false differences).
        alpha: the level, a share between 0 and 1.

    Raises StatsError when the p-values are not those of exactly the declared tests, or not from 0 to 1.
    Source: Holm (1979); Benjamini and Hochberg (1995).
    """
    level = share("alpha", alpha)
    require(bool(name.strip()), "name", name, "words that say what the family of tests is about")
    require(method in SOURCES, "method", method, "holm or benjamini-hochberg")
    require(len(declared) > 0, "declared", declared, "one test or more")
    require(len(set(declared)) == len(declared), "declared", declared, "each test named once")
    astray = sorted(set(declared) ^ set(p_values))
    require(not astray, "p_values", astray, "a p-value, or None, for every declared test and for no other")
    tested = [p_values[each] for each in declared]
    # a test that could not be made counts as one that found nothing
    adjust = holm if method == "holm" else benjamini_hochberg
    adjusted = adjust([1.0 if p is None else p for p in tested])
    tests = tuple(_adjusted(*each, level) for each in zip(declared, tested, adjusted, strict=True))
    return Family(name, tests, method, level)


def _adjusted(name: str, p: float | None, adjusted: float, alpha: float) -> AdjustedTest:
    """Hold one adjusted p-value against the level."""
    if p is None:
        return AdjustedTest(name, None, None, False)
    return AdjustedTest(name, float(p), adjusted, adjusted < alpha or math.isclose(adjusted, alpha, rel_tol=1e-12))


def _checked(p_values: Sequence[float]) -> list[float]:
    """Give the p-values as floats, each from 0 to 1."""
    require(len(p_values) > 0, "p_values", p_values, "one p-value or more")
    for place, value in enumerate(p_values):
        if type(value) is not float or not 0 <= value <= 1:  # what is plainly right needs no name for its place
            probability(f"p_values[{place}]", value)
    return list(map(float, p_values))
