"""Secondary suppression: the attacker never wins, nothing is hidden in vain, and nothing safe loses less."""

from itertools import combinations, product
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.stats.disclosure import (
    Cell,
    Dimension,
    Knowledge,
    Primary,
    Protection,
    Publication,
    Suppression,
    Table,
    attack,
    suppress,
    threshold,
)
from auditlib.stats.disclosure.secondary import Method
from auditlib.stats.explain import StatsError

METHODS: tuple[Method, ...] = ("optimal", "fast")


def made(shape: tuple[int, ...], counts: list[int], counted: str = "n") -> Publication:
    sides = {name: [f"{name}{place}" for place in range(size)] for name, size in zip("abc", shape, strict=False)}
    return Publication.of(Table.of(counted, sides, np.array(counts).reshape(shape)))


def check(
    publication: Publication, found: Suppression, primary: tuple[Primary, ...], knowledge: Knowledge | None = None
) -> None:
    """The promise, held against a new attack."""
    assert {each.cell for each in primary} <= found.hidden
    intervals = attack(publication, found.hidden, primary=primary, knowledge=knowledge).intervals
    by_cell = {each.cell: each for each in intervals}
    assert all(each.width >= 1 for each in intervals)
    for each in primary:
        interval, need = by_cell[each.cell], each.protection
        assert interval.width >= need.width
        assert interval.lower <= each.count - need.below
        assert interval.upper is None or interval.upper >= each.count + need.above


@pytest.mark.parametrize("method", METHODS)
def test_one_small_cell_needs_three_more(method: Method) -> None:
    """By hand: the rectangle with the lightest corners; 5 and 6 are lighter than anything with 9 or a margin."""
    publication = made((3, 3), [1, 5, 30, 6, 7, 30, 30, 30, 30])
    found = suppress(publication, threshold(publication, 5, protection=Protection(1)), method=method)
    assert [cell.at for cell in found.secondary] == [
        (("a", "a0"), ("b", "b1")), (("a", "a1"), ("b", "b0")), (("a", "a1"), ("b", "b1")),
    ]  # fmt: skip
    assert found.lost == 2 + 6 + 7 + 8
    assert (found.counts_lost, found.cells_share) == (19, 4 / 16)
    assert found.shown(found.primary[0].cell) is None
    assert found.shown(Cell("n")) == 169


@pytest.mark.parametrize("method", METHODS)
def test_two_small_cells_that_protect_each_other_in_a_row(method: Method) -> None:
    """Two in one row still need a second row: four cells, of which two are secondary."""
    publication = made((3, 3), [1, 2, 30, 6, 7, 30, 30, 30, 30])
    found = suppress(publication, threshold(publication, 5, protection=Protection(1)), method=method)
    assert len(found.secondary) == 2
    check(publication, found, found.primary)


@pytest.mark.parametrize("method", ["auto", *METHODS])
def test_a_safe_table_is_left_alone(method: Method) -> None:
    publication = made((2, 3), [5, 9, 8, 7, 6, 12])
    found = suppress(publication, threshold(publication, 5), method=method)
    assert (found.hidden, found.lost, found.optimal) == (frozenset(), 0, True)


@pytest.mark.parametrize("method", METHODS)
def test_small_cells_that_are_safe_together_get_no_company(method: Method) -> None:
    publication = made((2, 2), [4, 4, 4, 4])
    found = suppress(publication, threshold(publication, 5, protection=Protection(8)), method=method)
    assert (found.secondary, found.optimal) == ((), True)


@pytest.mark.parametrize("method", METHODS)
def test_zeros_do_not_move_down_together(method: Method) -> None:
    """Two zeros and the small cell on a rectangle with the large one: none can give, so a margin must."""
    publication = made((2, 2), [1, 0, 0, 50])
    primary = threshold(publication, 3, protection=Protection(3), zeros_safe=True)
    check(publication, suppress(publication, primary, method=method), primary)


@pytest.mark.parametrize("method", METHODS)
def test_cells_to_keep_are_shown(method: Method) -> None:
    publication = made((3, 3), [1, 5, 30, 6, 7, 30, 30, 30, 30])
    keep = [cell for cell in publication.cells if len(cell.at) < 2] + [Cell.of("n", a="a1", b="b1")]
    found = suppress(publication, threshold(publication, 5), keep=keep, method=method)
    assert not found.hidden & set(keep)
    check(publication, found, found.primary)


@pytest.mark.parametrize("method", METHODS)
def test_what_cannot_be_protected_is_refused(method: Method) -> None:
    publication = made((2, 2), [1, 9, 9, 9])
    corner = [cell for cell in publication.cells if len(cell.at) < 2] + [Cell.of("n", a="a1", b="b1")]
    with pytest.raises(StatsError, match="hiding all other cells"):
        suppress(publication, threshold(publication, 5), keep=corner, method=method)
    known = Knowledge(cells={Cell.of("n", a="a0", b="b0"): (1, 2)})
    with pytest.raises(StatsError, match="hiding all other cells"):
        suppress(publication, threshold(publication, 2), knowledge=known, method=method)


@pytest.mark.parametrize("method", METHODS)
def test_what_the_attacker_knows_costs_more(method: Method) -> None:
    publication = made((3, 3), [1, 5, 30, 6, 7, 30, 30, 30, 30])
    primary = threshold(publication, 5, protection=Protection(3))
    known = Knowledge(cells={Cell.of("n", a="a1", b="b1"): (7, 8)})
    found = suppress(publication, primary, knowledge=known, method=method)
    assert found.lost > suppress(publication, primary, method=method).lost
    check(publication, found, primary, known)


def test_two_rules_for_one_cell_give_the_stronger_protection() -> None:
    publication = made((3, 3), [1, 5, 30, 6, 7, 30, 30, 30, 30])
    first, second = (Primary(publication.cells[0], 1, rule, level) for rule, level in (
        ("threshold", Protection(2, above=1)), ("dominance", Protection(1, above=3)),
    ))  # fmt: skip
    (merged,) = suppress(publication, [first, second]).primary
    assert (merged.rule, merged.protection) == ("threshold, dominance", Protection(2, above=3))


def test_weights_decide() -> None:
    publication = made((3, 3), [1, 5, 30, 6, 7, 30, 30, 30, 30])
    primary = threshold(publication, 5, protection=Protection(1))
    assert suppress(publication, primary, weights="cells").lost == 4
    dear = {cell: 1000.0 if cell.at == (("a", "a1"), ("b", "b1")) else 1.0 for cell in publication.cells}
    assert Cell.of("n", a="a1", b="b1") not in suppress(publication, primary, weights=dear).hidden


def test_bad_input_is_refused() -> None:
    publication = made((2, 2), [1, 9, 9, 9])
    primary, stranger = threshold(publication, 5), Cell.of("n", a="z")
    with pytest.raises(StatsError, match="cells that no rule hides"):
        suppress(publication, primary, keep=[primary[0].cell])
    with pytest.raises(StatsError, match="cell to keep"):
        suppress(publication, primary, keep=[stranger])
    with pytest.raises(StatsError, match="primary cell"):
        suppress(publication, [Primary(stranger, 1, "rule", Protection())])
    with pytest.raises(StatsError, match="method"):
        suppress(publication, primary, method="best")  # type: ignore[arg-type]
    with pytest.raises(StatsError, match="weights"):
        suppress(publication, primary, weights="sums")  # type: ignore[arg-type]
    with pytest.raises(StatsError, match="a weight for every cell"):
        suppress(publication, primary, weights={Cell("n"): 1})
    for wrong in (0, -1, nan, float("inf")):
        with pytest.raises(StatsError, match="above 0"):
            suppress(publication, primary, weights=dict.fromkeys(publication.cells, wrong))
    with pytest.raises(StatsError, match="a cell of the tables"):
        suppress(publication, primary).shown(stranger)


def test_the_words() -> None:
    publication = made((3, 3), [1, 5, 30, 6, 7, 30, 30, 30, 30])
    found = suppress(publication, threshold(publication, 5, protection=Protection(1)))
    assert found.explain().sentence == (
        "Av 16 celler er 4 skjult (25,0 prosent): 1 etter reglene for små celler og 3 for at de ikke skal kunne "
        "regnes ut fra summene. De skjulte cellene rommer 2,8 prosent av alle tellingene i tabellene."
    )
    assert "4 skjulte (25,0 prosent)" in found.explain("nn").sentence
    assert "4 are hidden (25.0 per cent)" in found.explain("en").sentence
    assert found.explain().formula == "1 + 3 = 4;  4 / 16 = 25,0 %"
    assert len({found.explain(language).assumptions for language in ("nb", "nn", "en")}) == 3


@pytest.mark.parametrize("method", METHODS)
def test_a_lone_secondary_cell_does_not_pass_for_a_needed_one(method: Method) -> None:
    """A larger table, where taking back cells leaves others alone in their rows on the way."""
    random = np.random.default_rng(1)
    counts = random.poisson(150 * random.gamma(1, 1, (12, 1)) * random.gamma(1.5, 1 / 1.5, (1, 10)))
    publication = made((12, 10), counts.ravel().tolist())
    primary = threshold(publication, 5)
    check(publication, suppress(publication, primary, method=method), primary)


# --- the promise on random tables ---


@settings(max_examples=40)
@given(
    st.sampled_from([(2, 2), (3, 4), (5, 3), (2, 2, 2), (3, 2, 2)]),
    st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 6, 9, 15, 40]), min_size=15, max_size=15),
    st.sampled_from(["auto", *METHODS]), st.booleans(), st.integers(2, 5), st.sampled_from(["cells", "counts"]),
)  # fmt: skip
def test_the_attacker_never_wins(
    shape: tuple[int, ...], counts: list[int], method: Method, zeros_safe: bool, minimum: int, weights: str
) -> None:
    publication = made(shape, counts[: int(np.prod(shape))])
    primary = threshold(publication, minimum, zeros_safe=zeros_safe)
    found = suppress(publication, primary, method=method, weights=weights)  # type: ignore[arg-type]
    check(publication, found, primary)
    assert found == suppress(publication, primary, method=method, weights=weights)  # type: ignore[arg-type]
    if found.at_least is not None:
        assert found.at_least <= found.lost + 1e-6


@settings(max_examples=30)
@given(
    st.lists(st.integers(0, 7), min_size=12, max_size=12), st.sampled_from(METHODS), st.integers(2, 4), st.booleans()
)
def test_the_attacker_never_wins_over_linked_tables(
    counts: list[int], method: Method, minimum: int, same_people: bool
) -> None:
    cube = np.array(counts).reshape(3, 2, 2)
    a, b, c = ("a0", "a1", "a2"), ("b0", "b1"), ("c0", "c1")
    groups = Dimension("a", a, (("a0–a1", ("a0", "a1")),))
    behind = [Table.of("n", {"a": a, "b": b, "c": c}, cube)] if same_people else []
    publication = Publication.of(
        Table.of("n", [groups, Dimension("b", b)], cube.sum(2)),
        Table.of("n", {"a": a, "c": c}, cube.sum(1)),
        Table.of("n", {"b": b, "c": c}, cube.sum(0)),
        behind=behind,
    )
    primary = threshold(publication, minimum)
    check(publication, suppress(publication, primary, method=method), primary)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 20), min_size=12, max_size=12), st.sampled_from(METHODS))
def test_no_cell_is_hidden_in_vain(counts: list[int], method: Method) -> None:
    publication = made((3, 4), counts)
    primary = threshold(publication, 4)
    found = suppress(publication, primary, method=method)
    small = {each.cell for each in primary}
    for cell in found.secondary:
        intervals = attack(publication, found.hidden - {cell}, primary=primary).intervals
        assert any(not each.protected for each in intervals if each.cell in small)


# --- the least that can be lost, against every set of cells ---

LARGEST = 7
EVERY_SQUARE = np.array(list(product(range(LARGEST + 1), repeat=4)))
PARTS = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1],
                  [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 1, 1, 1]])  # fmt: skip
EVERY_PUBLICATION = EVERY_SQUARE @ PARTS.T


def safe_by_count(publication: Publication, hidden: set[int], primary: tuple[Primary, ...]) -> bool:
    shown = [number for number in range(9) if number not in hidden]
    agree = EVERY_PUBLICATION[(EVERY_PUBLICATION[:, shown] == publication.values[shown]).all(axis=1)]
    for each in primary:
        column, need = agree[:, publication.number[each.cell]], each.protection
        low, high = int(column.min()), int(column.max())
        if high - low < need.width or high < each.count + need.above or low > each.count - need.below:
            return False
    return True


def least_by_count(publication: Publication, primary: tuple[Primary, ...]) -> float:
    """The least weight among all sets of cells that are safe, by trying them all."""
    first = {publication.number[each.cell] for each in primary}
    rest = [number for number in range(9) if number not in first]
    sets = [first | set(more) for size in range(len(rest) + 1) for more in combinations(rest, size)]
    weight = {frozenset(each): sum(publication.counts[number] + 1 for number in each) for each in sets}
    return next(weight[frozenset(each)] for each in sorted(sets, key=lambda each: weight[frozenset(each)])
                if safe_by_count(publication, each, primary))  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 4), min_size=4, max_size=4), st.sets(st.integers(0, 8), min_size=1, max_size=3),
    st.builds(Protection, st.integers(1, 3), st.integers(0, 0), st.integers(0, 2)),
)  # fmt: skip
def test_nothing_safe_loses_less(counts: list[int], small: set[int], protection: Protection) -> None:
    """2 × 2 with margins; a cell need not go above 4 + 3 for any protection asked of it here."""
    publication = made((2, 2), counts)
    primary = tuple(
        Primary(publication.cells[number], publication.counts[number], "chosen", protection) for number in sorted(small)
    )
    found = suppress(publication, primary, method="optimal")
    assert found.optimal
    assert found.lost == least_by_count(publication, primary)
    assert suppress(publication, primary, method="fast").lost >= found.lost


@pytest.mark.parametrize("counts", [[1, 5, 3, 2, 8, 4], [1, 9, 9, 9, 9, 1], [2, 6, 7, 0, 5, 6]])
def test_nothing_safe_loses_less_on_two_by_three(counts: list[int]) -> None:
    """The attacker judges every set of cells that is lighter than what was found."""
    publication = made((2, 3), counts)
    primary = threshold(publication, 3, protection=Protection(2))
    found = suppress(publication, primary, method="optimal")
    first = {each.cell for each in primary}
    rest = [cell for cell in publication.cells if cell not in first]
    weight = {cell: count + 1 for cell, count in zip(publication.cells, publication.counts, strict=True)}
    lighter = (
        first | set(more)
        for size in range(len(rest) + 1)
        for more in combinations(rest, size)
        if sum(weight[cell] for cell in first | set(more)) < found.lost
    )
    for each in lighter:
        intervals = attack(publication, each, primary=primary).intervals
        assert any(not interval.protected for interval in intervals if interval.cell in first)
