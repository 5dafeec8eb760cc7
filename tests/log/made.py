"""Logs made for tests: a clock that ticks, two clones, and git's own union merge."""

import itertools
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditlib.log import Act, Entry, log_folder, record
from auditlib.log.reading import HEADS, LOG
from auditlib.log.verify import chain
from auditlib.problems import Problem

AUDIT = "nyby"
NAME = f"findings/{AUDIT}/log"
_START = datetime(2024, 5, 12, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second passes at each entry, and nobody's git signs."""
    ticks: Iterator[int] = itertools.count()
    monkeypatch.setattr(
        "auditlib.log.writing._now", lambda: f"{_START + timedelta(seconds=next(ticks)):%Y-%m-%dT%H:%M:%SZ}"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def add(root: Path, by: str = "Kari Nordmann", about: str = "F1", **details: str) -> Entry:
    return record(root, AUDIT, Act.JUDGED, by, [about], details)


def files(root: Path) -> tuple[bytes, bytes]:
    """The log and its heads."""
    folder = log_folder(root, AUDIT)
    return tuple((folder / name).read_bytes() if (folder / name).exists() else b"" for name in (LOG, HEADS))  # type: ignore[return-value]


def put(root: Path, raw: bytes, heads: bytes) -> None:
    folder = log_folder(root, AUDIT)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LOG).write_bytes(raw)
    (folder / HEADS).write_bytes(heads)


def found_in(raw: bytes, heads: bytes) -> list[Problem]:
    problems: list[Problem] = []
    chain(raw, heads, NAME, problems)
    return problems


def union(folder: Path, ours: bytes, base: bytes, theirs: bytes) -> bytes:
    """Merge as git does with `merge=union`."""
    names = []
    for name, raw in (("ours", ours), ("base", base), ("theirs", theirs)):
        path = folder / name
        path.write_bytes(raw)
        names.append(str(path))
    return subprocess.run(
        ["git", "merge-file", "--union", "-p", *names], capture_output=True, check=True, cwd=folder
    ).stdout


def git(folder: Path, *arguments: str) -> str:
    settings = {"user.name": "Kari Nordmann", "user.email": "kari@revisjonen.example", "commit.gpgsign": "false"}
    identity = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    done = subprocess.run(
        ["git", *identity, "-C", str(folder), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout.strip()
