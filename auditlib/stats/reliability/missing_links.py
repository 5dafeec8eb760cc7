"""What missing values go with: whether a column lacks values more often at some values of another column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from numbers import Real
from typing import ClassVar, Literal

from auditlib.language import Language
from auditlib.stats.distributions import compare_distributions, compare_ordered
from auditlib.stats.explain import share
from auditlib.stats.families import holm, written_p
from auditlib.stats.phrases import count
from auditlib.stats.reliability.figures import Label
from auditlib.stats.reliability.missing import Columns, checked, gaps
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

Kind = Literal["order", "groups"]

MOST_DISTINCT = 0.5  # a column with more different texts than this share of rows names the rows
SOURCE = (
    "Little, Journal of the American Statistical Association 83 (1988) 1198–1202; Fisher (1935); Freeman & Halton "
    "(1951); Mann & Whitney (1947); Holm (1979)"
)
_FOUND: dict[Language, str] = {
    "nb": "Verdiene mangler ikke helt tilfeldig: det henger sammen med andre opplysninger ({which}).",
    "nn": "Verdiane manglar ikkje heilt tilfeldig: det heng saman med andre opplysningar ({which}).",
    "en": "Values are not missing completely at random: it goes with other information ({which}).",
}
_NONE: dict[Language, str] = {
    "nb": "Ingen sammenheng mellom det som mangler og andre opplysninger ({n} testet) er tydeligere enn tilfeldighet "
    "vanligvis gir; det viser ikke at verdiene mangler helt tilfeldig.",
    "nn": "Ingen samanheng mellom det som manglar og andre opplysningar ({n} testa) er tydelegare enn tilfelle "
    "vanlegvis gir; det viser ikkje at verdiane manglar heilt tilfeldig.",
    "en": "No link between what is missing and other information ({n} tested) is clearer than chance usually makes "
    "it; this does not show that values are missing completely at random.",
}
_LINKS: dict[str, dict[Language, str]] = {
    "higher": {
        "nb": "{column} mangler oftere ved høye verdier av {other}; {p}",
        "nn": "{column} manglar oftare ved høge verdiar av {other}; {p}",
        "en": "{column} is missing more often at high values of {other}; {p}",
    },
    "lower": {
        "nb": "{column} mangler oftere ved lave verdier av {other}; {p}",
        "nn": "{column} manglar oftare ved låge verdiar av {other}; {p}",
        "en": "{column} is missing more often at low values of {other}; {p}",
    },
    "groups": {
        "nb": "{column} mangler oftest der {other} er «{most}» ({k} av {n}); {p}",
        "nn": "{column} manglar oftast der {other} er «{most}» ({k} av {n}); {p}",
        "en": "{column} is missing most often where {other} is ‘{most}’ ({k} of {n}); {p}",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Radene er uavhengige av hverandre.", "p-verdiene er justert for antallet sammenhenger, {n} (Holm)."),
    "nn": ("Radene er uavhengige av kvarandre.", "p-verdiane er justerte for talet på samanhengar, {n} (Holm)."),
    "en": ("Rows are independent of each other.", "p-values are adjusted for the number of links, {n} (Holm)."),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Whether a column lacks values more often at some values of another.

    `order`: another column of numbers, where `superiority` is the chance that a row lacking the value has the higher
    number. `groups`: a column of texts, where `most` is the text with the largest share missing and its counts.
    """

    column: str
    other: str
    kind: Kind
    p: float
    adjusted: float
    superiority: float | None = None
    most: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True)
class MissingLinks(Examined):
    """Every link that could be tested, and the pairs of columns that could not."""

    links: tuple[Link, ...]
    untested: tuple[tuple[str, str], ...]
    n: int
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "missing_links"

    @property
    def standing(self) -> tuple[Link, ...]:
        """The links that are clearer than chance makes them, the clearest first."""
        return tuple(sorted((each for each in self.links if each.adjusted <= self.alpha), key=lambda each: each.p))

    @property
    def flagged(self) -> bool:
        """Whether there are any."""
        return bool(self.standing)

    @property
    def places(self) -> tuple[str, ...]:
        """The columns whose values are missing with something, and what: `column × other`."""
        return tuple(f"{each.column} × {each.other}" for each in self.standing)

    @property
    def family_p(self) -> float:
        """The smallest adjusted p-value."""
        return min(each.adjusted for each in self.links)

    def explain(self, language: Language = "nb") -> Account:
        """Say what the missing values go with."""
        n, which = count(len(self.links), language), [_said(each, language) for each in self.standing]
        sentence = _FOUND[language].format(which="; ".join(which)) if which else _NONE[language].format(n=n)
        formula = "; ".join(
            f"{each.column} × {each.other}: {written_p(each.p, language)}, p̃{written_p(each.adjusted, language)[1:]}"
            for each in self.links
        )
        assumptions = tuple(each.format(n=n) for each in _ASSUMPTIONS[language])
        told = Told(sentence, f"{len(which)} / {n}", formula, SOURCE, assumptions)
        return told.account(self.test, self.subject, language)


def missing_links(
    columns: Columns,
    labels: Sequence[Label] | None = None,
    *,
    seed: int | None = None,
    alpha: float = 0.05,
    subject: str = "",
) -> MissingLinks | NotTested:
    """Test whether values are missing more often in some cases than in others.

    Args:
        columns: the columns by name, all of one length; None is missing, and nothing else is.
        labels: what names each row; row numbers from 1 when left out.
        seed: starts permutations, needed only for columns of many texts.
        alpha: the level, adjusted by Holm's method over all links.
        subject: what the rows are called, for the wording.

    Each column with missing values is held against each other column, in the rows where that one has a value: columns
    of numbers by the exact rank sum, columns of texts by the exact distribution of chi-square (for two texts, Fisher's
    test), or else as `compare_ordered` and `compare_distributions` tell. A column with as many texts as half the rows
    is taken to name them and is left out, as is one with no variation; these pairs are listed as untested.
    Gives NotTested when nothing is missing or there is nothing to hold it against. Raises StatsError as
    `missing_patterns` does, and for permutations without a seed.
    Source: Little (1988) for the question, with tests pair by pair; Freeman and Halton (1951); Mann and Whitney (1947).
    """
    level, names = share("alpha", alpha), checked(columns, labels)
    gone = {name: set(gaps(values)) for name, values in columns.items()}
    if not any(gone.values()):
        return NotTested("missing_links", "nothing_missing", subject=subject)
    made, untested = _links(columns, gone, seed)
    if not made:
        around = tuple(name for name, rows in gone.items() if rows)
        return NotTested("missing_links", "nothing_to_hold", around=(", ".join(around),), subject=subject)
    adjusted = holm([each.p for each in made])
    links = tuple(replace(each, adjusted=change) for each, change in zip(made, adjusted, strict=True))
    return MissingLinks(links, tuple(untested), len(names), level, subject)


def _links(
    columns: Columns, gone: Mapping[str, set[int]], seed: int | None
) -> tuple[list[Link], list[tuple[str, str]]]:
    """Test every column with missing values against every other; give the pairs that cannot be tested too."""
    made: list[Link] = []
    untested: list[tuple[str, str]] = []
    for column, rows in gone.items():
        for other, values in columns.items() if rows else ():
            link = None if other == column else _link(column, other, rows, values, seed)
            made += [] if link is None else [link]
            untested += [(column, other)] if link is None and other != column else []
    return made, untested


def _link(column: str, other: str, gone: set[int], values: Sequence[object], seed: int | None) -> Link | None:
    """Test one column's missing values against another column; None where that cannot be done."""
    known = [(value, row in gone) for row, value in enumerate(values) if value is not None]
    lacking = sum(missing for _, missing in known)
    numbers = all(not isinstance(value, bool) and isinstance(value, Real | Decimal) for value, _ in known)
    kinds = list(dict.fromkeys(value for value, _ in known))
    if not 0 < lacking < len(known) or len(kinds) < 2:
        return None
    if numbers:
        kinds = sorted(kinds)  # type: ignore[type-var]
    elif len(kinds) > MOST_DISTINCT * len(known):
        return None
    places = {kind: place for place, kind in enumerate(kinds)}
    without, within = [0] * len(kinds), [0] * len(kinds)
    for value, missing in known:
        (without if missing else within)[places[value]] += 1
    if numbers:
        order = compare_ordered(without, within)
        return Link(column, other, "order", order.p, order.p, order.superiority.value)
    shift = compare_distributions(without, within, seed=seed)
    most = max(range(len(kinds)), key=lambda place: without[place] / (without[place] + within[place]))
    counts = (str(kinds[most]), without[most], without[most] + within[most])
    return Link(column, other, "groups", shift.p, shift.p, None, counts)


def _said(link: Link, language: Language) -> str:
    """Tell of one link."""
    p = written_p(link.adjusted, language)
    if link.most is None:
        which = "higher" if (link.superiority or 0.0) > 0.5 else "lower"
        return _LINKS[which][language].format(column=link.column, other=link.other, p=p)
    most, k, n = link.most
    numbers = {"k": count(k, language), "n": count(n, language)}
    return _LINKS["groups"][language].format(column=link.column, other=link.other, most=most, p=p, **numbers)
