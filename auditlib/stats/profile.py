"""A profile: several indicators of one unit, each as a ratio to the same kind of figure of those it is held against."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, require, share, written
from auditlib.stats.families import SOURCES, Method, adjust_family, written_p
from auditlib.stats.proportions import Estimate

_PLACED: dict[Language, str] = {
    "nb": "{own} holdt mot {reference} på {m} indikatorer: {above} over, {below} under og {same} likt.",
    "nn": "{own} halde mot {reference} på {m} indikatorar: {above} over, {below} under og {same} likt.",
    "en": "{own} against {reference} on {m} indicators: {above} above, {below} below and {same} the same.",
}
_UNTESTED: dict[Language, str] = {
    "nb": " Avstandene er ikke testet, fordi tallene er oppgitt uten antallene bak.",
    "nn": " Avstandane er ikkje testa, fordi tala er oppgjevne utan tala på saker bak.",
    "en": " The distances are not tested, as the figures are given without the counts behind them.",
}
_STANDING: dict[Language, str] = {
    "nb": " Når det er tatt høyde for at testene er flere, gir {k} av dem utslag{which}.",
    "nn": " Når ein har teke høgd for at testane er fleire, gir {k} av dei utslag{which}.",
    "en": " After adjusting for their number, {k} of the tests stand{which}.",
}
_ASSUMES: dict[Language, tuple[str, ...]] = {
    "nb": ("Indikatorene var valgt før tallene ble sett.", "Over betyr høyere tall, ikke bedre."),
    "nn": ("Indikatorane var valde før tala vart sette.", "Over tyder høgare tal, ikkje betre."),
    "en": ("The indicators were chosen before the figures were seen.", "Above is a higher figure, not a better one."),
}


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One indicator: the figure of the unit itself and of those it is held against, the first of which is the 1.

    `ratio` is own over the first of `references`, with limits where it was tested; `spread` is the lowest and the
    highest of the group in the figure's own unit; a reference that is not known is None.
    """

    name: str
    own: float
    references: tuple[float | None, ...]
    ratio: Estimate
    spread: tuple[float, float] | None = None
    decimals: int = 0
    p: float | None = None
    adjusted: float | None = None
    stands: bool = False

    def relative(self, value: float) -> float:
        """Give a figure as a ratio to the first reference."""
        assert self.references[0]
        return value / self.references[0]


@dataclass(frozen=True, slots=True)
class Profile(Explained):
    """Several indicators of one unit together, with p-values adjusted for their number where there are any."""

    name: str
    own: str
    references: tuple[str, ...]
    rows: tuple[ProfileRow, ...]
    method: Method | None
    alpha: float

    @property
    def tested(self) -> bool:
        """Whether any of the distances was tested."""
        return any(each.p is not None for each in self.rows)

    def explain(self, language: Language = "nb") -> Explanation:
        """Say on how many indicators the unit lies above and below, and which of them chance does not explain."""
        above, below = (sum(sign * (each.ratio.value or 0) > sign for each in self.rows) for sign in (1, -1))
        sentence = _PLACED[language].format(
            own=self.own, reference=self.references[0], m=len(self.rows), above=above, below=below,
            same=len(self.rows) - above - below,
        )  # fmt: skip
        standing = [each.name for each in self.rows if each.stands]
        which = f" ({', '.join(standing)})" if standing else ""
        sentence += _STANDING[language].format(k=len(standing), which=which) if self.tested else _UNTESTED[language]
        listed = "; ".join(_formula(each, language) for each in self.rows)
        source = SOURCES[self.method] if self.method and self.tested else ""
        return Explanation(f"{above} / {len(self.rows)}", "", listed, source, _ASSUMES[language], sentence)


def _formula(row: ProfileRow, language: Language) -> str:
    own, first = (written(each or 0.0, row.decimals, language) for each in (row.own, row.references[0]))
    ratio = written(row.ratio.value or 0.0, 2, language)
    tested = "" if row.p is None else f", {written_p(row.p, language)}"
    return f"{row.name}: {own} / {first} = {ratio}{tested}"


def make_profile(
    name: str,
    own: str,
    references: Sequence[str],
    rows: Sequence[ProfileRow],
    method: Method | None = None,
    alpha: float = 0.05,
) -> Profile:
    """Put indicators together, and adjust their p-values for their number where a method is given.

    Args:
        name: what the profile is of.
        own: what the unit is called.
        references: what those it is held against are called; the first of them is the 1.
        rows: the indicators, each with its own name; a figure and its first reference are above 0.
        method: `holm` or `benjamini-hochberg`; an indicator without a p-value counts as one that found nothing.
        alpha: the level, a share between 0 and 1.

    Raises StatsError for no rows, two of one name, no reference, and figures that give no ratio.
    """
    level = share("alpha", alpha)
    require(len(references) > 0, "references", references, "one or more to hold the figures against")
    require(len(rows) > 0, "rows", rows, "one indicator or more")
    require(len({each.name for each in rows}) == len(rows), "rows", rows, "each indicator named once")
    for each in rows:
        ok = each.ratio.value is not None and 0 < each.ratio.value < math.inf
        require(ok and len(each.references) == len(references), "rows", each, "a figure over another, both above 0")
    if method is None or all(each.p is None for each in rows):
        return Profile(name, own, tuple(references), tuple(rows), method, level)
    family = adjust_family(name, [each.name for each in rows], {each.name: each.p for each in rows}, method, level)
    adjusted = tuple(
        replace(row, adjusted=test.adjusted, stands=test.stands) for row, test in zip(rows, family.tests, strict=True)
    )
    return Profile(name, own, tuple(references), adjusted, method, level)
