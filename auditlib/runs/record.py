"""What the last run left: what each section rested on, what was written, and what was told.

It stands in `reports/<audit>/.run/` and holds hashes, never times. Deleting it costs a whole run and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from auditlib.fingerprints import Hashes, hash_of, read_state
from auditlib.problems import KINDS, Location, Problem

FOLDER = ".run"
WORK = "work-"
FILE = f"{FOLDER}/record.json"
# Raised when what is stored changes its meaning: an older record is then no record.
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Key:
    """What a section's outputs follow from, each part as a hash. No part of it is a time."""

    code: str
    kernel: str
    parameters: str
    inputs: str
    package: str
    environment: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A section that was run: its key, the notebook it was made of, what it left, and what it read undeclared."""

    key: Key
    source: str
    executed: str
    fragment: str
    undeclared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The last run.

    `whole` is the hash of all it rested on, empty when its report is not what another run would give. `files` are the
    hashes of what it left under `reports/<audit>/`, and `states` what the hashes in the sections' keys stand for.
    """

    whole: str = ""
    files: Hashes = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    sections: Mapping[str, Kept] = field(default_factory=dict)
    states: Mapping[str, Hashes] = field(default_factory=dict)

    def as_json(self) -> str:
        """Write the record."""
        content = {
            "format": _FORMAT,
            "whole": self.whole,
            "files": dict(self.files),
            "patterns": self.patterns,
            "problems": [[each.code, asdict(each.at), each.message] for each in self.problems],
            "sections": {id_: asdict(each) for id_, each in self.sections.items()},
            "states": {name: dict(each) for name, each in self.states.items()},
        }
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_record(folder: Path) -> Record | None:
    """Read the record of the last run into a report's folder; None when there is none that this version understands."""
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return _record(content) if content["format"] == _FORMAT else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _record(content: Any) -> Record:
    """Build a record of what was read; anything that does not fit raises."""
    problems = tuple(Problem(code, Location(**at), message) for code, at, message in content["problems"])
    for each in problems:
        KINDS[each.code]
    return Record(
        content["whole"],
        content["files"],
        tuple(content["patterns"]),
        problems,
        {id_: _kept(each) for id_, each in content["sections"].items()},
        content["states"],
    )


def _kept(content: Any) -> Kept:
    key = Key(*(content["key"][each.name] for each in fields(Key)))
    return Kept(key, content["source"], content["executed"], content["fragment"], tuple(content["undeclared"]))


def parameter_hashes(parameters: Mapping[str, object]) -> dict[str, str]:
    """Give parameters as texts, each of its own type."""
    return {name: json.dumps(value, ensure_ascii=False) for name, value in parameters.items()}


def at_work(folder: Path) -> bool:
    """Say whether a run is at work in a report's folder, or was killed there and left something to take away."""
    return any((folder / FOLDER).glob(f"{WORK}*"))


def unchanged(root: Path, audit: str, folder: Path, parameters: Hashes) -> Record | None:
    """Give the last run's record when another run would give the same report and the report still stands as written."""
    record = read_record(folder)
    if record is None or not record.whole:
        return None
    state = read_state(root, audit, record.patterns)
    if state.digest(parameters) != record.whole:
        return None
    stands = all(hash_of(folder / name) == written for name, written in record.files.items())
    return record if stands else None


def must_run(root: Path, audit: str, folder: Path) -> bool:
    """Say, before anything is read, whether notebooks will have to be run: to start what they need meanwhile."""
    record = read_record(folder)
    if record is None:
        return True
    state = read_state(root, audit, record.patterns)
    return any(dict(each) not in record.states.values() for each in (state.inputs, state.package, state.environment))
