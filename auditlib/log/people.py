"""Who does something: the name given, or git's user."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

from auditlib.problems import UsageError


def who(given: str | None, root: Path) -> str:
    """Give the name to put into the log: the given one, else git's `user.name`; UsageError where there is neither."""
    name = " ".join((git_setting(root, "user.name") if given is None else given).split())
    if not name:
        raise UsageError("say who does this: --as NAME, or set git's user.name")
    if any(unicodedata.category(each).startswith("C") for each in name):
        raise UsageError("the name holds a character that cannot be seen; write it anew, as in --as 'Kari Nordmann'")
    return name


def git_setting(root: Path, name: str) -> str:
    """Give one of git's settings for a folder; empty where it is not set, or git is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "config", "--get", name], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
