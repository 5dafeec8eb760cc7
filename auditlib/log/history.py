"""What git remembers of a log: every line that was ever committed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

_COMMIT = "commit "
_SHORT = 12


def in_repository(root: Path) -> bool:
    """Say whether a folder is in a git repository that has commits."""
    return _git(root, "rev-parse", "--verify", "--quiet", "HEAD") is not None


def committed_lines(root: Path, name: str) -> dict[bytes, str]:
    """Give each line that a commit of this branch's history has put into a file below `root`, with that commit.

    Every side of every merge is looked at, so that a line that a merge dropped is found too.
    """
    said = _git(
        root, "log", "--full-history", "--reverse", "-m", "--unified=0", "--no-color", "--no-ext-diff",
        "--no-renames", "--text", f"--format={_COMMIT}%H", "--patch", "--", name,
    )  # fmt: skip
    return dict(_added(said)) if said else {}


def _added(said: bytes) -> Iterator[tuple[bytes, str]]:
    """Read the lines that each commit added. Later commits are given first, so that the first one to have it stands."""
    commit, header, found = "", True, []
    for line in said.split(b"\n"):
        if line.startswith(_COMMIT.encode()):
            commit, header = line.decode().removeprefix(_COMMIT)[:_SHORT], True
        elif line.startswith(b"@@"):
            header = False
        elif line.startswith(b"diff "):
            header = True
        elif line.startswith(b"+") and not header:
            found.append((line[1:], commit))
    return reversed(found)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Give what git says in a folder; None where it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
