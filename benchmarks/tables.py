"""The made-up audit's tables, indicators and file review; its size does not follow the number of notes."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from benchmarks.words import CASES
from benchmarks.writing import AUDIT, write_yaml

_BEFORE = (812, 96, 45, 133, 208)
_AFTER = (934, 121, 47, 150, 246)
_FILES = 400


def write_statistics(folder: Path) -> None:
    """Write a table of counts with totals and changes, a table of files, five indicators and a file review."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [words[0].capitalize() for words in CASES.values()]
    rows = [*zip(names, _BEFORE, _AFTER, strict=True), ("Sum", sum(_BEFORE), sum(_AFTER))]
    _write_csv(folder / "saker.csv", [
        ("slag", "2022", "2023", "endring"), *((*row, _change(row[1], row[2])) for row in rows),
    ])  # fmt: skip
    _write_csv(folder / "mapper.csv", [
        ("sak", "innen_frist", "journalført"),
        *((f"23/{n:04}", "nei" if n % 5 == 0 else "ja", "nei" if n % 7 == 0 else "ja") for n in range(_FILES)),
    ])  # fmt: skip
    write_yaml(folder / "datapackage.yaml", {"name": AUDIT, "resources": [_counts(), _files()]})
    write_yaml(folder / "indicators.yaml", {"indicators": [
        {"id": f"M{number}", "title": f"Endring i {name.lower()}", "criterion": f"K{number}", "table": "saker",
         "test": "change", "parameters": {"row": name, "from": "2022", "to": "2023"}, "stance": "context"}
        for number, name in enumerate(names, 1)
    ]})  # fmt: skip
    write_yaml(folder / "reviews.yaml", {"reviews": [_review()]})


def _write_csv(path: Path, rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)


def _change(before: int, after: int) -> str:
    change = Decimal(100 * (after - before)) / before
    return str(change.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")


def _resource(name: str, title: str, key: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name, "title": title, "path": f"{name}.csv", "dialect": {"delimiter": ";"},
        "sources": ["Byggesakskontorets fagsystem"], "status": "final",
        "schema": {"fields": fields, "primaryKey": key},
    }  # fmt: skip


def _counts() -> dict[str, Any]:
    years = [{"name": year, "type": "integer", "unit": "saker"} for year in ("2022", "2023")]
    title = "Endring 2022–2023 i prosent"
    change = {"name": "endring", "type": "number", "unit": "prosent", "decimals": 1, "title": title}
    return _resource("saker", "Avgjorte saker", "slag", [{"name": "slag", "type": "string"}, *years, change])


def _files() -> dict[str, Any]:
    fields = [{"name": name, "type": "string"} for name in ("sak", "innen_frist", "journalført")]
    return _resource("mapper", "Gjennomgåtte mapper", "sak", fields)


def _review() -> dict[str, Any]:
    values = {"meets": ["ja"], "deviates": ["nei"]}
    attributes = [
        {"id": f"a{number}", "title": column, "column": column, "criterion": f"K{number}", **values}
        for number, column in enumerate(("innen_frist", "journalført"), 1)
    ]
    return {
        "id": "G1", "title": "Gjennomgang av mapper", "table": "mapper", "unit": {"one": "mappe", "many": "mapper"},
        "key": "sak", "population": {"description": "saker avgjort i 2023", "size": "1498"},
        "drawn": {"method": "simple", "seed": "20240115"}, "attributes": attributes,
    }  # fmt: skip
