"""The same indicator through Ibis gives the same table: on DuckDB always, on Spark where pyspark is installed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import ibis
import pytest

from auditlib.records import (
    Condition,
    Count,
    Mean,
    MissingShare,
    Quantile,
    RecordIndicator,
    RecordSource,
    Share,
    WithinDays,
    Year,
    measure_records,
    measure_table,
)
from auditlib.stats import StatsError
from tests.records.nyby import CASES, MARKS, SOURCE, write_csv, write_parquet

# Ibis 12 on DuckDB 2
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

TEXT = RecordSource(
    ("cases.csv",), {"received": "date", "decided": "date", "staff": "number", "amount": "number"}, MARKS, ";", ","
)
MEASURES = (
    Count(),
    Share((Condition("status", "=", "innvilget"), Condition("staff", "<=", 3))),
    WithinDays("received", "decided", 31),
    MissingShare("amount"),
    Mean("amount"),
    Quantile("amount"),
    Quantile("staff", 0.9),
)
WHERES = (
    (),
    (Condition("status", "in", ("innvilget", "avslått")), Condition("received", "<", "2021-06-01")),
    (Condition("staff", "not in", (1, 2)), Condition("unit", "is given")),
    (Condition("status", "!=", "innvilget"), Condition("amount", ">", 2.5)),
    (Condition("unit", "=", "Ingensteds"),),
)
GROUPS: tuple[tuple[Any, ...], ...] = ((), ("unit",), (Year("received"), "status"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_parquet(tmp_path / "cases.parquet", CASES)
    write_csv(tmp_path / "cases.csv", CASES, ";", ",")
    return tmp_path


@pytest.fixture
def tables(folder: Path) -> Iterator[dict[RecordSource, Any]]:
    connection = ibis.duckdb.connect()
    with closing(connection.con):
        text = connection.read_csv(folder / "cases.csv", all_varchar=True, delim=";", header=True)
        yield {SOURCE.files: connection.read_parquet(folder / "cases.parquet"), TEXT.files: text}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("source", [SOURCE, TEXT], ids=["parquet", "csv"])
def test_duckdb_through_ibis_gives_the_same_table(
    folder: Path, tables: dict[Any, Any], source: RecordSource, measure: Any
) -> None:
    for where in WHERES:
        for groups in GROUPS:
            indicator = RecordIndicator("i", source, measure, where, groups)
            assert measure_table(indicator, tables[source.files]) == measure_records(indicator, folder)


def test_texts_that_cannot_be_read_are_said_the_same_way(folder: Path, tables: dict[Any, Any]) -> None:
    (folder / "cases.csv").write_text("unit;staff\nNyby;1\nNyby;mange\nNyby;noen\n", encoding="utf-8")
    source = RecordSource(("cases.csv",), {"staff": "number"}, delimiter=";")
    indicator, said = RecordIndicator("i", source, Mean("staff"), (Condition("staff", ">", 0),)), []
    connection = ibis.duckdb.connect()
    with closing(connection.con):
        table = connection.read_csv(folder / "cases.csv", all_varchar=True, delim=";", header=True)
        for find in (lambda: measure_records(indicator, folder), lambda: measure_table(indicator, table)):
            with pytest.raises(StatsError, match="column staff = 'mange' is not allowed") as raised:
                find()
            said.append(str(raised.value))
    assert said[0] == said[1]


def test_bad_input_is_said(folder: Path, tables: dict[Any, Any]) -> None:
    table = tables[SOURCE.files]
    with pytest.raises(StatsError, match="a table of Ibis"):
        measure_table(RecordIndicator("i", SOURCE, Count()), "cases")
    with pytest.raises(StatsError, match="did you mean status"):
        measure_table(RecordIndicator("i", SOURCE, MissingShare("statsu")), table)
    with pytest.raises(StatsError, match="a column of dates, not int32"):
        measure_table(RecordIndicator("i", SOURCE, WithinDays("staff", "decided", 3)), table)
    zoned = table.mutate(at=table.received.cast("timestamp('UTC')"))
    with pytest.raises(StatsError, match=r"not timestamp\('UTC'\)"):
        measure_table(RecordIndicator("i", SOURCE, Count(), groups=("at",)), zoned)


def test_without_ibis_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(StatsError, match=r"pip install 'auditlib\[cluster\]'"):
        measure_table(RecordIndicator("i", SOURCE, Count()), None)


def test_records_without_ibis_need_nothing_of_it() -> None:
    script = "import sys, auditlib.records; assert not {'ibis', 'pandas'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.slow
def test_spark_gives_the_same_table(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="Spark is in the extra `cluster`, which the lock leaves out; it needs Java")
    done = subprocess.run(
        [sys.executable, "-m", "tests.records.spark", str(folder)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout.split()[-1]) == 2 * len(MEASURES) * len(WHERES)
