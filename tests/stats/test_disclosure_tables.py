"""Tables with margins as cells, tables that share cells, and the rules that hide a cell on its own account."""

from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats.disclosure import Cell, Dimension, Protection, Publication, Table, dominance, threshold
from auditlib.stats.explain import StatsError

SIDES = {"kommune": ("A", "B"), "alder": ("0–5", "6–12", "13–17")}


def small() -> Table:
    return Table.of("barn", SIDES, [[1, 12, 7], [10, 0, 30]])


def test_margins_are_cells() -> None:
    cells = dict(small().cells())
    assert len(cells) == 3 * 4
    assert cells[Cell.of("barn", kommune="A", alder="0–5")] == 1
    assert cells[Cell.of("barn", kommune="A")] == 20
    assert cells[Cell.of("barn", alder="13–17")] == 37
    assert cells[Cell.of("barn")] == 60


@given(st.lists(st.integers(1, 3), min_size=1, max_size=3), st.lists(st.integers(0, 50), min_size=27, max_size=27))
def test_every_link_adds_up(shape: list[int], many: list[int]) -> None:
    counts = many[: int(np.prod(shape))]
    dimensions = {f"d{axis}": [f"c{place}" for place in range(size)] for axis, size in enumerate(shape)}
    publication = Publication.of(Table.of("barn", dimensions, np.array(counts).reshape(shape)))
    assert not (publication.matrix @ publication.values).any()
    assert publication.counts[publication.number[Cell("barn")]] == sum(counts)
    assert len(publication.cells) == np.prod(np.array(shape) + 1)


def test_groups_have_subtotals() -> None:
    ages = Dimension("alder", ("0–5", "6–12", "13–17"), (("0–12", ("0–5", "6–12")),))
    table = Table.of("barn", [Dimension("kommune", ("A", "B")), ages], [[1, 12, 7], [10, 0, 30]])
    cells = dict(table.cells())
    assert cells[Cell.of("barn", kommune="A", alder="0–12")] == 13
    assert cells[Cell.of("barn", alder="0–12")] == 23
    publication = Publication.of(table)
    assert not (publication.matrix @ publication.values).any()


def test_linked_tables_share_their_margins() -> None:
    by_sex = Table.of("barn", {"kommune": ("A", "B"), "kjønn": ("j", "g")}, [[8, 12], [25, 15]])
    publication = Publication.of(small(), by_sex)
    assert len(publication.cells) == 12 + 9 - 3
    assert len(publication.links) == 7 + 6 - 1


def test_a_shared_cell_has_one_count() -> None:
    other = Table.of("barn", {"kommune": ("A", "B")}, [20, 41])
    with pytest.raises(StatsError, match=r"count of barn \(kommune = B\) = 41 .* 40"):
        Publication.of(small(), other)
    assert len(Publication.of(small(), Table.of("voksne", {"kommune": ("A", "B")}, [20, 41])).cells) == 15


@pytest.mark.parametrize("count", [-1, 1.5, nan, "7", None, True, float("inf"), 10**9 + 1])
def test_counts_are_whole_and_not_negative(count: object) -> None:
    with pytest.raises(StatsError, match="count"):
        Table.of("barn", SIDES, [[1, count, 7], [10, 0, 30]])


def test_counts_may_be_whole_floats_from_a_frame() -> None:
    assert Table.of("barn", {"a": ("x", "y")}, np.array([1.0, 2.0])).counts == (1, 2)


@pytest.mark.parametrize("counts", [[[1, 2], [3, 4]], [1, 2, 3], [[1, 2, 3], [4, 5]], []])
def test_the_shape_is_that_of_the_dimensions(counts: object) -> None:
    with pytest.raises(StatsError, match="shape of counts"):
        Table.of("barn", SIDES, counts)


def test_printed_margins_add_up() -> None:
    right, wrong = {Cell.of("barn", kommune="A"): 20, Cell("barn"): 60}, {Cell.of("barn", kommune="A"): 21}
    assert Table.of("barn", SIDES, [[1, 12, 7], [10, 0, 30]], right) == small()
    with pytest.raises(StatsError, match=r"margin barn \(kommune = A\) = 21 is not allowed: 20"):
        Table.of("barn", SIDES, [[1, 12, 7], [10, 0, 30]], wrong)
    with pytest.raises(StatsError, match="a cell of the table"):
        Table.of("barn", SIDES, [[1, 12, 7], [10, 0, 30]], {Cell.of("barn", kommune="C"): 20})


@pytest.mark.parametrize(
    ("categories", "groups"),
    [((), ()), (("a", "a"), ()), (("a",), (("a", ("a",)),)), (("a",), (("g", ("b",)),)), (("a",), (("g", ()),))],
)
def test_dimensions_are_checked(categories: tuple[str, ...], groups: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    with pytest.raises(StatsError):
        Dimension("alder", categories, groups)


def test_a_table_has_dimensions_of_different_names() -> None:
    with pytest.raises(StatsError, match="dimensions"):
        Table("barn", (), (1,))
    with pytest.raises(StatsError, match="dimensions"):
        Table("barn", (Dimension("a", ("x",)), Dimension("a", ("y",))), (1,))
    with pytest.raises(StatsError, match="one table"):
        Publication.of()


# --- primary suppression ---


def test_the_threshold_rule() -> None:
    publication = Publication.of(small())
    assert [(each.cell, each.count) for each in threshold(publication, 5)] == [
        (Cell.of("barn", kommune="A", alder="0–5"), 1)
    ]
    assert [each.count for each in threshold(publication, 5, zeros_safe=False)] == [1, 0]
    assert [each.count for each in threshold(publication, 8)] == [1, 7]
    assert threshold(publication, 1) == ()
    assert threshold(publication, 5)[0].protection == Protection(width=5, above=4)
    assert threshold(publication, 5, protection=Protection(2))[0].protection == Protection(2)


@pytest.mark.parametrize("minimum", [0, -1, 2.5, nan, "3"])
def test_the_minimum_is_whole(minimum: int) -> None:
    with pytest.raises(StatsError, match="minimum"):
        threshold(Publication.of(small()), minimum)


def test_the_dominance_rule_on_cells_and_margins() -> None:
    """One of 10 is over 80 % where 9 of 10 come from it; over the margin 9 of 30 do not. Upwards 9 / 0.8 = 11.25."""
    table = Table.of("plasseringer", {"kommune": ("A", "B")}, [10, 20])
    a, b = Cell.of("plasseringer", kommune="A"), Cell.of("plasseringer", kommune="B")
    given_by = {a: {"hjem 1": 9, "hjem 2": 1}, b: {"hjem 2": 7, "hjem 3": 7, "hjem 4": 6}}
    (found,) = dominance(Publication.of(table), given_by, n=1, k=0.8)
    assert (found.cell, found.rule, found.protection) == (a, "dominance (1, 0.8)", Protection(width=2, above=2))
    assert [each.cell for each in dominance(Publication.of(table), given_by, n=2, k=0.5)] == [
        a,
        b,
        Cell("plasseringer"),
    ]


def test_a_contributor_is_added_up_by_name_over_the_margin() -> None:
    """Each cell has two equal contributors; over both one holds 10 of 20, just half and not over it."""
    table = Table.of("saker", {"kommune": ("A", "B")}, [10, 10])
    shared = {Cell.of("saker", kommune=each): {"felles": 5, f"egen {each}": 5} for each in "AB"}
    assert dominance(Publication.of(table), shared, n=1, k=0.5) == ()
    assert [each.cell for each in dominance(Publication.of(table), shared, n=1, k=0.45)][-1] == Cell("saker")


@pytest.mark.parametrize(
    ("contributions", "n", "k", "message"),
    [
        ({"A": {"x": 9}, "B": {"x": 20}}, 1, 0.8, "contributions to saker"),
        ({"A": {"x": 10}}, 1, 0.8, "one entry for saker"),
        ({"A": {"x": 10}, "B": {"x": 20}, "C": {"x": 1}}, 1, 0.8, "innermost cells"),
        ({"A": {"x": 10.5, "y": -0.5}, "B": {"x": 20}}, 1, 0.8, "contribution of x"),
        ({"A": {"x": 10}, "B": {"x": 20}}, 0, 0.8, "n = 0"),
        ({"A": {"x": 10}, "B": {"x": 20}}, 1, 80, "k = 80"),
        ({"A": {"x": 10}, "B": {"x": 20}}, 1, nan, "k = nan"),
    ],
)
def test_contributions_are_checked(contributions: dict[str, dict[str, int]], n: int, k: float, message: str) -> None:
    publication = Publication.of(Table.of("saker", {"kommune": ("A", "B")}, [10, 20]))
    named = {Cell.of("saker", kommune=name): each for name, each in contributions.items()}
    with pytest.raises(StatsError, match=message):
        dominance(publication, named, n=n, k=k)


@pytest.mark.parametrize("levels", [(0, 0, 0), (1, -1, 0), (1, 0, 1.5), (nan, 0, 0)])
def test_protection_levels_are_checked(levels: tuple[int, int, int]) -> None:
    with pytest.raises(StatsError):
        Protection(*levels)
