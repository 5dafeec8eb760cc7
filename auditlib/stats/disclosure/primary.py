"""Which cells may not be published on their own account, and how well each must be protected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from auditlib.stats.disclosure.publication import Publication
from auditlib.stats.disclosure.tables import Cell
from auditlib.stats.explain import require, share, whole


@dataclass(frozen=True, slots=True)
class Protection:
    """How uncertain a hidden count must be, in counts.

    An attacker's interval must reach at least `below` under the count and `above` over it, and be at least `width`
    wide; a width of 1 means only that the count cannot be worked out exactly. Raises StatsError for negative or
    fractional levels and a width below 1. Source: Fischetti and Salazar, Operations Research 49 (2001) 445-454.
    """

    width: int = 1
    below: int = 0
    above: int = 0

    def __post_init__(self) -> None:
        for name, least in (("width", 1), ("below", 0), ("above", 0)):
            whole(name, getattr(self, name), least)

    def joined(self, other: Protection) -> Protection:
        """Give the protection that satisfies both."""
        width, below, above = (max(getattr(self, name), getattr(other, name)) for name in ("width", "below", "above"))
        return Protection(width, below, above)


@dataclass(frozen=True, slots=True)
class Primary:
    """A cell that a rule hides, with the rule and the protection it needs."""

    cell: Cell
    count: int
    rule: str
    protection: Protection


def threshold(
    publication: Publication, minimum: int, *, zeros_safe: bool = True, protection: Protection | None = None
) -> tuple[Primary, ...]:
    """Hide every cell with a count below the minimum; zeros only if they are not safe.

    Without a protection of its own, a cell is protected so that a reader cannot rule out that it holds the minimum,
    and cannot narrow it to an interval shorter than the minimum. Raises StatsError unless the minimum is 1 or more.
    Source: Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 5 (threshold rule).
    """
    minimum = whole("minimum", minimum, 1)
    least = 1 if zeros_safe else 0
    return tuple(
        Primary(cell, count, f"threshold {minimum}", protection or Protection(width=minimum, above=minimum - count))
        for cell, count in zip(publication.published, publication.counts, strict=False)
        if least <= count < minimum
    )


def dominance(
    publication: Publication, contributions: Mapping[Cell, Mapping[str, int]], *, n: int, k: float | Decimal
) -> tuple[Primary, ...]:
    """Hide every cell of which the n largest contributors hold more than the share k.

    `contributions` give what each named contributor has in each innermost cell; those of margins are added up by name.
    A cell is protected upwards to the total at which the n largest would hold just k. Raises StatsError unless n is 1
    or more, k a share, and each cell's contributions whole numbers that add up to its count. Source: Hundepool et al.,
    Statistical Disclosure Control (Wiley 2012), chapter 4 (dominance rule and its upper protection level).
    """
    n, limit = whole("n", n, 1), Fraction(str(k)) if share("k", k) else Fraction()
    found = []
    for cell, each in _everywhere(publication, contributions).items():
        count = publication.counts[publication.number[cell]]
        largest = sum(sorted(each.values(), reverse=True)[:n])
        if largest > limit * count:
            above = ceil(largest / limit) - count
            found.append(Primary(cell, count, f"dominance ({n}, {k})", Protection(width=max(above, 1), above=above)))
    return tuple(found)


def _everywhere(publication: Publication, given: Mapping[Cell, Mapping[str, int]]) -> dict[Cell, Counter[str]]:
    """Check the contributions of the innermost cells and add them up to every margin, in the order of the cells."""
    found: dict[Cell, Counter[str]] = {}
    for table in publication.tables:
        for cell, count in zip(table.innermost(), table.counts, strict=True):
            require(cell in given or not count, "contributions", sorted(given), f"one entry for {cell.written()} too")
            each = {who: whole(f"contribution of {who}", amount) for who, amount in given.get(cell, {}).items()}
            where = f"contributions to {cell.written()}"
            require(sum(each.values()) == count, where, sum(each.values()), f"{count}, the count of the cell")
            found[cell] = Counter(each)
    unknown = [cell.written() for cell in given if cell not in found]
    require(not unknown, "contributions", unknown, "innermost cells of the tables")
    for table in publication.tables:
        places = table.places()
        for total, parts in table.links():
            if all(places[part] in found for part in parts):
                found.setdefault(places[total], sum((found[places[part]] for part in parts), Counter()))
    return {cell: found[cell] for cell in publication.published}
