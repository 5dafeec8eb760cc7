"""The records of verification in `interviews/<audit>/verification/`, one file for each copy, written whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import yaml

from auditlib.files.yaml import read_yaml
from auditlib.items import Item
from auditlib.problems import Problem, raise_errors
from auditlib.verification.model import Record

_HEADING = "# Skrevet av `auditlib verify`. Rett i notatet i stedet, og send det på nytt.\n"


def folder_of(root: Path, audit: str) -> Path:
    """Give the folder of an audit's records."""
    return root / "interviews" / audit / "verification"


def read_records(root: Path, audit: str) -> dict[Path, Record]:
    """Read an audit's records by their files, the oldest round of each copy first; raise InputError for broken ones."""
    found, problems = _read(root, audit)
    raise_errors(problems)
    return dict(sorted(found.items(), key=lambda each: (each[1].note, each[1].informant, _round(each[0], each[1]))))


def record_problems(root: Path, audit: str) -> list[Problem]:
    """Tell what is wrong with an audit's records, for `auditlib check` and `auditlib status`."""
    return _read(root, audit)[1]


def _read(root: Path, audit: str) -> tuple[dict[Path, Record], list[Problem]]:
    problems: list[Problem] = []
    found = dict[Path, Record]()
    for path in _files(folder_of(root, audit)):
        read = read_yaml(path, path.relative_to(root).as_posix(), Record, problems)
        if read is not None:
            found[path] = read
    return found, problems


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.glob("*.yaml")) if not path.name.startswith((".", "~")))


def _round(path: Path, record: Record) -> int:
    number = path.stem.removeprefix(f"{record.note}.{record.informant}").removeprefix(".")
    return int(number) if number.isdecimal() else 1


def latest(records: dict[Path, Record]) -> dict[tuple[str, str], tuple[Path, Record]]:
    """Give the last round of each copy, by note and informant."""
    return {(record.note, record.informant): (path, record) for path, record in records.items()}


def new_path(root: Path, audit: str, note: str, informant: str) -> Path:
    """Give the file of a copy's next round."""
    folder, number = folder_of(root, audit), 1
    path = folder / f"{note}.{informant}.yaml"
    while path.exists():
        number += 1
        path = folder / f"{note}.{informant}.{number}.yaml"
    return path


def write_record(path: Path, record: Record) -> None:
    """Write a record, whole."""
    text = yaml.safe_dump(_plain(record), allow_unicode=True, sort_keys=False, width=110)
    write_whole(path, (_HEADING + text).encode())


def _plain(item: Item) -> dict[str, object]:
    """Give what is to be written: no empty texts or lists, which files do not have."""
    kept = item.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return {key: _without_nothing(value) for key, value in kept.items()}


def _without_nothing(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_nothing(each) for key, each in value.items() if each not in ("", [], {})}
    if isinstance(value, list):
        return [_without_nothing(each) for each in value]
    return value if isinstance(value, bool) else str(value)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)
