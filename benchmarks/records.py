"""What does an indicator cost over the bare DuckDB query, on 50 million records? `python -m benchmarks.records`."""

from __future__ import annotations

import json
import math
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import duckdb

from auditlib.records import Condition, Mean, Quantile, RecordIndicator, RecordSource, Share, WithinDays, Year
from benchmarks.asked import is_quick
from benchmarks.printing import print_table

_ROOT = Path(__file__).parents[1]
_FULL, _QUICK = 50_000_000, 2_000_000
_ROUNDS = 7
_NEEDED = 4 * 2**30
_FILE = "cases.parquet"
_SETTINGS: dict[str, Any] = {"memory_limit": "1800MB", "preserve_insertion_order": "false"}
_DECIDED = ("innvilget", "avslått")
_SOURCE = RecordSource((_FILE,), missing=("", "..", ":"))
_CASES: dict[str, tuple[RecordIndicator, str]] = {
    "share within 90 days, by unit, of decided cases": (
        RecordIndicator(
            "days", _SOURCE, WithinDays("received", "decided", 90), (Condition("status", "in", _DECIDED),), ("unit",)
        ),
        "SELECT unit, count(*), avg(CAST(decided - received <= 90 AS INTEGER)) FROM cases "
        "WHERE status IN ('innvilget', 'avslått') GROUP BY unit",
    ),
    "share granted, by unit and year": (
        RecordIndicator(
            "granted", _SOURCE, Share((Condition("status", "=", "innvilget"),)), (), ("unit", Year("received"))
        ),
        "SELECT unit, year(received) AS year, count(*), avg(CAST(status = 'innvilget' AS INTEGER)) FROM cases "
        "GROUP BY unit, year",
    ),
    "mean, by unit": (
        RecordIndicator("mean", _SOURCE, Mean("amount"), groups=("unit",)),
        "SELECT unit, count(*), avg(amount) FROM cases GROUP BY unit",
    ),
    "median, by unit": (
        RecordIndicator("median", _SOURCE, Quantile("amount"), groups=("unit",)),
        "SELECT unit, count(*), median(amount) FROM cases GROUP BY unit",
    ),
    "median of all": (
        RecordIndicator("all", _SOURCE, Quantile("amount")),
        "SELECT count(*), median(amount) FROM cases",
    ),
}


_FILES = "all of it through an audit's files"
_AUDIT = "nyby-2024"
# the same checks and figures written by hand: the key, three reviews and two counts
_BARE_FILES = (
    "SELECT 'key', count(id), count(DISTINCT id) FROM cases",
    "SELECT 'a1', count(status), avg(CAST(status = 'innvilget' AS INTEGER)) FROM cases",
    "SELECT 'a2', count(decided - received), avg(CAST(decided - received <= 21 AS INTEGER)) FROM cases",
    "SELECT 'a3', count(amount), avg(CAST(amount <= 84 AS INTEGER)) FROM cases",
    "SELECT 'M90 ' || status, sum(count(*)) OVER (), count(*) FROM cases GROUP BY status",
    "SELECT 'M91', count(unit), count(DISTINCT unit) FROM cases",
)
_PACKAGE = """
  - name: alle
    title: Alle saker
    path: cases.parquet
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {name: id, type: integer}
        - {name: unit, type: string}
        - {name: received, type: date}
        - {name: decided, type: date}
        - {name: status, type: string}
        - {name: amount, type: number, unit: dager}
      primaryKey: id
"""
_REVIEW = """
  - id: G9
    title: Alle saker
    table: alle
    unit: {one: sak, many: saker}
    key: id
    population: {description: alle saker, size: SIZE}
    drawn: {method: all}
    attributes:
      - {id: a1, title: innvilget, topic: nettsider, column: status, meets: [innvilget],
         deviates: [avslått, trukket, henlagt]}
      - {id: a2, title: avgjort i tide, criterion: K2, from: received, to: decided}
      - {id: a3, title: under grensen, criterion: K1, column: amount}
"""
_INDICATORS = """
  - {id: M90, title: Etter status, topic: nettsider, table: alle, test: cases_by, parameters: {column: status}}
  - {id: M91, title: Etter enhet, topic: nettsider, table: alle, test: cases_by, parameters: {column: unit}}
"""


def main(quick: bool = False) -> None:
    """Make the records, measure each indicator and its bare query in turn, and delete the records again."""
    records = _QUICK if quick else _FULL
    with TemporaryDirectory(prefix="auditlib-benchmark-") as folder:
        if shutil.disk_usage(folder).free < _NEEDED:
            print(f"\nNo records measured: fewer than {_NEEDED >> 30} GiB are free for them")
            return
        path = Path(folder, _FILE)
        generate(path, records)
        size = path.stat().st_size / 2**20
        write_audit(Path(folder), records)
        rows = [_measured(name, folder) for name in (*_CASES, _FILES)]
    print_table(
        f"Indicators over {records:,} records ({size:,.0f} MiB of Parquet), the quickest of {_ROUNDS} runs in turn, "
        "each a process of its own; at most 1.5 times and 2,048 MiB",
        ("indicator", "bare query s", "auditlib s", "auditlib / bare", "of processor s", "bare MiB", "auditlib MiB"),
        rows,
    )


def generate(path: Path, records: int) -> None:
    """Write records of made-up cases in 350 units; the same number gives the same records."""
    with duckdb.connect(config=_SETTINGS) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(
            f"""
            COPY (
                SELECT i AS id, 'enhet ' || (h % 350) AS unit, DATE '2015-01-01' + day AS received,
                    CASE WHEN (h // 11) % 50 > 0 THEN DATE '2015-01-01' + day + CAST((h // 13) % 120 AS INTEGER) END
                        AS decided,
                    ['innvilget', 'avslått', 'trukket', 'henlagt'][1 + CAST((h // 17) % 4 AS INTEGER)] AS status,
                    CASE WHEN (h // 19) % 100 > 0 THEN CAST((h // 23) % 1000000 / 100.0 AS FLOAT) END AS amount,
                FROM (SELECT i, hash(i) AS h, CAST((hash(i) // 7) % 1826 AS INTEGER) AS day FROM range({records}) t(i))
            ) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
            """
        )


def write_audit(folder: Path, records: int) -> None:
    """Write the worked example with the records of a folder as one more table, a review of them, and two counts."""
    shutil.copytree(_ROOT / "auditlib" / "templates" / "workspace", folder / "workspace")
    statistics = folder / "workspace" / "statistics" / _AUDIT
    os.link(folder / _FILE, statistics / _FILE)
    more = {"datapackage": _PACKAGE, "reviews": _REVIEW.replace("SIZE", str(records)), "indicators": _INDICATORS}
    for name, text in more.items():
        with (statistics / f"{name}.yaml").open("a", encoding="utf-8") as file:
            file.write(text)


def _measured(name: str, folder: str) -> tuple[object, ...]:
    """Run the indicator and the bare query in turn; both must give the same figures."""
    runs: dict[str, list[dict[str, Any]]] = {"bare": [], "auditlib": []}
    for _ in range(_ROUNDS):
        for way, found in runs.items():
            command = [sys.executable, "-m", "benchmarks.records", way, name, folder]
            done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(done.stderr)
            found.append(json.loads(done.stdout))
    if not _same(runs["bare"][0]["figures"], runs["auditlib"][0]["figures"]):
        raise RuntimeError(f"{name}: not what the bare query finds")
    # what else the machine does can only add to the time
    bare, ours = (min(run["seconds"] for run in each) for each in runs.values())
    bare_processor, our_processor = (median(run["processor"] for run in each) for each in runs.values())
    peaks = [f"{max(run['mib'] for run in each):.0f}" for each in runs.values()]
    return name, f"{bare:.2f}", f"{ours:.2f}", f"{ours / bare:.2f}", f"{our_processor / bare_processor:.2f}", *peaks


def _same(bare: list[list[Any]], ours: list[list[Any]]) -> bool:
    """Say whether keys and records are equal, and figures nearly: the bare query keeps single precision."""
    return len(bare) == len(ours) and all(
        a[:-1] == b[:-1] and math.isclose(a[-1], b[-1], rel_tol=1e-6) for a, b in zip(bare, ours, strict=True)
    )


def run_one(way: str, name: str, folder: str) -> dict[str, object]:
    """Find one indicator in this process, one way; give seconds, the most memory held and the figures."""
    from auditlib.records import measure_records
    from auditlib.workbench import check

    if name == _FILES:
        start, used = perf_counter(), process_time()
        found = _bare_files(folder) if way == "bare" else _through_files(check(_AUDIT, Path(folder, "workspace"))[0])
        return _told(start, used, found)
    indicator, query = _CASES[name]
    start, used = perf_counter(), process_time()
    if way == "bare":
        with duckdb.connect(config=_SETTINGS) as connection:
            path = Path(folder, _FILE)
            found = connection.execute(query.replace("FROM cases", f"FROM '{path}'")).fetchall()
    else:
        rows = measure_records(indicator, folder).rows
        found = [(*row.group, row.records, row.value) for row in rows]
    return _told(start, used, found)


def _bare_files(folder: str) -> list[tuple[Any, ...]]:
    """Find what the audit's files ask for with queries written by hand."""
    with duckdb.connect(config={**_SETTINGS, "temp_directory": folder}) as connection:
        path = Path(folder, _FILE)
        asked = (query.replace("FROM cases", f"FROM '{path}'") for query in _BARE_FILES)
        return [row for query in asked for row in connection.execute(query).fetchall()]


def _through_files(mapped: Any) -> list[tuple[Any, ...]]:
    """Give what an audit's files found in the form of the bare queries; a sound key has no problem to show."""
    found = mapped.measurements
    rows = [
        (each, found[f"G9.{each}"].n, found[f"G9.{each}"].count / found[f"G9.{each}"].n) for each in ("a1", "a2", "a3")
    ]
    n = found["M90"].n
    groups = [(f"M90 {name}", n, int("".join(filter(str.isdigit, said.split("(")[0]))))
              for name, said in found["M90"].details.items()]  # fmt: skip
    return [*rows, *groups, ("key", n, n), ("M91", found["M91"].n, len(found["M91"].details))]


def _told(start: float, used: float, found: list[tuple[Any, ...]]) -> dict[str, object]:
    """Give seconds, the most memory held and the figures."""
    seconds, processor = perf_counter() - start, process_time() - used
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mib = held / (2**20 if sys.platform == "darwin" else 2**10)
    return {"seconds": seconds, "processor": processor, "mib": mib, "figures": sorted(map(list, found))}


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(json.dumps(run_one(*sys.argv[1:])))
    else:
        main(is_quick(__doc__))
