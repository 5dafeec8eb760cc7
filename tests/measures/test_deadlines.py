"""Deadlines by the calendar: hand-counted days, and what holds for any date."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.criteria import DEADLINE_UNITS, Norm
from auditlib.dates import Day
from auditlib.measures.deadlines import in_time, in_words, is_working_day, last_day, passed

DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def deadline(value: int, unit: str, start: str = "next_day", end: str = "stays", closed: tuple[str, ...] = ()) -> Norm:
    counting = {"start": start, "end": end, "closed": closed}
    return Norm.model_validate({"operator": "within", "value": str(value), "unit": unit, "counting": counting})


@pytest.mark.parametrize(
    ("start", "norm", "last"),
    [
        ("2010-06-01", deadline(21, "days"), "2010-06-22"),
        ("2010-06-01", deadline(3, "weeks"), "2010-06-22"),  # a Tuesday, three weeks on
        ("2010-06-01", deadline(3, "weeks", "same_day"), "2010-06-21"),
        ("2010-06-01", deadline(1, "days", "same_day"), "2010-06-01"),
        ("2010-06-01", deadline(0, "days"), "2010-06-01"),
        ("2023-01-31", deadline(1, "months"), "2023-02-28"),
        ("2024-01-31", deadline(1, "months"), "2024-02-29"),  # a leap year
        ("2023-11-30", deadline(3, "months"), "2024-02-29"),
        ("2023-01-01", deadline(1, "months", "same_day"), "2023-01-31"),
        ("2023-02-28", deadline(1, "months"), "2023-03-28"),
        ("2023-12-15", deadline(12, "months"), "2024-12-15"),
        ("2010-04-26", deadline(3, "weeks"), "2010-05-17"),
        ("2010-04-26", deadline(3, "weeks", end="next_working_day", closed=("2010-05-17",)), "2010-05-18"),
        ("2010-04-23", deadline(3, "weeks", end="next_working_day"), "2010-05-14"),  # a Friday stays
        ("2010-04-24", deadline(3, "weeks", end="next_working_day"), "2010-05-17"),  # a Saturday moves to Monday
        ("2010-04-24", deadline(3, "weeks", end="next_working_day", closed=("2010-05-17",)), "2010-05-18"),
        ("2010-05-14", deadline(1, "working_days"), "2010-05-17"),  # Friday to Monday
        ("2010-05-14", deadline(1, "working_days", closed=("2010-05-17",)), "2010-05-18"),
        ("2010-05-14", deadline(5, "working_days"), "2010-05-21"),
        ("2010-06-30", deadline(1, "working_days", closed=("2010-07",)), "2010-08-02"),  # a whole month closed
        ("9999-12-20", deadline(3, "weeks"), "9999-12-31"),
        ("9999-12-20", deadline(10_000, "months"), "9999-12-31"),
        ("0001-01-01", deadline(1, "days", "same_day"), "0001-01-02"),
    ],
)
def test_the_last_day_by_hand(start: str, norm: Norm, last: str) -> None:
    assert last_day(date.fromisoformat(start), norm) == date.fromisoformat(last)


@given(DATES, st.integers(0, 400))
def test_days_and_weeks_are_the_calendars(start: date, count: int) -> None:
    assert last_day(start, deadline(count, "days")) == start + timedelta(days=count)
    assert last_day(start, deadline(count, "weeks")) == last_day(start, deadline(7 * count, "days"))


@given(DATES, st.integers(0, 60))
def test_months_keep_the_date_or_take_the_last(start: date, count: int) -> None:
    last = last_day(start, deadline(count, "months"))
    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == count
    assert last.day == min(start.day, calendar.monthrange(last.year, last.month)[1])


@given(DATES, st.integers(1, 60))
def test_working_days_are_counted_one_by_one(start: date, count: int) -> None:
    norm = deadline(count, "working_days", closed=("2010-05-17",))
    assert norm.counting is not None
    last = last_day(start, norm)
    between = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    assert sum(is_working_day(each, norm.counting) for each in between) == count
    assert is_working_day(last, norm.counting)


@given(DATES, st.integers(0, 60), st.sampled_from(DEADLINE_UNITS), st.sampled_from(["next_day", "same_day"]))
def test_a_later_start_never_has_an_earlier_end(start: date, count: int, unit: str, counted: str) -> None:
    norm = deadline(count, unit, counted, "next_working_day")
    assert last_day(start, norm) <= last_day(start + timedelta(days=1), norm)
    assert last_day(start, norm) <= last_day(start, deadline(count + 1, unit, counted, "next_working_day"))


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        ("2024-03-01", "2024-03-22", True),
        ("2024-03-01", "2024-03-23", False),
        ("2024-03-01", "2024-02", True),
        ("2024-03-01", "2024-03", None),  # before the 22nd, or after it
        ("2024-03-01", "2024-04", False),
        ("2024-03", "2024-03-22", True),
        ("2024-03", "2024-03-23", None),
        ("2024-03", "2024-04-21", None),
        ("2024-03", "2024-04-22", False),
        ("2024", "2025-01-21", None),
        ("2024", "2026", False),
    ],
)
def test_a_date_that_is_too_coarse_decides_nothing(start: str, end: str, kept: bool | None) -> None:
    assert in_time(Day.read(start), Day.read(end), deadline(3, "weeks")) is kept


@pytest.mark.parametrize(
    ("start", "today", "late"),
    [
        ("2024-03-01", "2024-03-22", False),  # the last day is not over
        ("2024-03-01", "2024-03-23", True),
        ("2024-03", "2024-03-22", False),
        ("2024-03", "2024-03-23", None),
        ("2024-03-01", "2024-03", None),
    ],
)
def test_a_deadline_has_passed_the_day_after(start: str, today: str, late: bool | None) -> None:
    assert passed(Day.read(start), Day.read(today), deadline(3, "weeks")) is late


@given(DATES, DATES, st.integers(0, 60), st.sampled_from(DEADLINE_UNITS))
def test_whole_dates_always_decide(start: date, end: date, count: int, unit: str) -> None:
    norm = deadline(count, unit)
    first, last = Day.read(start.isoformat()), Day.read(end.isoformat())
    assert in_time(first, last, norm) is (end <= last_day(start, norm))
    assert passed(first, last, norm) is not in_time(first, last, norm)


@pytest.mark.parametrize(
    ("norm", "words"),
    [
        (deadline(3, "weeks"), "3 uker"),
        (deadline(1, "weeks"), "1 uke"),
        (deadline(1, "months"), "1 måned"),
        (deadline(0, "days"), "0 dager"),
        (deadline(10, "working_days"), "10 virkedager"),
    ],
)
def test_a_deadline_in_words(norm: Norm, words: str) -> None:
    assert in_words(norm) == words
