"""The entry of a fetched table in `datapackage.yaml`: written for pasting, or put there by `--declare`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from auditlib.fetch.layout import CODE, NAME, Grid
from auditlib.fetch.mergers import AreaBreak
from auditlib.fetch.store import write_whole
from auditlib.files.snapshots import folder_of
from auditlib.files.yaml import build_tree, parse_yaml
from auditlib.language import _
from auditlib.problems import Problem, UsageError
from auditlib.tables import DataPackage, Resource
from auditlib.tables.fetches import Fetch
from auditlib.tables.snapshots import Snapshot

FILE = "datapackage.yaml"


class _Dumper(yaml.SafeDumper):
    """Indents lists under their keys, as the files of a workspace do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def entry_of(
    fetch: Fetch, snapshot: Snapshot, grid: Grid, breaks: Sequence[AreaBreak], footnotes: Sequence[str]
) -> dict[str, Any]:
    """Give a table's entry: source, licence, status, footnotes, fields, the marks it holds, and its breaks."""
    entry: dict[str, Any] = {
        "name": fetch.as_,
        "title": fetch.title,
        "path": f"{fetch.as_}.csv",
        "dialect": {"delimiter": ";"},
        "sources": [_("{issuer}, tabell {table} ({licence})").format(
            issuer=snapshot.issuer, table=fetch.table, licence=snapshot.licence
        )],
        "retrieved": snapshot.retrieved[:10],
        "status": snapshot.status.value,
    }
    entry |= {"footnotes": list(footnotes)} if footnotes else {}
    key = NAME if fetch.key == "name" else CODE
    entry["schema"] = {
        "fields": [dict(each) for each in grid.fields],
        "primaryKey": key,
        "missingValues": ["", *grid.marks],
    }
    found = list(_breaks(grid, breaks, named=key == NAME))
    return entry | ({"breaks": found} if found else {})


def _breaks(grid: Grid, breaks: Sequence[AreaBreak], *, named: bool) -> list[dict[str, Any]]:
    """Give the breaks of rows in the columns of their years, which the tests then respect."""
    names = {row[0]: row[1 if named else 0] for row in grid.rows}
    return [
        {"column": head.name, "rows": [names[each.code]], "text": each.text}
        for each in breaks
        if each.code in names
        for head in grid.heads
        if str(each.year) in (code[:4] for code in head.codes.values())
    ]


def entry_text(entry: Mapping[str, Any], indent: int = 2) -> str:
    """Write an entry as it stands in the list of resources."""
    text = yaml.dump([dict(entry)], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return "".join(f"{' ' * indent}{line}\n" for line in text.splitlines())


def differs(entry: Mapping[str, Any], resource: Resource | None) -> bool:
    """Say whether a declared table lacks something of its entry: the day, the status, a column, a mark or a break."""
    if resource is None:
        return True
    schema = resource.table_schema
    columns = [(each["name"], each["type"]) for each in entry["schema"]["fields"]]
    return (
        str(resource.retrieved) != entry["retrieved"]
        or resource.status.value != entry["status"]
        or [(each.name, each.type) for each in schema.fields] != columns
        or not set(entry["schema"]["missingValues"]) <= set(schema.missing_values)
        or not {(each["column"], *each["rows"]) for each in entry.get("breaks", ())}
        <= {(each.column, *each.rows) for each in resource.breaks}
    )


def declared_resource(root: Path, audit: str, name: str) -> Resource | None:
    """Give a table as `datapackage.yaml` declares it; None where it does not, or cannot be read."""
    path = root / folder_of(audit) / FILE
    package = parse_yaml(path.read_text(encoding="utf-8"), FILE, DataPackage, []) if path.exists() else None
    return next((each for each in package.resources if each.name == name), None) if package else None


def declare(root: Path, audit: str, entry: Mapping[str, Any]) -> None:
    """Put an entry into `datapackage.yaml`: after the last table, or in the place of the one of its name.

    Raises UsageError, and writes nothing, where what a person has written would be lost or misread.
    """
    path, name = root / folder_of(audit) / FILE, f"{folder_of(audit)}/{FILE}"
    if not path.exists():
        write_whole(path, f"name: {audit}\nresources:\n{entry_text(entry)}".encode())
        return
    text = path.read_text(encoding="utf-8")
    changed = _with_entry(text, name, entry)
    problems: list[Problem] = []
    if parse_yaml(changed, name, DataPackage, problems) is None:
        raise UsageError(f"{name} was left as it is, as it could not be read afterwards: {problems[0]}")
    write_whole(path, changed.encode())


def _with_entry(text: str, name: str, entry: Mapping[str, Any]) -> str:
    """Give the text with the entry in it."""
    tree = build_tree(text, name)
    data, at = tree.data, tree.places.get(("resources", 0))
    lines = text.splitlines(keepends=True)
    plain = isinstance(data, dict) and isinstance(data.get("resources"), list) and at is not None
    if not plain or list(data)[-1] != "resources" or at is None or not _is_item(lines[at.line - 1], at.column):
        raise UsageError(f"{name} does not end with a list of resources, `- ` before each: paste the entry yourself")
    starts = [tree.places["resources", number].line - 1 for number in range(len(data["resources"]))]
    indent = at.column - 3
    names = [each.get("name") if isinstance(each, dict) else None for each in data["resources"]]
    if entry["name"] not in names:
        return text.rstrip("\n") + "\n" + entry_text(entry, indent)
    number = names.index(entry["name"])
    end = starts[number + 1] if number + 1 < len(starts) else len(lines)
    if any("#" in line for line in lines[starts[number] : end]):
        raise UsageError(f"{name}: the entry {entry['name']} has remarks that would be lost: change it yourself")
    entry = _with_own_words(data["resources"][number], entry)
    return "".join(lines[: starts[number]]) + entry_text(entry, indent) + "".join(lines[end:])


def _is_item(line: str, column: int) -> bool:
    """Say whether an item begins on its own line, after a hyphen and a space."""
    return column >= 3 and line[: column - 1].strip() == "-"


def _with_own_words(declared: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """Give the new entry with the keys that only a person writes, and the own titles of table and columns."""
    kept = {key: value for key, value in declared.items() if key not in entry or key == "title"}
    before = {each.get("name"): each for each in declared.get("schema", {}).get("fields", ())}
    fields = [{**each, **{key: value for key, value in before.get(each["name"], {}).items() if key == "title"}}
              for each in entry["schema"]["fields"]]  # fmt: skip
    return {**entry, **kept, "schema": {**entry["schema"], "fields": fields}}
