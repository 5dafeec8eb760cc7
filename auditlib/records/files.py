"""The files of a source: found, of one format, and with the same columns."""

from __future__ import annotations

import csv
import glob
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditlib.records.indicator import RecordSource
from auditlib.records.sql import Query
from auditlib.stats.explain import StatsError, require

_FORMATS = {".parquet": "parquet", ".csv": "csv", ".tsv": "csv", ".txt": "csv"}


@dataclass(frozen=True, slots=True)
class RecordFiles:
    """Files as they are named and where they are; `heading` is that of the CSV files, None for Parquet."""

    names: tuple[str, ...]
    paths: tuple[Path, ...]
    heading: tuple[str, ...] | None
    delimiter: str

    def table(self, places: Sequence[int] | None = None) -> Query:
        """Give the table function that reads the files, or those at some places, and its values."""
        chosen = self.paths if places is None else [self.paths[place] for place in places]
        # a name with brackets is a name, and no pattern
        paths = [glob.escape(str(path)) for path in chosen]
        if self.heading is None:
            return Query("read_parquet($1)", (paths,))
        # all is given, as what DuckDB finds out by itself can leave lines out
        text = "read_csv($1, columns = $2, delim = $3, auto_detect = false, header = true, quote = '\"', escape = '\"')"
        return Query(text, (paths, dict.fromkeys(self.heading, "VARCHAR"), self.delimiter))


def find_files(source: RecordSource, folder: Path) -> RecordFiles:
    """Find the files of a source, which are named from a folder.

    Raises StatsError for files that are not there, are empty or named twice, or are not all Parquet or all CSV, and
    for CSV whose heading is not UTF-8, names a column twice or not at all, or differs from the first file's.
    """
    paths = tuple(_found(folder, f"source.files[{place}]", name) for place, name in enumerate(source.files))
    require(len(set(paths)) == len(paths), "source.files", source.files, "each file once")
    formats = {_FORMATS[path.suffix.lower()] for path in paths}
    require(len(formats) == 1, "source.files", source.files, "all Parquet or all CSV")
    if formats == {"parquet"}:
        return RecordFiles(source.files, paths, None, source.delimiter)
    headings = [_heading(path, name, source.delimiter) for path, name in zip(paths, source.files, strict=True)]
    for place, heading in enumerate(headings):
        same_columns(source.files[place], heading, headings[0])
    return RecordFiles(source.files, paths, headings[0], source.delimiter)


def same_columns(name: str, columns: Sequence[object], first: Sequence[object]) -> None:
    """Raise StatsError unless a file has the columns of the first one, in their order."""
    apart = [each for each in columns if each not in first] or [each for each in first if each not in columns]
    require(list(columns) == list(first), name, apart or columns, "the columns of the first file, in the same order")


def _found(folder: Path, argument: str, name: str) -> Path:
    """Give the path of a file that is there, has something in it, and has a suffix that says what."""
    path = (folder / name).resolve()
    require(path.is_file(), argument, name, "a file that is there")
    require(path.suffix.lower() in _FORMATS, argument, name, f"a file whose name ends with {', '.join(_FORMATS)}")
    require(path.stat().st_size > 0, argument, name, "a file that is not empty")
    return path


def _heading(path: Path, name: str, delimiter: str) -> tuple[str, ...]:
    """Read the names of the columns from a CSV file's first line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            heading = tuple(next(csv.reader(file, delimiter=delimiter, strict=True), ()))
    except (UnicodeDecodeError, csv.Error) as error:
        raise StatsError(name, path.suffix, f"CSV in UTF-8; its heading cannot be read ({error})") from None
    lowered = [each.lower() for each in heading]
    require(all(heading) and bool(heading), name, heading, "a heading that names every column")
    require(len(set(lowered)) == len(lowered), name, heading, "a heading that names each column once")
    return heading
