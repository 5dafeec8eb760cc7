"""Which files a notebook reads in its workspace, so that one it did not declare is found."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from typing import Any

_CREATES = os.O_TRUNC | os.O_EXCL
_ACCESS = os.O_RDONLY | os.O_WRONLY | os.O_RDWR


def record(folder: str, tell: Callable[[str], None]) -> None:
    """From now on, tell each file below a folder that this process or its forks open for reading, once.

    Files that the process itself made are left out, and what belongs to the environment; a compiled module counts as
    its source. What is opened without Python (a program of its own, a library in C) is not heard.
    """
    heard: set[str] = set()
    made: set[str] = set()
    environment = tuple(os.path.join(each, "") for each in {sys.prefix, sys.base_prefix})
    below = tuple({os.path.join(each, "") for each in (folder, os.path.realpath(folder))})

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
        elif event == "sqlite3.connect":
            path, flags = arguments[0], os.O_RDWR
        else:
            return
        if not isinstance(path, str | bytes) or not isinstance(flags, int):
            return
        name = _source(os.path.abspath(os.fsdecode(path)))
        if not name.startswith(below) or name.startswith(environment) or name in heard or name in made:
            return
        if flags & _CREATES:
            made.add(name)
        elif flags & _ACCESS != os.O_WRONLY:
            heard.add(name)
            tell(name)

    sys.addaudithook(hear)


def record_in(folder: str, file: str) -> None:
    """Record into a file, one path a line: for a kernel that was not forked."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    record(folder, lambda path: (os.write(descriptor, os.fsencode(path) + b"\n"), None)[1])


def _source(path: str) -> str:
    """Give the source of a compiled module; another file is itself."""
    try:
        return importlib.util.source_from_cache(path) if path.endswith(".pyc") else path
    except (ValueError, NotImplementedError):
        return path
