"""Records of made-up municipalities, as files and as what plain Python finds in them."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from auditlib.records import RecordSource

MARKS = ("", "..", ":")


@dataclass(frozen=True)
class Case:
    """One record; None where the register has nothing."""

    unit: str | None
    received: date | None
    decided: date | None
    status: str | None
    amount: float | None
    staff: int | None
    urgent: bool | None


NAMES = tuple(each.name for each in fields(Case))
CASES = (
    Case("Nyby", date(2020, 1, 1), date(2020, 2, 1), "innvilget", 10.5, 3, True),
    Case("Nyby", date(2020, 1, 5), None, "avslått", None, 4, False),
    Case("Nyby", date(2020, 3, 1), date(2020, 2, 1), None, math.nan, 5, None),
    Case("Storvik", date(2021, 1, 1), date(2021, 1, 10), "innvilget", 2.25, None, True),
    Case("..", date(2021, 1, 1), date(2021, 12, 10), "henlagt", 7.0, 1, True),
    Case(None, None, date(2021, 12, 10), "innvilget", 8.0, 1, False),
)
SOURCE = RecordSource(("cases.parquet",), missing=MARKS)


def write_parquet(path: Path, cases: Sequence[Case], amount: str = "FLOAT", times: str = "DATE") -> None:
    """Write cases as Parquet; `amount` and `times` are the types of those columns."""
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE cases (unit VARCHAR, received {times}, decided {times}, status VARCHAR, amount {amount}, "
            "staff INTEGER, urgent BOOLEAN)"
        )
        if cases:
            connection.executemany(
                "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?)",
                [[getattr(case, name) for name in NAMES] for case in cases],
            )
        connection.table("cases").write_parquet(str(path))


def write_csv(path: Path, cases: Sequence[Case], delimiter: str = ",", decimal: str = ".") -> None:
    """Write cases as CSV, with nothing where nothing is."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(NAMES)
        for case in cases:
            amount = "" if case.amount is None or math.isnan(case.amount) else f"{case.amount:.10f}"
            row = [getattr(case, name) for name in NAMES]
            writer.writerow(
                ["" if each is None else each for each in row[:4]] + [amount.replace(".", decimal), *row[5:]]
            )


def by_hand(
    cases: Sequence[Case],
    where: Callable[[Case], bool | None],
    key: Callable[[Case], tuple[Any, ...]],
    held: Callable[[Case], bool | None],
) -> tuple[dict[tuple[Any, ...], tuple[int, int, int]], int]:
    """Count records, those that can be told and those that hold, by group, and the undecided."""
    found: dict[tuple[Any, ...], tuple[int, int, int]] = {}
    for case in cases:
        if where(case):
            records, told, holding = found.get(key(case), (0, 0, 0))
            answer = held(case)
            found[key(case)] = records + 1, told + (answer is not None), holding + (answer is True)
    return found, sum(where(case) is None for case in cases)


def unmarked(text: str | None) -> str | None:
    """Give a text unless it is one of the marks."""
    return None if text in MARKS else text
