"""Dates to the day, the month or the year, and periods that may be open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.dates import Day, Period

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


def period(start: str, end: str = "open") -> Period:
    return Period(Day.read(start), None if end == "open" else Day.read(end))


PERIODS = st.lists(DAYS, min_size=1, max_size=2).map(lambda days: period(*sorted(days)))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-05-12", date(2024, 5, 12), date(2024, 5, 12)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_day_is_as_precise_as_it_is_written(text: str, first: date, last: date) -> None:
    day = Day.read(text)
    assert (str(day), day.first, day.last) == (text, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29", "2024-13", "2024-13-01", "2024-04-31", "2024-00", "2024-00-12", "2024-05-00", "0000",
        "12.05.2024", "2024-5-1", "24", "2024-05-12T10:00", " 2024", "2024\n", "mai 2024", "open", "", "٢٠٢٤",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Day.read(text)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2024-05-12", "2024-05-13", True),
        ("2024-05-12", "2024-05-12", False),
        ("2024", "2024-05-12", False),
        ("2024-05-12", "2024", False),
        ("2023", "2024-01-01", True),
        ("2024-04", "2024-05", True),
        ("2024-05", "2024-05-31", False),
    ],
)
def test_before_is_said_only_when_it_is_certain(one: str, other: str, before: bool) -> None:
    assert Day.read(one).certainly_before(Day.read(other)) is before


@pytest.mark.parametrize(
    ("text", "words"),
    [("2024-05-12", "12. mai 2024"), ("2009-07-01", "1. juli 2009"), ("2024-12", "desember 2024"), ("2024", "2024")],
)
def test_days_in_words(text: str, words: str) -> None:
    assert Day.read(text).in_words() == words


def test_periods_in_words() -> None:
    assert period("2009-07-01").in_words() == "fra 1. juli 2009"
    assert period("2023-01-01", "2023-12").in_words() == "1. januar 2023 til desember 2023"
    assert [str(period("2009")), str(period("2009", "2010-01"))] == ["2009 to open", "2009 to 2010-01"]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (("2020", "2022"), ("2021", "2023"), "2021 to 2022"),
        (("2020", "2021-06-30"), ("2021-07-01", "2023"), None),
        (("2020", "2021-07-01"), ("2021-07-01", "2023"), "2021-07-01 to 2021-07-01"),
        (("2020",), ("2021", "2023"), "2021 to 2023"),
        (("2020",), ("2021",), "2021 to open"),
        (("2024",), ("2021", "2023"), None),
        (("2020", "2021"), ("2021-07-01",), "2021-07-01 to 2021"),
    ],
)
def test_overlap_is_the_days_both_have(one: tuple[str, ...], other: tuple[str, ...], both: str | None) -> None:
    found = period(*one).overlap(period(*other))
    assert (str(found) if found else None) == both


@pytest.mark.parametrize(
    ("outer", "inner", "covers"),
    [
        (("2020",), ("2020-01-01",), True),
        (("2020", "2023"), ("2021", "2022"), True),
        (("2020", "2023"), ("2020-01-01", "2023-12-31"), True),
        (("2020", "2023-12-30"), ("2020", "2023"), False),
        (("2020-01-02",), ("2020", "2021"), False),
        (("2020", "2023"), ("2021",), False),
    ],
)
def test_covering_takes_the_whole_period(outer: tuple[str, ...], inner: tuple[str, ...], covers: bool) -> None:
    assert period(*outer).covers(period(*inner)) is covers


@given(DAYS)
def test_a_day_keeps_its_text(text: str) -> None:
    day = Day.read(text)
    assert str(day) == text
    assert day.first <= day.last


@given(PERIODS, PERIODS)
def test_overlap_is_the_same_both_ways_and_within_both(one: Period, other: Period) -> None:
    both = one.overlap(other)
    assert (both is None) == (other.overlap(one) is None)
    if both:
        assert one.covers(both)
        assert other.covers(both)


@given(PERIODS, PERIODS)
def test_what_covers_a_period_overlaps_with_it(one: Period, other: Period) -> None:
    assert one.covers(one)
    if one.covers(other):
        assert one.overlap(other) is not None
