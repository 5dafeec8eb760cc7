"""Missing values: shares, patterns, pairs, and what they go with."""

import math
import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, fisher_exact

from auditlib.stats import Missing, MissingLinks, NotTested, StatsError, missing_links, missing_patterns

CELLS = st.lists(
    st.tuples(*[st.one_of(st.none(), st.integers(0, 3))] * 3), min_size=2, max_size=25
)  # fmt: skip


def table(n: int = 80) -> dict[str, list[object]]:
    draw = random.Random(3)
    age = [draw.randint(0, 17) for _ in range(n)]
    answered = [None if each > 12 and draw.random() < 0.7 else draw.randint(1, 60) for each in age]
    return {
        "alder": age,
        "sone": [draw.choice("ABC") for _ in range(n)],
        "svar": answered,
        "dato": [None if each is None and draw.random() < 0.8 else date(2010, 3, 1) for each in answered],
        "nummer": [f"s{place}" for place in range(n)],
    }


@given(CELLS)
def test_shares_pairs_and_patterns_are_counted(rows: list[tuple[int | None, ...]]) -> None:
    columns = {name: [row[place] for row in rows] for place, name in enumerate("abc")}
    found, n = missing_patterns(columns), len(rows)
    assert isinstance(found, Missing)
    for column in found.columns:
        gone = [place for place, each in enumerate(columns[column.name]) if each is None]
        assert column.labels == tuple(str(place + 1) for place in gone)
        interval = binomtest(len(gone), n).proportion_ci(method="exact")
        assert (column.lower, column.upper) == pytest.approx((interval.low, interval.high), abs=1e-9)
    assert sum(times for _, times in found.patterns) == n
    assert found.complete == sum(None not in row for row in rows)
    for pair in found.pairs:
        cells = [[0, 0], [0, 0]]
        for a, b in zip(columns[pair.first], columns[pair.second], strict=True):
            cells[a is not None][b is not None] += 1
        assert pair.both == cells[0][0]
        assert pair.p == pytest.approx(fisher_exact(cells).pvalue, abs=1e-9)
        assert pair.adjusted >= pair.p


@pytest.mark.parametrize(
    ("b", "monotone"), [([None, None, 3, 4], True), ([1, None, None, 4], False), ([None, 2, 3, None], True)]
)
def test_a_monotone_pattern_is_one_set_within_another(b: list[int | None], monotone: bool) -> None:
    found = missing_patterns({"a": [None, 2, 3, 4], "b": b, "c": [1, 2, 3, 4]})
    assert found.monotone is monotone


def test_one_column_with_gaps_has_no_pattern() -> None:
    found = missing_patterns({"a": [None, 2], "b": [1, 2]})
    assert (found.monotone, found.pairs, found.places) == (None, (), ("a: 1",))


def test_columns_that_are_missing_together() -> None:
    found = missing_patterns(table())
    assert [(each.first, each.second, each.both) for each in found.together] == [("svar", "dato", 13)]
    assert found.together[0].expected == pytest.approx(19 * 13 / 80)
    assert found.patterns == (((), 61), (("svar", "dato"), 13), (("svar",), 6))
    assert found.monotone is True
    assert "svar (19 av 80: 23,8 prosent; 95 % KI fra 14,9 til 34,6)" in found.explain().sentence


def test_a_single_column_names_the_rows() -> None:
    found = missing_patterns({"x": [1, None, 3, None]}, [2001, 2002, 2003, 2004])
    assert found.places == ("2002", "2004")
    assert (
        found.explain().sentence == "2 av 4 verdier mangler (50,0 prosent; 95 % KI fra 6,8 til 93,2) (se 2002, 2004)."
    )


def test_nothing_missing() -> None:
    found = missing_patterns({"a": [1, 2], "b": ["x", "y"]})
    assert (found.flagged, found.places, found.complete) == (False, (), 2)
    assert found.explain("en").sentence == "No values are missing (columns: 2, rows: 2)."
    assert missing_links({"a": [1, 2]}) == NotTested("missing_links", "nothing_missing")


# --- links ---


def test_missing_values_that_go_with_another_column() -> None:
    found = missing_links(table(), seed=1)
    assert isinstance(found, MissingLinks)
    assert found.places == ("svar × alder", "dato × alder")
    assert found.flagged
    links = {(each.column, each.other): each for each in found.links}
    assert links["svar", "alder"].kind == "order"
    assert (links["svar", "alder"].superiority or 0) > 0.8
    assert links["svar", "sone"].kind == "groups"
    assert links["svar", "sone"].most is not None
    assert set(found.untested) == {("svar", "dato"), ("svar", "nummer"), ("dato", "svar"), ("dato", "nummer")}
    assert "svar mangler oftere ved høye verdier av alder" in found.explain().sentence


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("xy")), min_size=6, max_size=30))
def test_two_groups_are_fishers_test(rows: list[tuple[bool, str]]) -> None:
    found = missing_links({"a": [None if gone else 1 for gone, _ in rows], "b": [group for _, group in rows]})
    cells = [[sum(gone is g and group == k for gone, group in rows) for k in "xy"] for g in (True, False)]
    if isinstance(found, NotTested):
        assert not all(sum(row) for row in cells) or not all(map(sum, zip(*cells, strict=True)))
        return
    (link,) = found.links
    # both are exact; chi-square orders tables by their distance, Fisher's test by their chance
    assert link.p <= 1
    if sum(cells[0]) * 2 == len(rows):
        assert link.p == pytest.approx(fisher_exact(cells).pvalue, abs=1e-9)


def test_no_link_is_no_proof() -> None:
    found = missing_links({"a": [1, None, 3, None, 5, 6], "b": ["x", "y", "x", "x", "y", "y"]})
    assert isinstance(found, MissingLinks)
    assert not found.flagged
    assert "viser ikke at verdiene mangler helt tilfeldig" in found.explain().sentence
    assert "kan ikke vise at verdiene mangler helt tilfeldig" in found.explain().cannot_show


def test_links_that_cannot_be_tested() -> None:
    assert missing_links({"a": [1, None]}) == NotTested("missing_links", "nothing_to_hold", around=("a",))
    found = missing_links({"a": [1, None, 2], "b": [4, 4, 4]})
    assert isinstance(found, NotTested)
    assert found.reason == "nothing_to_hold"


def test_many_texts_need_a_seed() -> None:
    draw = random.Random(1)
    columns = {
        "a": [None if draw.random() < 0.2 else 1 for _ in range(400)],
        "b": [f"skole {draw.randint(1, 120)}" for _ in range(400)],
    }
    with pytest.raises(StatsError, match="seed"):
        missing_links(columns)
    assert missing_links(columns, seed=1) == missing_links(columns, seed=1)


@pytest.mark.parametrize(
    "columns",
    [{}, {"a": []}, {"a": [1], "b": [1, 2]}, {"a": [math.nan, 1]}, {"a": [[1], [2]]}],
)
def test_bad_columns(columns: dict[str, list[object]]) -> None:
    with pytest.raises(StatsError, match="columns"):
        missing_patterns(columns)
    with pytest.raises(StatsError, match="columns"):
        missing_links(columns)


def test_bad_arguments() -> None:
    with pytest.raises(StatsError, match="confidence"):
        missing_patterns({"a": [1, None]}, confidence=95)
    with pytest.raises(StatsError, match="labels"):
        missing_patterns({"a": [1, None]}, ["x"])
