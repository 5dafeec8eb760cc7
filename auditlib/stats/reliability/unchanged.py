"""The same value for several periods in a row: how long the longest run is, and how often a random order has one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import ClassVar

import numpy as np

from auditlib.language import Language
from auditlib.stats.explain import share, whole, written
from auditlib.stats.families import written_p
from auditlib.stats.phrases import count
from auditlib.stats.reliability.figures import Label, Value, decimals_of, figures_of
from auditlib.stats.reliability.fit import generator
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

LEAST = 4
LEAST_RUN = 2
EXACT_POINTS = 300  # longer series are shuffled; the whole numbers of the exact count grow long
SOURCE = (
    "Mood, Annals of Mathematical Statistics 11 (1940) 367–392; "
    "Taylor, Electronic Journal of Combinatorics 21 (2014) P2.1"
)
_SENTENCES: dict[str, dict[Language, str]] = {
    "none": {
        "nb": "Ingen av de {n} tallene er det samme som tallet før.",
        "nn": "Ingen av dei {n} tala er det same som talet før.",
        "en": "None of the {n} figures is the same as the figure before.",
    },
    "all": {
        "nb": "Alle de {n} tallene er {value}, fra {first} til {last}; hvor sannsynlig det er, sier ikke tallene selv.",
        "nn": "Alle dei {n} tala er {value}, frå {first} til {last}; kor sannsynleg det er, seier ikkje tala sjølve.",
        "en": "All the {n} figures are {value}, from {first} to {last}; how likely that is, the figures do not say.",
    },
    "often": {
        "nb": "{value} står {m} perioder på rad, fra {first} til {last}; så lenge er sjelden i en tilfeldig "
        "rekkefølge ({p}).",
        "nn": "{value} står {m} periodar på rad, frå {first} til {last}; så lenge er sjeldan i ei tilfeldig "
        "rekkjefølgje ({p}).",
        "en": "{value} stands for {m} periods in a row, from {first} to {last}; that is rare in a random order ({p}).",
    },
    "seldom": {
        "nb": "Det lengste et tall står uendret, er {m} perioder ({value}, fra {first} til {last}); så lenge kan det "
        "stå i en tilfeldig rekkefølge ({p}).",
        "nn": "Det lengste eit tal står uendra, er {m} periodar ({value}, frå {first} til {last}); så lenge kan det "
        "stå i ei tilfeldig rekkjefølgje ({p}).",
        "en": "The longest that a figure stands unchanged is {m} periods ({value}, from {first} to {last}); a random "
        "order may give as long ({p}).",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Uten gjentakelse av en egen grunn er alle rekkefølger av de samme tallene like sannsynlige.",),
    "nn": ("Utan gjentaking av ein eigen grunn er alle rekkjefølgjer av dei same tala like sannsynlege.",),
    "en": ("With no reason of its own to repeat, all orders of the same figures are equally likely.",),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A value that stands unchanged over periods that follow each other."""

    value: float
    labels: tuple[str, ...]

    @property
    def length(self) -> int:
        """How many periods."""
        return len(self.labels)


@dataclass(frozen=True, slots=True)
class Unchanged(Examined):
    """Every run of two equal values or more, the longest first; a missing period ends a run.

    `p` is the chance that a random order has a run as long as the longest; None when all figures are equal, where every
    order is the same. `draws` is 0 when all orders were counted.
    """

    runs: tuple[Run, ...]
    n: int
    decimals: int
    p: float | None
    draws: int
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "unchanged"

    @property
    def longest(self) -> Run | None:
        """The longest run, the first of equals."""
        return self.runs[0] if self.runs else None

    @property
    def flagged(self) -> bool:
        """Whether the longest run is rare in a random order, or nothing ever changes."""
        return self.p is None or self.p <= self.alpha

    @property
    def places(self) -> tuple[str, ...]:
        """The periods of the longest run, when it is rare."""
        return self.runs[0].labels if self.flagged and self.runs else ()

    @property
    def family_p(self) -> float | None:
        """The chance of a run as long."""
        return self.p

    def explain(self, language: Language = "nb") -> Account:
        """Say how long a figure stood unchanged, and whether chance could do it."""
        n, run = count(self.n, language), self.longest
        if run is None:
            told = Told(_SENTENCES["none"][language].format(n=n), "1", "max = 1", SOURCE, _ASSUMPTIONS[language])
            return told.account(self.test, self.subject, language)
        kind = "all" if self.p is None else "often" if self.flagged else "seldom"
        p = "" if self.p is None else written_p(self.p, language)
        m, value = count(run.length, language), written(run.value, self.decimals, language)
        sentence = _SENTENCES[kind][language].format(
            n=n, m=m, value=value, first=run.labels[0], last=run.labels[-1], p=p
        )
        formula = f"max = {m}, n = {n}" if self.p is None else f"P(max ≥ {m}; n = {n}): {p}"
        told = Told(sentence, m, formula, SOURCE, _ASSUMPTIONS[language])
        return told.account(self.test, self.subject, language)


def unchanged(
    values: Sequence[Value],
    labels: Sequence[Label] | None = None,
    *,
    seed: int | None = None,
    draws: int = 9_999,
    alpha: float = 0.05,
    subject: str = "",
) -> Unchanged | NotTested:
    """Test whether a value stands unchanged for longer than a random order of the same values gives.

    Args:
        values: figures in order of time, None where missing; a missing period ends a run.
        labels: the periods; 1, 2, 3 … when left out.
        seed: starts the shuffles of more than 300 periods; fewer are counted out exactly.
        draws: how many shuffles.
        alpha: the level at which the test rejects.
        subject: what the figures are called, for the wording.

    Gives NotTested for fewer than 4 figures. Raises StatsError for text, NaN, and shuffles without a seed.
    Source: Mood (1940), by counting words without long runs as Taylor (2014) does.
    """
    level, figures = share("alpha", alpha), figures_of(values, labels)
    if figures.n < LEAST:
        return NotTested("unchanged", "too_few", figures.n, LEAST, subject=subject)
    runs, place = [], 0
    for value, group in groupby(figures.all_values):
        size = len(list(group))
        if value is not None and size >= LEAST_RUN:
            runs.append(Run(value, figures.all_labels[place : place + size]))
        place += size
    runs.sort(key=lambda run: -run.length)
    decimals, length = decimals_of(figures.values), runs[0].length if runs else 1
    p, many = None, 0
    if len(set(figures.all_values)) > 1:
        p, many = _chance(figures.all_values, length, seed, whole("draws", draws, 99))
    return Unchanged(tuple(runs), figures.n, decimals, p, many, level, subject)


def run_chance(counts: Sequence[int], length: int) -> float:
    """Give the chance that a random order of values, with so many of each, has so long a run of one of them, exactly.

    Source: Taylor (2014).
    """
    if length <= 1:
        return 1.0
    orders = math.factorial(sum(counts)) // math.prod(map(math.factorial, counts))
    return float(1 - Fraction(orders_within([(each, length - 1) for each in counts]), orders))


def orders_within(letters: Sequence[tuple[int, int]]) -> int:
    """Count the orders of letters, given how many there are of each and the longest run that each may have.

    Source: Taylor (2014): words are counted by the blocks of each letter, with signs for blocks that may be joined.
    """
    singles = sum(size == 1 for size, _ in letters)
    # the number at j stands for t**j / j!, so that whole numbers are enough
    total = [0] * singles + [math.factorial(singles)]
    for size, most in letters:
        if size == 1:
            continue
        blocks = [0] * (size + 1)
        for k, ways in enumerate(_compositions(size, most)):
            for j in range(1, k + 1):
                blocks[j] += (-1) ** (k - j) * math.comb(k - 1, j - 1) * ways
        product = [0] * (len(total) + size)
        for i, a in enumerate(total):
            for j, b in enumerate(blocks):
                product[i + j] += math.comb(i + j, i) * a * b
        total = product
    return sum(total)


def _chance(values: Sequence[float | None], length: int, seed: int | None, draws: int) -> tuple[float, int]:
    """Give the chance of a run as long, and the number of shuffles it took; a missing value is like no other."""
    if length <= 1:
        return 1.0, 0
    codes: dict[object, int] = {}
    letters = [codes.setdefault((place,) if value is None else value, len(codes)) for place, value in enumerate(values)]
    if len(letters) <= EXACT_POINTS:
        return run_chance(list(Counter(letters).values()), length), 0
    random, extreme = generator(seed), 0
    for _ in range(draws):
        order = random.permutation(letters)
        ends = np.flatnonzero(np.diff(order, append=-1))
        extreme += int(np.diff(ends, prepend=-1).max() >= length)
    return (extreme + 1) / (draws + 1), draws


def _compositions(size: int, most: int) -> list[int]:
    """Count the ways to split a number into k ordered parts from 1 to `most`, for k from 0."""
    ways = [[1] + [0] * size]
    for _ in range(size):
        before = ways[-1]
        ways.append([sum(before[max(0, total - most) : total]) for total in range(size + 1)])
    return [each[size] for each in ways]
