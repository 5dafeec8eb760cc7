"""Profiles: several indicators together, with p-values adjusted for their number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import Estimate, Profile, ProfileRow, holm, make_profile
from auditlib.stats.explain import StatsError


def row(name: str, ratio: float, p: float | None = None) -> ProfileRow:
    return ProfileRow(name, ratio, (1.0,), Estimate(ratio, ratio, ratio), p=p)


def profile(*rows: ProfileRow, method: str | None = "holm") -> Profile:
    return make_profile("tjenesten", "Nyby", ["snittet"], rows, method)  # type: ignore[arg-type]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_p_values_are_adjusted_as_one_family(p_values: list[float]) -> None:
    found = profile(*(row(f"i{place}", 1.5, p) for place, p in enumerate(p_values)))
    assert [each.adjusted for each in found.rows] == list(holm(p_values))


def test_an_indicator_that_was_not_tested_counts_as_one_that_found_nothing() -> None:
    found = profile(row("a", 1.5, 0.02), row("b", 0.5))
    assert found.rows[0].adjusted == pytest.approx(0.04)
    assert (found.rows[0].stands, found.rows[1].stands, found.rows[1].adjusted) == (True, False, None)


def test_a_profile_says_where_the_unit_lies() -> None:
    found = profile(row("a", 1.5), row("b", 0.5), row("c", 1.0))
    assert found.explain().sentence == (
        "Nyby holdt mot snittet på 3 indikatorer: 1 over, 1 under og 1 likt. "
        "Avstandene er ikke testet, fordi tallene er oppgitt uten antallene bak."
    )
    assert not found.tested
    tested = profile(row("a", 1.5, 0.001), row("b", 0.5, 0.9))
    assert tested.explain("en").sentence.endswith("After adjusting for their number, 1 of the tests stand (a).")


@pytest.mark.parametrize("rows", [(), (row("a", 1.0), row("a", 2.0)), (row("a", 0.0),), (row("a", float("inf")),)])
def test_what_is_no_profile_is_refused(rows: tuple[ProfileRow, ...]) -> None:
    with pytest.raises(StatsError, match="rows = "):
        profile(*rows)


def test_references_are_named() -> None:
    with pytest.raises(StatsError, match="references = "):
        make_profile("tjenesten", "Nyby", [], [row("a", 1.0)])
