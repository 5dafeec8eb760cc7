"""Repeated sequences: the longest stretch of values that stands in two places, as copied figures do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from auditlib.language import Language
from auditlib.stats.explain import share, whole, written
from auditlib.stats.families import written_p
from auditlib.stats.phrases import count
from auditlib.stats.reliability.figures import Label, Value, decimals_of, figures_of, listed
from auditlib.stats.reliability.fit import generator
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

Codes = NDArray[np.int64]

LEAST = 10
LEAST_LENGTH = 3
DRAWS = 999
FEWEST_DRAWS = 199
MOST_SHUFFLED = 2_000_000  # figures in all, when the number of shuffles is not stated
SOURCE = "Karp, Miller & Rosenberg (1972); Good, Permutation, Parametric, and Bootstrap Tests, 3rd ed. (2005), ch. 3"
_SENTENCES: dict[str, dict[Language, str]] = {
    "none": {
        "nb": "Ingen rekke på {least} eller flere av de {n} tallene står to steder.",
        "nn": "Inga rekkje på {least} eller fleire av dei {n} tala står to stader.",
        "en": "No sequence of {least} or more of the {n} figures stands in two places.",
    },
    "often": {
        "nb": "Rekken {values} ({m} tall) står {k} steder, med start ved {starts}; så lange rekker gjentas sjelden i "
        "en tilfeldig rekkefølge ({p}).",
        "nn": "Rekkja {values} ({m} tal) står {k} stader, med start ved {starts}; så lange rekkjer går sjeldan igjen "
        "i ei tilfeldig rekkjefølgje ({p}).",
        "en": "The sequence {values} ({m} figures) stands in {k} places, starting at {starts}; so long a sequence "
        "seldom recurs in a random order ({p}).",
    },
    "seldom": {
        "nb": "Den lengste rekken som gjentas, er {m} tall ({values}, med start ved {starts}); så lange rekker kan "
        "gjentas i en tilfeldig rekkefølge ({p}).",
        "nn": "Den lengste rekkja som går igjen, er {m} tal ({values}, med start ved {starts}); så lange rekkjer kan "
        "gå igjen i ei tilfeldig rekkjefølgje ({p}).",
        "en": "The longest sequence that recurs has {m} figures ({values}, starting at {starts}); one as long may "
        "recur in a random order ({p}).",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Uten kopiering er alle rekkefølger av de samme tallene like sannsynlige.",),
    "nn": ("Utan kopiering er alle rekkjefølgjer av dei same tala like sannsynlege.",),
    "en": ("Without copying, all orders of the same figures are equally likely.",),
}
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Repeated(Examined):
    """The longest stretch that stands in two places or more without overlap, and where; nothing when `length` is 0.

    A stretch begins with two unequal values, so that a value that merely stands still is none. `starts` holds the label
    of the first figure at each place, `stretch` the labels of all figures at the first two.
    """

    values: tuple[float, ...]
    starts: tuple[str, ...]
    stretch: tuple[tuple[str, ...], ...]
    n: int
    decimals: int
    p: float
    draws: int
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "sequences"

    @property
    def length(self) -> int:
        """How many figures the stretch has."""
        return len(self.values)

    @property
    def flagged(self) -> bool:
        """Whether so long a stretch seldom recurs in a random order."""
        return self.p <= self.alpha

    @property
    def places(self) -> tuple[str, ...]:
        """The figures of the stretch at its first two places, when it is rare."""
        return tuple(label for stretch in self.stretch for label in stretch) if self.flagged else ()

    @property
    def family_p(self) -> float:
        """The chance of a stretch as long."""
        return self.p

    def explain(self, language: Language = "nb") -> Account:
        """Say which stretch recurs, where, and whether chance could do it."""
        n, m, p = count(self.n, language), count(self.length, language), written_p(self.p, language)
        shown = [written(each, self.decimals, language) for each in self.values[:_SHOWN]]
        values = "; ".join(shown) + (" …" if self.length > _SHOWN else "")
        kind = "none" if not self.values else "often" if self.flagged else "seldom"
        sentence = _SENTENCES[kind][language].format(
            least=LEAST_LENGTH, n=n, values=values, m=m, k=count(len(self.starts), language),
            starts=listed(self.starts, language), p=p,
        )  # fmt: skip
        formula = f"max = {m}, n = {n}"
        if self.values:
            formula = f"P*(max ≥ {m}; n = {n}) = (b + 1) / {count(self.draws + 1, language)}: {p}"
        return Told(sentence, m, formula, SOURCE, _ASSUMPTIONS[language]).account(self.test, self.subject, language)


def repeated_sequences(
    values: Sequence[Value],
    labels: Sequence[Label] | None = None,
    *,
    seed: int,
    draws: int | None = None,
    alpha: float = 0.05,
    subject: str = "",
) -> Repeated | NotTested:
    """Look for stretches of three values or more that stand in two places, and test the longest.

    Args:
        values: figures in the order they stand in, None where missing; a stretch does not run over a missing one.
        labels: what names the row or period of each; row numbers from 1 when left out.
        seed: starts the shuffles.
        draws: how many shuffles; when left out 999, fewer for more than 2 000 figures, and never less than 199.
        alpha: the level at which the test rejects.
        subject: what the figures are called, for the wording.

    Gives NotTested for fewer than 10 figures, or all equal. Raises StatsError for text, NaN, and a seed left out.
    Source: a permutation test (Good 2005) of the longest repeated stretch (Karp, Miller and Rosenberg 1972).
    """
    level, figures, random = share("alpha", alpha), figures_of(values, labels), generator(seed)
    if figures.n < LEAST:
        return NotTested("sequences", "too_few", figures.n, LEAST, subject=subject)
    if len(set(figures.values)) == 1:
        return NotTested("sequences", "all_equal", around=(f"{figures.values[0]:g}",), subject=subject)
    many = min(DRAWS, max(FEWEST_DRAWS, MOST_SHUFFLED // figures.n)) if draws is None else whole("draws", draws, 99)
    codes, decimals = _codes(figures.all_values), decimals_of(figures.values)
    length = _longest(codes)
    if length < LEAST_LENGTH:
        return Repeated((), (), (), figures.n, decimals, 1.0, 0, level, subject)
    starts = _starts(codes, length)
    extreme = sum(len(_starts(random.permutation(codes), length)) > 0 for _ in range(many))
    stretch = tuple(figures.all_labels[each : each + length] for each in starts[:2])
    return Repeated(
        tuple(each for each in figures.all_values[starts[0] : starts[0] + length] if each is not None),
        tuple(figures.all_labels[each] for each in starts),
        stretch, figures.n, decimals, (extreme + 1) / (many + 1), many, level, subject,
    )  # fmt: skip


def _codes(values: Sequence[float | None]) -> Codes:
    """Give equal values equal codes; a missing value is like no other."""
    codes: dict[object, int] = {}
    keys = [(place,) if value is None else value for place, value in enumerate(values)]
    return np.array([codes.setdefault(key, len(codes)) for key in keys], dtype=np.int64)


def _longest(codes: Codes) -> int:
    """Give the length of the longest stretch that recurs; one that does holds a shorter one that does too."""
    low, high = 0, len(codes) // 2
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(_starts(codes, middle)) else (low, middle - 1)
    return low


def _starts(codes: Codes, length: int) -> list[int]:
    """Give the places, apart from each other, where the first stretch of a length that recurs begins."""
    windows = _windows(codes, length)[: len(codes) - 1]
    begin = np.flatnonzero(codes[: len(windows)] != codes[1 : len(windows) + 1])
    order = begin[np.argsort(windows[begin], kind="stable")]
    if len(order) == 0:
        return []
    cuts = np.flatnonzero(np.diff(windows[order])) + 1
    first, last = np.concatenate([[0], cuts]), np.concatenate([cuts, [len(order)]]) - 1
    apart = np.flatnonzero(order[last] - order[first] >= length)
    if len(apart) == 0:
        return []
    group = min(apart, key=lambda each: int(order[first[each]]))
    found: list[int] = []
    for place in order[first[group] : last[group] + 1].tolist():
        if not found or place - found[-1] >= length:
            found.append(place)
    return found


def _windows(codes: Codes, length: int) -> Codes:
    """Give equal stretches of a length equal codes, by joining ever longer ones.

    Source: Karp, Miller and Rosenberg, ACM Symposium on Theory of Computing (1972) 125-136.
    """
    width = 1
    while width < length:
        shift = min(width, length - width)
        joined = codes[:-shift] * (int(codes.max()) + 1) + codes[shift:]
        codes = np.unique(joined, return_inverse=True)[1].astype(np.int64)
        width += shift
    return codes
