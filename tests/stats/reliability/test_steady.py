"""A shift in level against a steady change: which lies nearer the figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import Breaks, DeclaredBreak, find_breaks
from auditlib.stats.reliability.steady import line_is_nearer

RISE = list(range(10, 30, 2))
LEVELS = [10, 11, 9, 10, 12, 30, 31, 29, 32, 30]


def breaks(values: list[float | None], declared: tuple[DeclaredBreak, ...] = ()) -> Breaks:
    found = find_breaks(values, range(2001, 2001 + len(values)), declared, seed=1)
    assert isinstance(found, Breaks)
    return found


def test_a_line_is_nearer_a_rise_and_levels_are_nearer_a_shift() -> None:
    assert line_is_nearer(RISE, [5])
    assert not line_is_nearer(LEVELS, [5])
    assert not line_is_nearer([*LEVELS[:3], None, *LEVELS[4:]], [5])


def test_by_hand() -> None:
    """0, 2, 2, 4: the median slope is 1.17 and leaves 1.67; the levels 1 and 3 leave 4."""
    assert line_is_nearer([0, 2, 2, 4], [2])
    assert not line_is_nearer([0, 0, 4, 4], [2])


@given(st.integers(-9, 9).filter(bool), st.integers(4, 12), st.integers(-100, 100))
def test_every_straight_line_is_steady(slope: int, half: int, start: int) -> None:
    assert line_is_nearer([start + slope * place for place in range(2 * half)], [half])


def test_rates_are_what_is_looked_at() -> None:
    """Counts that rise with what they come out of, until the rate doubles."""
    exposures = [10.0 * place for place in range(1, 9)]
    counts = [each * (0.1 if each < 50 else 0.2) for each in exposures]
    assert line_is_nearer(counts, [4])
    assert not line_is_nearer(counts, [4], exposures)


def test_a_steady_rise_is_no_break_that_should_have_been_declared() -> None:
    found = breaks(list(RISE))
    assert (found.steady, found.flagged, found.places) == (True, False, ())
    assert [each.status for each in found.breaks] == ["found, not declared"]
    assert found.explain().sentence == (
        "Nivået er et annet fra 2006 enn før (14 før og 24 etter; p = 0,008). Tallene ligger nærmere en rett linje "
        "gjennom serien enn faste nivåer, så en jevn endring forklarer dem minst like godt som et brudd."
    )
    assert found.explain("en").sentence.startswith("The level from 2006 on differs from that before (14 before")
    assert found.explain("nn").sentence.startswith("Nivået er eit anna frå 2006 enn før (14 før")


def test_a_declared_break_in_a_rise_is_still_said_to_be_declared() -> None:
    found = breaks(list(RISE), (DeclaredBreak("2006", "ny telling"),))
    assert "og bruddet er oppgitt (2006: ny telling)" in found.explain().sentence
    assert "en jevn endring forklarer dem" in found.explain().sentence


@pytest.mark.parametrize("values", [LEVELS, LEVELS[::-1]])
def test_a_shift_is_flagged_as_before(values: list[float | None]) -> None:
    found = breaks(values)
    assert (found.steady, found.places) == (False, ("2006",))
    assert "bruddet er ikke oppgitt" in found.explain().sentence
