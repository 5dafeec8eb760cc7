"""The ways of choosing ids from a list: by strata, with a fixed step, and by size. `draws` keeps the record."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from auditlib.stats.explain import StatsError, require, whole
from auditlib.stats.randomness import unit
from auditlib.stats.tails import Real, exact


def in_strata(listed: list[str], strata: Mapping[str, str] | None) -> dict[str, list[str]]:
    """Put the ids in their strata."""
    if strata is None:
        raise StatsError("strata", strata, "the stratum of every id")
    groups: dict[str, list[str]] = {}
    for each in listed:
        name = strata.get(each)
        if not isinstance(name, str) or not name.strip():
            raise StatsError("strata", name, f"a name for the stratum of {each}")
        groups.setdefault(name, []).append(each)
    return dict(sorted(groups.items()))


def share_out(groups: dict[str, list[str]], n: int, wanted: Mapping[str, int] | None) -> dict[str, int]:
    """Share n out over the strata: as told, or in proportion by largest remainders, ties by name."""
    if wanted is not None:
        shared = {name: whole(f"allocation[{name}]", k) for name, k in wanted.items()}
        require(shared.keys() == groups.keys(), "allocation", sorted(shared), f"a number for each of {list(groups)}")
        require(sum(shared.values()) == n, "allocation", sum(shared.values()), f"numbers that add up to n, {n}")
        for name, k in shared.items():
            require(k <= len(groups[name]), f"allocation[{name}]", k, f"at most the {len(groups[name])} in the stratum")
        return shared
    total = sum(map(len, groups.values()))
    quotas = {name: Fraction(n * len(group), total) for name, group in groups.items()}
    shared = {name: math.floor(quota) for name, quota in quotas.items()}
    order = sorted(groups, key=lambda name: (shared[name] - quotas[name], name))
    for name in order[: n - sum(shared.values())]:
        shared[name] += 1
    return shared


def systematic(listed: list[str], n: int, seed: int) -> set[str]:
    """Take every N/n-th case from a random start, the step kept as a fraction."""
    step = Fraction(len(listed), n)
    start = unit(seed, "systematic") * step
    return {listed[math.floor(start + each * step)] for each in range(n)}


def weights_of(listed: list[str], sizes: Mapping[str, Real] | None) -> dict[str, Fraction]:
    """Read the sizes as fractions, in the list's order."""
    if sizes is None:
        raise StatsError("sizes", sizes, "the size of every id")
    weights = {}
    for each in listed:
        weights[each] = exact(f"sizes[{each}]", sizes.get(each), "a number, 0 or more")
        require(weights[each] >= 0, f"sizes[{each}]", sizes.get(each), "a number, 0 or more")
    return weights


def by_size(weights: dict[str, Fraction], n: int, seed: int) -> set[str]:
    """Take for certain what is larger than the step, and step through the rest in the list's order."""
    positive = {name: size for name, size in weights.items() if size > 0}
    require(n <= len(positive), "n", n, f"at most the {len(positive)} cases with a size above 0")
    certain: set[str] = set()
    while True:
        total = sum((size for name, size in positive.items() if name not in certain), Fraction(0))
        left = n - len(certain)
        more = {name for name, size in positive.items() if name not in certain and size * left >= total}
        if not left or not more:
            break
        certain |= more
    step, mark = (total / left, unit(seed, "pps") * total / left) if left else (Fraction(1), total)
    taken, reached = set(certain), Fraction(0)
    for name, size in positive.items():
        reached += 0 if name in certain else size
        if left and name not in certain and mark < reached:
            taken.add(name)
            mark += step
    return taken
