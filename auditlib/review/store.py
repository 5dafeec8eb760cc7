"""The files of referencing: `findings/<audit>/review/<round>/`, one small file for each mark, never changed.

Files of two clones never meet under one name unless they say the same, so that any merge is a union.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from auditlib.files.yaml import read_yaml
from auditlib.items import Item, is_identifier
from auditlib.problems import Location, Problem, UsageError, hint_for, problem
from auditlib.review.marks import Mark, Signature, Start, slug

_START, _SIGNED = "_start.", "_signed."  # no subject's id begins so
_WIDTH = 120
WrittenT = TypeVar("WrittenT", Mark, Start, Signature)


@dataclass(frozen=True, slots=True)
class Round:
    """One going through of a report: who started it when, what was said, and who signed."""

    name: str
    starts: tuple[Start, ...] = ()
    marks: tuple[Mark, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def started(self) -> str:
        """When it was started, first where two people did; empty where nobody said so."""
        return min((each.on for each in self.starts), default="")


def folder_of(root: Path, audit: str) -> Path:
    """Give the folder with an audit's rounds."""
    return root / "findings" / audit / "review"


def read_rounds(root: Path, audit: str, problems: list[Problem]) -> tuple[Round, ...]:
    """Read all rounds, the latest last; add what is wrong with the files."""
    try:
        names = sorted(path.name for path in folder_of(root, audit).iterdir() if path.is_dir())
    except FileNotFoundError:
        return ()
    rounds = [_read_round(root, audit, name, problems) for name in names if not name.startswith((".", "~"))]
    return tuple(sorted(rounds, key=lambda each: (each.started, each.name)))


def review_problems(root: Path, audit: str) -> list[Problem]:
    """Tell what is wrong with the files of an audit's referencing, for `auditlib check` and `auditlib status`."""
    problems: list[Problem] = []
    read_rounds(root, audit, problems)
    return problems


def _read_round(root: Path, audit: str, name: str, problems: list[Problem]) -> Round:
    marks, starts, signatures = list[Mark](), list[Start](), list[Signature]()
    for path in _files(folder_of(root, audit) / name):
        file = path.relative_to(root).as_posix()
        if path.name.startswith(_START):
            starts.extend(_read(path, file, Start, problems))
        elif path.name.startswith(_SIGNED):
            signatures.extend(_read(path, file, Signature, problems))
        elif path.suffix == ".yaml":
            marks.extend(_read(path, file, Mark, problems))
        else:
            hint = "only `auditlib review` writes here, for example F1.c2.kari-nordmann.1a2b3c4d5e6f.yaml"
            problems.append(problem("F008", Location(file), file=path.name, hint=hint))
    return Round(name, tuple(starts), tuple(marks), tuple(signatures))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~")))


def _read(path: Path, file: str, model: type[WrittenT], problems: list[Problem]) -> Iterator[WrittenT]:
    """Read a file that the tool wrote; one that was changed since is a problem, and counts for nothing."""
    read = read_yaml(path, file, model, problems)
    if read is None:
        return
    if path.name != name_of(read):
        problems.append(problem("Q901", Location(file), expected=name_of(read)))
        return
    yield read


def name_of(written: Mark | Start | Signature) -> str:
    """Give the name of a file: what it is about, who wrote it, and the hash of what it says."""
    first = written.subject + "." if isinstance(written, Mark) else _START if isinstance(written, Start) else _SIGNED
    return f"{first}{slug(written.by)}.{written.digest}.yaml"


def write(root: Path, audit: str, round_name: str, written: Mark | Start | Signature) -> Path:
    """Write a file, whole; the same thing said twice is one file."""
    path = folder_of(root, audit) / round_name / name_of(written)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_text(as_yaml(written), encoding="utf-8", newline="\n")
    os.replace(unfinished, path)
    return path


def as_yaml(written: Item) -> str:
    """Write a file's content, so that it is read as it was."""
    content = written.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=_WIDTH)


def latest(rounds: tuple[Round, ...], wanted: str = "") -> Round:
    """Give the round that is asked for, or the latest; raise UsageError where there is none."""
    if wanted:
        found = next((each for each in rounds if each.name == wanted), None)
        if found is None:
            raise UsageError(f"there is no round `{wanted}` ({hint_for(wanted, [each.name for each in rounds])})")
        return found
    if not rounds:
        raise UsageError("no round of referencing has been started; start one with `auditlib review start`")
    return rounds[-1]


def new_name(rounds: tuple[Round, ...], wanted: str = "") -> str:
    """Give the name of a round to start; raise UsageError for one that no folder can have."""
    if wanted and not is_identifier(wanted):
        raise UsageError(f"`{wanted}` cannot be the name of a round: letters, digits, `-`, `_` and `.`")
    taken = {each.name for each in rounds}
    number = next(each for each in range(1, len(rounds) + 2) if f"runde-{each}" not in taken)
    return wanted or f"runde-{number}"
