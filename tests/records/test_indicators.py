"""Indicators over record files through DuckDB: figures by hand, what is missing, and what is refused."""

import math
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from statistics import fmean, median
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.problems import AuditlibError
from auditlib.records import (
    Condition,
    Count,
    Mean,
    MissingShare,
    Quantile,
    RecordIndicator,
    RecordRow,
    RecordSource,
    Share,
    WithinDays,
    Year,
    measure_records,
)
from auditlib.stats import StatsError, clopper_pearson
from tests.records.nyby import CASES, SOURCE, Case, by_hand, unmarked, write_csv, write_parquet

GRANTED = Condition("status", "=", "innvilget")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_parquet(tmp_path / "cases.parquet", CASES)
    return tmp_path


def rows(
    folder: Path, measure: Any, where: tuple[Condition, ...] = (), groups: tuple[Any, ...] = ()
) -> list[RecordRow]:
    return list(measure_records(RecordIndicator("i", SOURCE, measure, where, groups), folder).rows)


def test_records_are_counted_by_group_with_the_missing_group_last(folder: Path) -> None:
    found = rows(folder, Count(), groups=("unit",))
    assert [(row.group, row.value) for row in found] == [(("Nyby",), 3), (("Storvik",), 1), ((None,), 2)]


def test_a_share_leaves_out_what_cannot_be_told(folder: Path) -> None:
    assert rows(folder, Share((GRANTED,))) == [RecordRow((), 6, 1, 3, 0.6)]


def test_several_conditions_must_all_hold(folder: Path) -> None:
    both = Share((GRANTED, Condition("urgent", "=", True)))
    # one is not granted whether urgent or not, so only the case without either is left out
    assert rows(folder, both) == [RecordRow((), 6, 1, 2, 0.4)]


def test_a_deadline_counts_calendar_days_and_leaves_out_open_and_impossible_cases(folder: Path) -> None:
    assert rows(folder, WithinDays("received", "decided", 31)) == [RecordRow((), 6, 3, 2, 2 / 3)]
    assert rows(folder, WithinDays("received", "decided", 30)) == [RecordRow((), 6, 3, 1, 1 / 3)]


def test_times_count_as_their_days(tmp_path: Path) -> None:
    late = Case("Nyby", datetime(2020, 1, 1, 23, 59), datetime(2020, 1, 2, 0, 1), "x", 1.0, 1, True)
    write_parquet(tmp_path / "cases.parquet", [late], times="TIMESTAMP")
    assert rows(tmp_path, WithinDays("received", "decided", 0))[0].count == 0
    assert rows(tmp_path, WithinDays("received", "decided", 1))[0].count == 1


def test_missing_values_and_marks_are_counted_as_missing(folder: Path) -> None:
    assert rows(folder, MissingShare("unit")) == [RecordRow((), 6, 0, 2, 2 / 6)]
    # one has no amount, and one that is not a number
    assert rows(folder, MissingShare("amount")) == [RecordRow((), 6, 0, 2, 2 / 6)]


def test_means_and_quantiles_are_those_of_the_values_that_are_there(folder: Path) -> None:
    there = [10.5, 2.25, 7.0, 8.0]
    assert rows(folder, Mean("amount")) == [RecordRow((), 6, 2, None, fmean(there))]
    assert rows(folder, Quantile("amount")) == [RecordRow((), 6, 2, None, median(there))]
    assert rows(folder, Quantile("staff", 0.75)) == [RecordRow((), 6, 1, None, 4.0)]


def test_nothing_to_tell_is_not_zero(folder: Path) -> None:
    nowhere = (Condition("unit", "=", "Ingensteds"),)
    assert rows(folder, Share((GRANTED,)), nowhere) == [RecordRow((), 0, 0, None, None)]
    assert rows(folder, Mean("amount"), nowhere) == [RecordRow((), 0, 0, None, None)]
    assert rows(folder, Count(), nowhere) == [RecordRow((), 0, 0, None, 0.0)]
    assert rows(folder, Count(), nowhere, ("unit",)) == []
    one = rows(folder, WithinDays("received", "decided", 31), (Condition("staff", "=", 4),))
    assert one == [RecordRow((), 1, 1, None, None)]


def test_no_records_at_all(tmp_path: Path) -> None:
    write_parquet(tmp_path / "cases.parquet", [])
    assert rows(tmp_path, Share((GRANTED,)), (GRANTED,)) == [RecordRow((), 0, 0, None, None)]
    write_csv(tmp_path / "cases.csv", [])
    source = RecordSource(("cases.csv",), {"staff": "number"})
    table = measure_records(RecordIndicator("i", source, Mean("staff")), tmp_path)
    assert table.rows == (RecordRow((), 0, 0, None, None),)


def test_records_that_cannot_be_told_to_belong_are_counted(folder: Path) -> None:
    table = measure_records(RecordIndicator("i", SOURCE, Count(), (Condition("staff", ">=", 3),)), folder)
    assert (table.rows[0].value, table.undecided) == (3, 1)
    two = (Condition("staff", ">=", 3), Condition("urgent", "=", True))
    # without staff but urgent: cannot be told; not urgent is out whatever the staff
    assert measure_records(RecordIndicator("i", SOURCE, Count(), two), folder).undecided == 2


@pytest.mark.parametrize(
    ("condition", "records"),
    [
        (Condition("staff", "!=", 1), 3),
        (Condition("staff", "<", 3.5), 3),
        (Condition("staff", "<=", 3), 3),
        (Condition("staff", ">", 4), 1),
        (Condition("staff", "in", (3, 4, 99)), 2),
        (Condition("staff", "not in", (3, 4)), 3),
        (Condition("received", ">=", "2021-01-01"), 2),
        (Condition("received", "<", date(2020, 1, 5)), 1),
        (Condition("urgent", "!=", True), 2),
        (Condition("unit", "is missing"), 2),
        (Condition("unit", "is given"), 4),
        (Condition("unit", "in", ("Nyby", "Nyby'; DROP TABLE cases; --")), 3),
        (Condition("status", "=", 'in"nvilget'), 0),
    ],
)
def test_every_operator(folder: Path, condition: Condition, records: int) -> None:
    assert rows(folder, Count(), (condition,))[0].value == records


def test_groups_may_be_years_and_several(folder: Path) -> None:
    table = measure_records(RecordIndicator("i", SOURCE, Count(), groups=(Year("received"), "urgent")), folder)
    assert table.groups == ("received (year)", "urgent")
    assert [row.group for row in table.rows] == [(2020, False), (2020, True), (2020, None), (2021, True), (None, False)]


def test_a_single_precision_number_is_compared_as_it_is(tmp_path: Path) -> None:
    """0.1 in single precision is a little more than 0.1."""
    write_parquet(tmp_path / "cases.parquet", [replace(CASES[0], amount=0.1)])
    assert rows(tmp_path, Count(), (Condition("amount", ">", 0.1),))[0].value == 1
    write_parquet(tmp_path / "cases.parquet", [replace(CASES[0], amount=0.1)], amount="DECIMAL(5, 2)")
    assert rows(tmp_path, Count(), (Condition("amount", "=", 0.1),))[0].value == 1


def test_the_interval_is_that_of_the_counts(folder: Path) -> None:
    share, mean = rows(folder, Share((GRANTED,)))[0], rows(folder, Mean("amount"))[0]
    assert share.interval(0.9) == clopper_pearson(3, 5, 0.9)
    with pytest.raises(StatsError, match="only shares have an interval"):
        mean.interval()
    with pytest.raises(StatsError, match="one record or more"):
        RecordRow((), 3, 3, None, None).interval()


def test_the_frame_keeps_what_is_missing(folder: Path) -> None:
    measure = WithinDays("received", "decided", 31)
    frame = measure_records(RecordIndicator("i", SOURCE, measure, groups=("unit",)), folder).frame()
    assert list(frame.columns) == ["unit", "records", "missing", "n", "count", "value"]
    assert frame["count"].isna().tolist() == [False, False, False]
    assert frame["unit"].isna().tolist() == [False, False, True]
    assert frame["n"].tolist() == [1, 1, 1]


OPTIONAL = {
    "unit": st.sampled_from(("Nyby", "Storvik", "..", "", None)),
    "status": st.sampled_from(("innvilget", "avslått", None)),
    "received": st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2021, 12, 31))),
    "decided": st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2021, 12, 31))),
    "amount": st.one_of(st.none(), st.integers(-99, 99).map(lambda each: each / 4)),
    "staff": st.one_of(st.none(), st.integers(0, 9)),
    "urgent": st.one_of(st.none(), st.booleans()),
}
CASE_LISTS = st.lists(st.builds(Case, **OPTIONAL), max_size=60)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CASE_LISTS, st.integers(0, 400), st.integers(0, 9))
def test_shares_are_those_of_plain_python(tmp_path: Path, cases: list[Case], days: int, least: int) -> None:
    write_parquet(tmp_path / "cases.parquet", cases)
    write_csv(tmp_path / "cases.csv", cases)
    measure, where = WithinDays("received", "decided", days), (Condition("staff", ">=", least),)

    def held(case: Case) -> bool | None:
        if case.received is None or case.decided is None or case.decided < case.received:
            return None
        return (case.decided - case.received).days <= days

    expected, undecided = by_hand(
        cases,
        lambda case: None if case.staff is None else case.staff >= least,
        lambda case: (unmarked(case.unit),),
        held,
    )
    text = RecordSource(("cases.csv",), {"received": "date", "decided": "date", "staff": "number"}, SOURCE.missing)
    for source in (SOURCE, text):
        table = measure_records(RecordIndicator("i", source, measure, where, ("unit",)), tmp_path)
        found = {row.group: (row.records, row.n, row.count or 0) for row in table.rows}
        assert (found, table.undecided) == (expected, undecided)
        assert [row.group for row in table.rows] == sorted(expected, key=lambda key: (key[0] is None, key[0] or ""))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CASE_LISTS, st.sampled_from((0.1, 0.25, 0.5, 0.9)))
def test_means_and_quantiles_are_those_of_plain_python(tmp_path: Path, cases: list[Case], at: float) -> None:
    write_parquet(tmp_path / "cases.parquet", cases)
    write_csv(tmp_path / "cases.csv", cases, ";", ",")
    there = sorted(case.amount for case in cases if case.amount is not None)
    place = at * (len(there) - 1)
    low, rest = (int(place), place - int(place)) if there else (0, 0.0)
    quantile = there[low] + rest * (there[min(low + 1, len(there) - 1)] - there[low]) if there else None
    text = RecordSource(("cases.csv",), {"amount": "number"}, SOURCE.missing, ";", ",")
    for source in (SOURCE, text):
        for measure, expected in (
            (Mean("amount"), fmean(there) if there else None),
            (Quantile("amount", at), quantile),
        ):
            (row,) = measure_records(RecordIndicator("i", source, measure), tmp_path).rows
            assert (row.records, row.n) == (len(cases), len(there))
            assert row.value == (None if expected is None else pytest.approx(expected, rel=1e-11, abs=1e-11))


def test_several_files_are_one_source(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a [1].parquet", CASES[:2])
    write_parquet(tmp_path / "b.parquet", CASES[2:])
    write_parquet(tmp_path / "a 1.parquet", CASES)  # what the brackets would stand for in a pattern
    source = RecordSource(("a [1].parquet", "b.parquet"), missing=SOURCE.missing)
    assert measure_records(RecordIndicator("i", source, Count()), tmp_path).rows[0].value == 6


# --- what is refused ---


def refused(folder: Path, **changed: Any) -> str:
    parts = {"id": "i", "source": SOURCE, "measure": Count(), **changed}
    with pytest.raises(AuditlibError) as raised:
        measure_records(RecordIndicator(**parts), folder)
    assert isinstance(raised.value, StatsError)
    return str(raised.value)


def test_columns_and_values_that_do_not_go_together(folder: Path) -> None:
    where = [
        (Condition("statsu", "=", "x"), "where[0].column = 'statsu'", "did you mean status?"),
        (Condition("staff", "=", "x"), "where[0].value = 'x'", "a number"),
        (Condition("staff", "=", True), "where[0].value = True", "a number"),
        (Condition("status", "=", 3), "where[0].value = 3", "a text"),
        (Condition("status", "<", "x"), "where[0].operator = '<'", "=, !=, in, not in"),
        (Condition("received", "<", "1. mai 2020"), "where[0].value = '1. mai 2020'", "2010-06-30"),
        (Condition("urgent", "=", "true"), "where[0].value = 'true'", "true or false"),
    ]
    for condition, said, allowed in where:
        message = refused(folder, where=(condition,))
        assert said in message
        assert allowed in message
    assert "a column of numbers, not VARCHAR; declare it" in refused(folder, measure=Mean("status"))
    assert "a column of dates, not INTEGER" in refused(folder, measure=WithinDays("staff", "decided", 3))
    assert "a column of dates" in refused(folder, groups=(Year("unit"),))
    assert "whole numbers" in refused(folder, groups=("amount",))
    assert "groups[0] = 'by'" in refused(folder, groups=("by",))
    declared = RecordSource(SOURCE.files, {"staff": "date"})
    assert "source.columns[staff] = 'date' is not allowed: number (INTEGER)" in refused(folder, source=declared)
    gone = RecordSource(SOURCE.files, {"antall": "number"})
    assert "source.columns[antall]" in refused(folder, source=gone)


def test_a_type_that_cannot_be_used_is_only_refused_when_it_is_used(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.sql("SELECT 1 AS a, [1, 2] AS b").write_parquet(str(tmp_path / "cases.parquet"))
    assert rows(tmp_path, Count(), groups=("a",))[0].value == 1
    assert "not INTEGER[]" in refused(tmp_path, groups=("b",))


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    def said(*files: str, **options: Any) -> str:
        return refused(tmp_path, source=RecordSource(files, **options))

    assert "source.files[0] = 'gone.parquet' is not allowed: a file that is there" in said("gone.parquet")
    assert "a file that is there" in said(".")
    (tmp_path / "empty.csv").touch()
    assert "a file that is not empty" in said("empty.csv")
    (tmp_path / "a.xlsx").write_text("x")
    assert "ends with .parquet" in said("a.xlsx")
    (tmp_path / "wrong.parquet").write_text("a,b\n1,2\n")
    assert "files that can be read" in said("wrong.parquet")
    (tmp_path / "latin.csv").write_bytes("enhet,antall\nRødby,1\n".encode("latin-1"))
    assert "utf-8" in said("latin.csv")
    (tmp_path / "heading.csv").write_bytes("kjønn,antall\nx,1\n".encode("latin-1"))
    assert "CSV in UTF-8; its heading cannot be read" in said("heading.csv")
    (tmp_path / "ragged.csv").write_text("a,b\n1,2\n3\n")
    message = said("ragged.csv")
    assert "Line: 3" in message
    assert str(tmp_path) not in message
    (tmp_path / "twice.csv").write_text("a,A\n1,2\n")
    assert "names each column once" in said("twice.csv")
    (tmp_path / "unnamed.csv").write_text("a,\n1,2\n")
    assert "names every column" in said("unnamed.csv")
    (tmp_path / "quote.csv").write_text('a,b\n1,"2\n3,4\n')
    assert "Line: 2" in said("quote.csv")
    (tmp_path / "other.csv").write_text("b,a\n1,2\n")
    (tmp_path / "first.csv").write_text("a,b\n1,2\n")
    assert "the columns of the first file" in said("first.csv", "other.csv")
    assert "each file once" in said("first.csv", "./first.csv")
    write_parquet(tmp_path / "cases.parquet", CASES)
    assert "all Parquet or all CSV" in said("first.csv", "cases.parquet")
    write_parquet(tmp_path / "doubles.parquet", CASES, amount="DOUBLE")
    assert "('amount', 'DOUBLE')" in said("cases.parquet", "doubles.parquet")


@pytest.mark.parametrize("text", ["12a", "1 234", "1,5", "1e5", "inf", "nan", "-", "0x10", "1\n"])
def test_texts_that_are_no_numbers_are_said_and_never_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "cases.csv").write_text(f'unit,staff\nNyby,1\nNyby,"{text}"\n', encoding="utf-8")
    source = RecordSource(("cases.csv",), {"staff": "number"})
    message = refused(tmp_path, source=source, measure=Mean("staff"))
    assert f"column staff = {text!r}" in message
    assert "(1 records hold other texts)" in message
    marked = replace(source, missing=("", text))
    assert measure_records(RecordIndicator("i", marked, Mean("staff")), tmp_path).rows[0].missing == 1


@pytest.mark.parametrize("text", ["2020-02-30", "01.02.2020", "2020", "2020-1-1"])
def test_texts_that_are_no_dates_are_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "cases.csv").write_text(f"unit,received\nNyby,2020-01-01\nNyby,{text}\n", encoding="utf-8")
    source = RecordSource(("cases.csv",), {"received": "date"})
    assert f"column received = {text!r}" in refused(tmp_path, source=source, groups=(Year("received"),))


@pytest.mark.parametrize(
    ("memory", "threads", "said"),
    [("lots", None, "a size such as 800MB"), ("0MB", None, "a size such as"), ("1GB", 0, "threads = 0")],
)
def test_limits_are_checked(folder: Path, memory: str, threads: int | None, said: str) -> None:
    with pytest.raises(StatsError, match="is not allowed") as raised:
        measure_records(RecordIndicator("i", SOURCE, Count()), folder, memory=memory, threads=threads)
    assert said in str(raised.value)


def test_too_many_groups_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditlib.records.duck.MOST_GROUPS", 3)
    assert "at most 3 groups" in refused(folder, groups=("staff",))
    assert len(rows(folder, Count(), groups=("unit",))) == 3


def test_a_sum_too_large_is_refused(tmp_path: Path) -> None:
    write_parquet(tmp_path / "cases.parquet", [replace(CASES[0], amount=1.7e308)] * 2, amount="DOUBLE")
    assert "the computer can hold" in refused(tmp_path, measure=Mean("amount"))
    assert rows(tmp_path, Quantile("amount"))[0].value == pytest.approx(1.7e308)


def test_an_infinite_number_is_no_number(tmp_path: Path) -> None:
    write_parquet(tmp_path / "cases.parquet", [replace(CASES[0], amount=math.inf), CASES[0]])
    assert rows(tmp_path, Mean("amount")) == [RecordRow((), 2, 1, None, 10.5)]


def test_nothing_is_left_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    rows(folder, Quantile("amount"), groups=("unit",))
    assert [each.name for each in folder.iterdir()] == ["cases.parquet"]
