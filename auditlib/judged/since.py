"""Which change of the files made a judgement suspect: the last commit on the lines where something is written."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from auditlib.problems import Location

_MOST_LINES = 40
_UNCOMMITTED = "0" * 40


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as a person refers to it; `hash` is empty for what is not committed yet."""

    hash: str
    on: str
    by: str


class History:
    """The history of a workspace's files, where there is a repository; each question is asked once."""

    def __init__(self, root: Path) -> None:
        """Begin without asking anything."""
        self._root = root
        self._known: dict[tuple[str, int], Commit | None] = {}

    def last_change(self, at: Location) -> Commit | None:
        """Give the last commit on the lines of what is written somewhere; None where git cannot tell."""
        if (at.file, at.line) not in self._known:
            self._known[at.file, at.line] = self._blame(at) if self._repository and at.line else None
        return self._known[at.file, at.line]

    @cached_property
    def _repository(self) -> bool:
        return self._git("rev-parse", "--is-inside-work-tree") == "true\n"

    def _blame(self, at: Location) -> Commit | None:
        last = _last_line(self._root / at.file, at.line)
        told = self._git("blame", "--porcelain", f"-L{at.line},{last}", "--", at.file)
        commits = _commits(told.split("\n"))
        return max(commits, key=lambda each: (not each[1].hash, each[0]))[1] if commits else None

    def _git(self, *words: str) -> str:
        """Ask git; give nothing where it is not there, or does not know."""
        try:
            done = subprocess.run(
                ["git", "-C", str(self._root), *words], capture_output=True, text=True, encoding="utf-8",
                errors="replace", check=False,
            )  # fmt: skip
        except OSError:
            return ""
        return done.stdout if done.returncode == 0 else ""


def _last_line(path: Path, first: int) -> int:
    """Give the last line of what begins on a line: up to one not indented deeper, in a note up to a blank one."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")[first - 1 : first - 1 + _MOST_LINES]
    except (OSError, UnicodeDecodeError):
        return first
    depth = _depth(lines[0]) if lines else 0
    for number, line in enumerate(lines[1:], first):
        if not line.strip() or (path.suffix != ".md" and _depth(line) <= depth):
            return number
    return first + len(lines) - 1 if lines else first


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _commits(lines: Sequence[str]) -> list[tuple[int, Commit]]:
    """Read what `git blame --porcelain` tells: each commit once, with its time."""
    found, hash_, author, time = [], "", "", 0
    for line in lines:
        word, _, rest = line.partition(" ")
        if len(word) == len(_UNCOMMITTED) and not line.startswith("\t"):
            hash_ = word
        elif word == "author":
            author = rest
        elif word == "author-time":
            time = int(rest)
        elif word == "filename":
            found.append((time, _commit(hash_, author, time)))
    return found


def _commit(hash_: str, author: str, time: int) -> Commit:
    if hash_ == _UNCOMMITTED:
        return Commit("", "", "")
    return Commit(hash_[:10], datetime.fromtimestamp(time, UTC).date().isoformat(), author)
