"""Indicators over record files through DuckDB, in this process: no server, no network, nothing that stays behind."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from auditlib.records.files import RecordFiles, find_files, same_columns
from auditlib.records.indicator import RecordIndicator
from auditlib.records.plan import Plan, Stored, fit
from auditlib.records.results import RecordTable, table_of
from auditlib.records.sql import Query, doubts, figures
from auditlib.stats.explain import StatsError, require, whole

if TYPE_CHECKING:
    import duckdb  # a tenth of a second, which an audit without records is spared

MOST_GROUPS = 100_000
_WHOLE = "TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT".split()
STORED: dict[str, Stored] = {
    **dict.fromkeys(_WHOLE, "whole"), "VARCHAR": "text", "ENUM": "text", "DECIMAL": "decimal", "FLOAT": "float",
    "DOUBLE": "float", "DATE": "date", "TIMESTAMP": "time", "TIMESTAMP_S": "time", "TIMESTAMP_MS": "time",
    "TIMESTAMP_NS": "time", "BOOLEAN": "truth",
}  # fmt: skip


def measure_records(
    indicator: RecordIndicator, folder: str | Path = ".", *, memory: str = "1800MB", threads: int | None = None
) -> RecordTable:
    """Find the figures of an indicator in its files.

    Args:
        indicator: what is asked for.
        folder: where its files are, when they are named by relative paths.
        memory: the most that DuckDB may hold, as `800MB` or `4GB`; what does not fit goes to a temporary folder.
        threads: how many cores to use; all when left out.

    Raises StatsError for files that are not there, are empty, are not what their suffix says or differ in their
    columns, columns and values that do not go together, texts that cannot be read as declared, and too many groups.
    """
    require(re.fullmatch(r"[1-9][0-9]*[MG]B", memory) is not None, "memory", memory, "a size such as 800MB or 4GB")
    cores = None if threads is None else whole("threads", threads, 1)
    files = find_files(indicator.source, Path(folder))
    with connected(memory, cores) as run:
        types = types_of(run, files)
        plan = fit(indicator, {name: STORED.get(each.partition("(")[0]) for name, each in types.items()}, types)
        undecided = _undecided(run, plan, files)
        found = _found(run, plan, files)
    require(len(found) <= MOST_GROUPS, "groups", indicator.groups, f"columns with at most {MOST_GROUPS:,} groups")
    return table_of(indicator.id, [each.name for each in plan.groups], found, undecided)


class Run:
    """A connection whose errors say what is wrong with the files."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, memory: str) -> None:
        self._connection, self._memory = connection, memory

    def rows(self, query: Query, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """Run a query over the files of these names and give all its rows."""
        import duckdb

        try:
            return self._connection.execute(query.text, list(query.values)).fetchall()
        except duckdb.OutOfMemoryException:
            raise StatsError("memory", self._memory, "more memory, or fewer groups or files") from None
        except duckdb.Error as error:
            said = "; ".join(line.strip() for line in str(error).splitlines()[:3] if line.strip())
            allowed = f"files that can be read: Parquet, or CSV in UTF-8 with as many cells as the heading ({said})"
            raise StatsError("source.files", names, allowed) from None


@contextmanager
def connected(memory: str, threads: int | None) -> Iterator[Run]:
    """Open a database in memory that fetches no extensions, reads no settings, and cleans up after itself."""
    import duckdb

    with TemporaryDirectory(prefix="auditlib-records-") as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "memory_limit": memory,
            "temp_directory": folder, "preserve_insertion_order": "false",
        }  # fmt: skip
        if threads is not None:
            settings["threads"] = str(threads)
        with duckdb.connect(":memory:", config=settings) as connection:
            connection.execute("SET enable_progress_bar = false")
            yield Run(connection, memory)


def types_of(run: Run, files: RecordFiles) -> dict[str, str]:
    """Give the columns with their types, the same in every file."""
    if files.heading is not None:
        return dict.fromkeys(files.heading, "VARCHAR")
    first: list[tuple[str, str]] = []
    for place, name in enumerate(files.names):
        table = files.table([place])
        columns = run.rows(Query(f"DESCRIBE SELECT * FROM {table.text}", table.values), (name,))
        pairs = [(column, kind) for column, kind, *_ in columns]
        first = first or pairs
        same_columns(name, pairs, first)
    return dict(first)


def _undecided(run: Run, plan: Plan, files: RecordFiles) -> int:
    """Count the records that cannot be told to belong; refuse texts that cannot be read as what they should be."""
    query = doubts(plan, files.table())
    if query is None:
        return 0
    undecided, *unread = run.rows(query, files.names)[0]
    refuse_unread(plan, unread)
    return int(undecided)


def _found(run: Run, plan: Plan, files: RecordFiles) -> list[tuple[Any, ...]]:
    """Find the figures; a mean that is no number is found again, without the values that are none."""
    table = files.table()
    if plan.averages_floats:
        found = run.rows(figures(plan, table, MOST_GROUPS, finite=True), files.names)
        if all(row[-1] is None or math.isfinite(row[-1]) for row in found):
            return found
    return run.rows(figures(plan, table, MOST_GROUPS), files.names)


def refuse_unread(plan: Plan, unread: list[Any]) -> None:
    """Raise StatsError for texts that cannot be read; `unread` is how many and an example for each such column."""
    for column, count, example in zip(plan.read, unread[::2], unread[1::2], strict=True):
        allowed = f"{column.kind}s, or texts declared in source.missing ({count:,} records hold other texts)"
        require(count == 0, f"column {column.name}", example, allowed)
