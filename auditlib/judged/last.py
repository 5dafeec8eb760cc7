"""How the judgements stood when they were last looked at, and the files they stood on; it may be deleted any time."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from auditlib.judged.model import Change, Held, What
from auditlib.problems import Location

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Last:
    """The hash of auditlib with its environment, of each file, of what each note follows from; and what was found."""

    code: str
    inputs: Mapping[str, str]
    notes: Mapping[str, str]
    held: Mapping[str, Held]


def read_last(path: Path, code: str) -> Last | None:
    """Give what was found last; None where nothing was, or by another version of auditlib."""
    try:
        kept = json.loads(path.read_bytes())
        if (kept["format"], kept["code"]) != (_FORMAT, code):
            return None
        return Last(code, kept["inputs"], kept["notes"], {each["id"]: _held(each) for each in kept["held"]})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_last(path: Path, last: Last) -> None:
    """Keep what was found, whole."""
    content = {
        "format": _FORMAT, "code": last.code, "inputs": dict(last.inputs), "notes": dict(last.notes),
        "held": [_row(each) for each in last.held.values()],
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    os.replace(unfinished, path)


def _row(held: Held) -> dict[str, Any]:
    """Give a judgement as plain data, without copying what is in it."""
    row = {each.name: getattr(held, each.name) for each in fields(held)}
    return {**row, "at": asdict(held.at), "changes": [asdict(each) for each in held.changes]}


def _held(kept: Mapping[str, Any]) -> Held:
    lists = {name: tuple(kept[name]) for name in ("below", "touches")}
    changes = tuple(Change(**{**each, "what": What(each["what"])}) for each in kept["changes"])
    return Held(**{**kept, **lists, "at": Location(**kept["at"]), "changes": changes})
