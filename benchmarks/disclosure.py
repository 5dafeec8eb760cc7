"""Small cells: hiding them and attacking the result, as tables grow; the fast method beside the optimum."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np

from auditlib.stats.disclosure import Publication, Suppression, Table, attack, suppress, threshold
from benchmarks.asked import is_quick
from benchmarks.printing import print_table

T = TypeVar("T")
SIZES = ((20, 10), (40, 20), (80, 30), (140, 40), (200, 50))
SMALL = ((4, 4), (6, 5), (10, 8), (3, 3, 3))
MINIMUM = 5
MEAN = 100


def main(quick: bool = False) -> None:
    """Print both tables; quick leaves out what is larger than 40 × 20."""
    print_table(
        f"Suppression and attack, minimum {MINIMUM}, seconds (suppression includes the attack that proves it)",
        ("table", "cells", "primary", "fast s", "optimal s", "attack s", "hidden fast", "optimal", "lost over optimum"),
        list(growth(SIZES[:2] if quick else SIZES)),
    )
    print_table(
        "Information lost by the fast method over the optimum, small tables",
        ("table", "tables", "equal", "mean", "largest"),
        [distance(shape, 10 if quick else 30) for shape in SMALL],
    )


def growth(sizes: tuple[tuple[int, int], ...]) -> Iterator[tuple[object, ...]]:
    """Hide and attack one made-up table of each size."""
    for shape in sizes:
        publication = made_up(shape, seed=1)
        primary = threshold(publication, MINIMUM)
        fast, fast_seconds = timed(lambda p=publication, f=primary: suppress(p, f, method="fast"))
        best, best_seconds = timed(lambda p=publication, f=primary: suppress(p, f, method="optimal"))
        found, seconds = timed(lambda p=publication, b=best: attack(p, b.hidden, primary=b.primary))
        if found.exposed or not best.optimal:
            raise RuntimeError(f"{shape}: not safe, or not proven least")
        times = (f"{each:.1f}" for each in (fast_seconds, best_seconds, seconds))
        hidden = (len(each.hidden) for each in (fast, best))
        yield written(shape), len(publication.cells), len(primary), *times, *hidden, f"{excess(fast, best):.1%}"


def distance(shape: tuple[int, ...], tables: int) -> tuple[object, ...]:
    """How much more the fast method loses on tables of one shape."""
    over = []
    for seed in range(tables):
        publication = made_up(shape, seed, mean=20)
        primary = threshold(publication, MINIMUM)
        fast, best = (suppress(publication, primary, method=method) for method in ("fast", "optimal"))
        over.append(excess(fast, best))
    equal = sum(each < 1e-9 for each in over)
    return written(shape), tables, equal, f"{np.mean(over):.1%}", f"{max(over):.1%}"


def excess(fast: Suppression, best: Suppression) -> float:
    """What the fast method loses over the optimum, as a share of the optimum."""
    return fast.lost / best.lost - 1 if best.lost else 0.0


def made_up(shape: tuple[int, ...], seed: int, mean: float = MEAN) -> Publication:
    """Make a table of skewed counts: rows and columns of very different size."""
    random = np.random.default_rng(seed)
    rates = mean * random.gamma(1.5, 1 / 1.5, shape)
    for axis, size in enumerate(shape):
        rates = rates * random.gamma(2, 1 / 2, [size if place == axis else 1 for place in range(len(shape))])
    sides = {f"d{axis}": [f"{place}" for place in range(size)] for axis, size in enumerate(shape)}
    return Publication.of(Table.of("saker", sides, random.poisson(rates)))


def timed(run: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return run(), time.perf_counter() - start


def written(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))


if __name__ == "__main__":
    main(is_quick(__doc__))
