"""The attacker's intervals: known answers, and every table that agrees with a publication, counted out."""

from itertools import product
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from auditlib.stats.disclosure import Cell, Dimension, Knowledge, Protection, Publication, Table, attack, threshold
from auditlib.stats.disclosure.primary import Primary
from auditlib.stats.explain import StatsError

TWO = {"a": ("x", "y"), "b": ("x", "y")}


def square(*counts: int) -> Publication:
    return Publication.of(Table.of("n", TWO, np.array(counts).reshape(2, 2)))


def inner(publication: Publication) -> list[Cell]:
    return [cell for cell in publication.cells if len(cell.at) == 2]


def limits(
    publication: Publication, hidden: list[Cell], knowledge: Knowledge | None = None
) -> list[tuple[int, int | None]]:
    return [(each.lower, each.upper) for each in attack(publication, hidden, knowledge=knowledge).intervals]


def test_a_cell_alone_in_its_row_is_found() -> None:
    publication = square(1, 9, 5, 7)
    found = attack(publication, inner(publication)[:1])
    assert [(each.lower, each.upper) for each in found.determined] == [(1, 1)]
    assert found.exposed == found.determined


def test_four_hidden_cells_by_hand() -> None:
    """Rows 10 and 12, columns 6 and 16: the first cell is 0 to 6, the others follow from it."""
    publication = square(1, 9, 5, 7)
    assert limits(publication, inner(publication)) == [(0, 6), (4, 10), (0, 6), (6, 12)]
    assert not attack(publication, inner(publication)).exposed


def test_a_zero_margin_gives_its_cells_away() -> None:
    publication = square(0, 0, 5, 7)
    assert limits(publication, inner(publication)) == [(0, 0), (0, 0), (5, 5), (7, 7)]


def test_without_a_published_sum_there_is_no_upper_limit() -> None:
    publication = square(1, 9, 5, 7)
    assert limits(publication, list(publication.cells)) == [(0, None)] * 9
    assert attack(publication, publication.cells).narrowest == inf


def test_what_the_attacker_knows_narrows() -> None:
    publication = square(1, 9, 5, 7)
    first = inner(publication)[0]
    assert limits(publication, inner(publication), Knowledge(cells={first: (1, 3)})) == [(1, 3), (7, 9), (3, 5), (7, 9)]
    assert limits(publication, inner(publication), Knowledge(most=22))[0] == (0, 6)
    assert limits(publication, inner(publication), Knowledge(least=1))[0] == (1, 5)
    assert limits(publication, list(publication.cells), Knowledge(most=30)) == [(0, 30)] * 9


def test_two_linked_tables_give_away_what_one_does_not() -> None:
    """Hidden in one table only with its margin; but the other table shows that margin's other parts."""
    first = Table.of("n", {"a": ("x", "y"), "b": ("x", "y")}, [[1, 9], [5, 7]])
    second = Table.of("n", {"a": ("x", "y"), "c": ("x", "y")}, [[4, 6], [6, 6]])
    hidden = [Cell.of("n", a="x", b="x"), Cell.of("n", b="x"), Cell.of("n", a="x"), Cell.of("n")]
    assert not attack(Publication.of(first), hidden).determined
    assert len(attack(Publication.of(first, second), hidden).determined) == 4


def test_whole_counts_tell_more_than_linear_programming() -> None:
    """From the groups ax and bx and the total: a and b change alike, so ab changes by twos; fractions would hide it."""
    groups = (("ab", ("a", "b")), ("ax", ("a", "x")), ("bx", ("b", "x")))
    publication = Publication.of(Table.of("n", [Dimension("d", ("a", "b", "x", "z"), groups)], [5, 5, 5, 5]))
    together = Cell.of("n", d="ab")
    hidden = [Cell.of("n", d=each) for each in ("a", "b", "x", "z")] + [together]

    def ab(most: int) -> tuple[int, int | None]:
        found = attack(publication, hidden, knowledge=Knowledge(cells={together: (10, most)}))
        return next((each.lower, each.upper) for each in found.intervals if each.cell == together)

    assert (ab(11), ab(12), ab(13), ab(15)) == ((10, 10), (10, 12), (10, 12), (10, 14))


def test_a_protection_level_is_held_against_the_interval() -> None:
    publication = square(1, 9, 5, 7)
    first = inner(publication)[0]
    for protection, safe in (
        (Protection(6), True), (Protection(7), False), (Protection(1, below=1), True), (Protection(1, below=2), False),
        (Protection(1, above=5), True), (Protection(1, above=6), False),
    ):  # fmt: skip
        found = attack(publication, inner(publication), primary=[Primary(first, 1, "rule", protection)])
        assert (not found.exposed) is safe


@pytest.mark.parametrize("knowledge", [Knowledge(least=2), Knowledge(most=8), Knowledge(cells={Cell("n"): (0, 3)})])
def test_knowledge_that_is_wrong_is_refused(knowledge: Knowledge) -> None:
    publication = square(1, 9, 5, 7)
    with pytest.raises(StatsError, match="limits around the count"):
        attack(publication, inner(publication), knowledge=knowledge)


def test_unknown_names_are_refused() -> None:
    publication, stranger = square(1, 9, 5, 7), Cell.of("n", a="z")
    with pytest.raises(StatsError, match="hidden cell"):
        attack(publication, [stranger])
    with pytest.raises(StatsError, match="known cell"):
        attack(publication, [], knowledge=Knowledge(cells={stranger: (0, 1)}))
    with pytest.raises(StatsError, match="primary cell"):
        attack(publication, [], primary=[Primary(stranger, 1, "rule", Protection())])
    with pytest.raises(StatsError, match="least"):
        attack(publication, [], knowledge=Knowledge(least=-1))


def test_nothing_hidden_is_nothing_to_find() -> None:
    found = attack(square(1, 9, 5, 7), [])
    assert (found.intervals, found.narrowest, found.exposed) == ((), None, ())


def test_the_words() -> None:
    publication = square(1, 9, 5, 7)
    found = attack(publication, inner(publication)[:2], primary=threshold(publication, 2))
    assert found.explain().sentence == (
        "Av 2 skjulte celler kan 2 regnes ut nøyaktig fra det som er vist, og 0 til nærmere enn kravet."
    )
    assert found.explain("nn").sentence.startswith("Av 2 skjulte celler kan 2 reknast ut nøyaktig")
    assert found.explain("en").sentence.startswith("Of 2 hidden cells, 2 can be worked out exactly")
    assert found.explain().interval == "0"
    assert "<dt>Metode</dt>" in found._repr_html_()


# --- every table counted out ---

LARGEST = 12
EVERY_SQUARE = np.array(list(product(range(LARGEST + 1), repeat=4)))
PARTS = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1],
                  [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 1, 1, 1]])  # fmt: skip
EVERY_PUBLICATION = EVERY_SQUARE @ PARTS.T


def counted_out(publication: Publication, hidden: list[int]) -> list[tuple[int, int | None]]:
    """The limits of hidden cells over every square up to 12 that shows the same; None where 12 is no limit."""
    shown = [number for number in range(9) if number not in hidden]
    agree = EVERY_PUBLICATION[(EVERY_PUBLICATION[:, shown] == publication.values[shown]).all(axis=1)]
    ends = [(int(column.min()), int(column.max())) for column in agree[:, hidden].T]
    return [(low, None if high >= LARGEST else high) for low, high in ends]


@settings(max_examples=100)
@given(st.lists(st.integers(0, 2), min_size=4, max_size=4), st.sets(st.integers(0, 8), min_size=1))
def test_the_limits_are_those_of_every_table_counted_out(counts: list[int], chosen: set[int]) -> None:
    """No published sum is above 8, so that a table with a 12 in it agrees only where nothing bounds the cell."""
    publication, hidden = square(*counts), sorted(chosen)
    assert limits(publication, [publication.cells[number] for number in hidden]) == counted_out(publication, hidden)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 2), min_size=8, max_size=8), st.sets(st.integers(0, 26), min_size=4, max_size=20))
def test_the_limits_of_a_cube_are_those_of_every_cube_counted_out(counts: list[int], chosen: set[int]) -> None:
    """2 × 2 × 2 with all its margins; the attacker is told that no cell is above 3, so that the count ends."""
    sides = dict.fromkeys("abc", ("x", "y"))
    publication = Publication.of(Table.of("n", sides, np.array(counts).reshape(2, 2, 2)))
    hidden = sorted(chosen)
    innermost = [publication.number[cell] for cell in publication.tables[0].innermost()]
    known = Knowledge(cells={publication.cells[number]: (0, 3) for number in innermost})
    shown = [number for number in range(27) if number not in hidden]
    agree = EVERY_CUBE[(EVERY_CUBE[:, shown] == publication.values[shown]).all(axis=1)][:, hidden]
    found = limits(publication, [publication.cells[number] for number in hidden], known)
    assert found == [(int(column.min()), int(column.max())) for column in agree.T]


@settings(max_examples=40)
@given(st.lists(st.integers(0, 2), min_size=8, max_size=8), st.sets(st.integers(0, 18), min_size=4, max_size=12))
def test_a_table_behind_the_linked_ones_is_counted_in(counts: list[int], chosen: set[int]) -> None:
    """Three linked tables of the same people: the limits are those over every cube, told that none is above 3."""
    cube, names = np.array(counts).reshape(2, 2, 2), "abc"
    sides = dict.fromkeys(names, ("x", "y"))
    tables = [
        Table.of("n", {name: side for name, side in sides.items() if name != names[axis]}, cube.sum(axis))
        for axis in range(3)
    ]
    whole = Table.of("n", sides, cube)
    publication = Publication.of(*tables, behind=[whole])
    assert (publication.shown, len(publication.cells)) == (19, 27)
    hidden = [publication.published[number] for number in sorted(chosen)]
    number = {cell: place for place, cell in enumerate(whole.places())}
    seen = [number[cell] for cell in publication.published if cell not in hidden]
    values = np.array([count for _, count in whole.cells()])
    agree = EVERY_CUBE[(EVERY_CUBE[:, seen] == values[seen]).all(axis=1)][:, [number[cell] for cell in hidden]]
    found = limits(publication, hidden)
    ends = [(int(column.min()), int(column.max())) for column in agree.T]
    assert all(
        low <= least and (high is None or high >= most) for (low, high), (least, most) in zip(found, ends, strict=True)
    )
    if sum(counts) <= 3 and Cell("n") not in hidden:
        assert found == ends


def filled_cubes() -> NDArray[np.int8]:
    """Every 2 × 2 × 2 table of counts 0 to 3, with margins, in the order of the publication's cells."""
    cubes = np.array(list(product(range(4), repeat=8)), dtype=np.int8).reshape(-1, 2, 2, 2)
    for axis in (1, 2, 3):
        cubes = np.concatenate([cubes, cubes.sum(axis=axis, keepdims=True, dtype=np.int8)], axis=axis)
    return cubes.reshape(-1, 27)


EVERY_CUBE = filled_cubes()
