"""Gaps in running numbers and in time series, with declared exceptions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import NotTested, NumberGaps, PeriodGaps, StatsError, key_gaps, number_gaps, period_gaps
from auditlib.stats.reliability.periods import Calendar, read_period


def test_numbers_that_are_missing_declared_and_repeated() -> None:
    found = number_gaps([1, 2, 3, 5, 8, 8, 9, None, 12], declared={6: "feilregistrert", 3: "finnes"})
    assert isinstance(found, NumberGaps)
    assert found.missing == ((4, 4), (7, 7), (10, 11))
    assert (found.first, found.last, found.n, found.missing_count) == (1, 12, 7, 4)
    assert (found.declared, found.repeated) == (((6, "feilregistrert"),), (8,))
    assert found.places == ("4", "7", "10–11")
    assert found.explain().sentence == (
        "Fra 1 til 12 mangler 4 av 12 numre uten oppgitt grunn (4, 7, 10–11). Med oppgitt grunn mangler "
        "6 (feilregistrert). Brukt flere ganger: 8."
    )


@given(st.sets(st.integers(0, 60), min_size=3), st.sets(st.integers(0, 60)))
def test_every_number_is_there_missing_or_declared(present: set[int], stated: set[int]) -> None:
    found = number_gaps(sorted(present), first=0, last=60, declared=dict.fromkeys(stated, "grunn"))
    assert isinstance(found, NumberGaps)
    missing = {number for low, high in found.missing for number in range(low, high + 1)}
    declared = {number for number, _ in found.declared}
    assert missing == set(range(61)) - present - stated
    assert declared == stated - present
    assert len(missing) == found.missing_count
    assert found.flagged == bool(missing)


def test_a_wide_series_is_not_counted_out() -> None:
    found = number_gaps([1, 2, 3], first=1, last=10**15)
    assert isinstance(found, NumberGaps)
    assert found.missing == ((4, 10**15),)


def test_numbers_that_are_no_running_series() -> None:
    assert number_gaps([10, 200, 3000]) == NotTested("number_gaps", "not_running", around=("10–3000",))
    assert number_gaps([1, 2]) == NotTested("number_gaps", "too_few", 2, 3)
    assert isinstance(number_gaps([1, 2], first=1, last=2), NumberGaps)


@pytest.mark.parametrize(
    "stated",
    [{"first": 3}, {"last": 3}, {"declared": {9: "utenfor"}}, {"first": 6, "last": 5}, {"first": -1}],
)
def test_ends_that_do_not_fit(stated: dict[str, object]) -> None:
    with pytest.raises(StatsError):
        number_gaps([2, 3, 4, 5], **stated)  # type: ignore[arg-type]


@pytest.mark.parametrize("numbers", [[], ["4"], [1.5], [-1, 2, 3], [math.nan, 1, 2], [True, 1, 2]])
def test_bad_numbers(numbers: list[object]) -> None:
    with pytest.raises(StatsError):
        number_gaps(numbers)  # type: ignore[arg-type]


def test_case_numbers_are_parted_by_what_does_not_run() -> None:
    keys = ["2010/1", "2010/2", "2010/4", "2011/001", "2011/002", "2011/003", None, " "]
    first, second = key_gaps(keys, declared={"2010/3": "slått sammen"})
    assert isinstance(first, NumberGaps)
    assert isinstance(second, NumberGaps)
    assert (first.prefix, first.missing, first.declared) == ("2010/", (), ((3, "slått sammen"),))
    assert (second.prefix, second.flagged) == ("2011/", False)
    (turned,) = key_gaps(["1/10", "2/10", "4/10", "5/10"])
    assert isinstance(turned, NumberGaps)
    assert (turned.suffix, turned.places) == ("/10", ("3/10",))


def test_keys_without_numbers() -> None:
    assert key_gaps(["a", "b1"]) == (NotTested("number_gaps", "not_running", around=("a",)),)
    assert key_gaps([None]) == (NotTested("number_gaps", "not_running"),)
    with pytest.raises(StatsError, match="declared"):
        key_gaps(["2010/1", "2010/2", "2010/3"], declared={"2009/7": "borte"})
    with pytest.raises(StatsError, match="keys"):
        key_gaps([])


# --- periods ---


@pytest.mark.parametrize(
    ("label", "calendar", "number"),
    [
        ("2010", Calendar("year"), 2010),
        ("2010/11", Calendar("split year", "short"), 2010),
        ("1999/2000", Calendar("split year", "long"), 1999),
        ("1999/00", Calendar("split year", "short"), 1999),
        ("2010K1", Calendar("quarter", "K"), 8040),
        ("2010-Q4", Calendar("quarter", "-Q"), 8043),
        ("2010-01", Calendar("month", "-"), 24120),
        ("2010M12", Calendar("month", "M"), 24131),
    ],
)
def test_periods_are_read_and_written(label: str, calendar: Calendar, number: int) -> None:
    assert read_period(label) == (calendar, number)
    assert calendar.label(number) == label
    assert read_period(calendar.example) == (calendar, calendar.number(calendar.example))


@pytest.mark.parametrize("label", ["2010-13", "2010/12", "2010K5", "10", "2010 ny", "", "2010-1", "²010"])
def test_what_is_no_period(label: str) -> None:
    assert read_period(label) is None


@given(st.sampled_from(["year", "split year", "quarter", "month"]), st.integers(1900, 2090), st.data())
def test_periods_left_out_are_the_ones_missing(kind: str, year: int, data: st.DataObject) -> None:
    mark = {"year": "", "split year": "short", "quarter": "K", "month": "-"}[kind]
    calendar = Calendar(kind, mark)  # type: ignore[arg-type]
    start = calendar.number(calendar.label(year * {"year": 1, "split year": 1, "quarter": 4, "month": 12}[kind]))
    assert start is not None
    gone = data.draw(st.sets(st.integers(1, 18)))
    every = [calendar.label(start + step) for step in range(20)]
    found = period_gaps([label for step, label in enumerate(every) if step not in gone])
    assert isinstance(found, PeriodGaps)
    assert found.missing == tuple(every[step] for step in sorted(gone))
    assert found.places == found.missing


def test_missing_declared_repeated_and_out_of_order() -> None:
    found = period_gaps([2001, 2002, 2004, 2004, 2003, 2008], declared={2005: "omlegging"})
    assert isinstance(found, PeriodGaps)
    assert (found.missing, found.declared) == (("2006", "2007"), (("2005", "omlegging"),))
    assert (found.repeated, found.unordered) == (("2004",), ("2003",))
    assert found.explain().sentence == (
        "Fra 2001 til 2008 mangler 2 av 8 perioder uten oppgitt grunn (2006, 2007). Med oppgitt grunn mangler "
        "2005 (omlegging). Flere ganger står 2004. Ikke i rekkefølge: 2003."
    )


def test_a_series_may_be_stated_to_end_later() -> None:
    found = period_gaps(["2010-01", "2010-02", "2010-04"], last="2010-06")
    assert isinstance(found, PeriodGaps)
    assert found.missing == ("2010-03", "2010-05", "2010-06")


def test_labels_that_are_no_periods() -> None:
    assert period_gaps(["nord", "sør"]) == NotTested("period_gaps", "no_periods", around=("nord", "sør"))
    assert period_gaps([2010, "2010K1"]) == NotTested("period_gaps", "no_periods", around=("2010K1",))


@pytest.mark.parametrize(
    ("labels", "stated"),
    [
        ([], {}),
        ([" "], {}),
        ([2010.5], {}),
        ([2010, 2012], {"declared": {"2011K1": "x"}}),
        ([2010, 2012], {"declared": {2013: "x"}}),
        ([2010, 2012], {"first": 2011}),
        ([2010, 2012], {"last": "2014-01"}),
    ],
)
def test_bad_periods(labels: list[object], stated: dict[str, object]) -> None:
    with pytest.raises(StatsError):
        period_gaps(labels, **stated)  # type: ignore[arg-type]
