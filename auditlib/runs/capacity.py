"""How many sections can run at once: as many as there are cores, and as fit in the memory that is free."""

from __future__ import annotations

import os
from pathlib import Path

# What one notebook that draws with seaborn adds to its warm parent, with room to spare.
_PER_SECTION = 256 * 2**20
_MEMORY = Path("/proc/meminfo")
_CONTAINER = Path("/sys/fs/cgroup")


def workers(sections: int) -> int:
    """Give how many of some sections to run at once, at least one."""
    free = free_memory()
    fit = sections if free is None else free // _PER_SECTION
    return max(1, min(sections, cores(), fit))


def cores() -> int:
    """Give the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def free_memory() -> int | None:
    """Give the bytes that can be taken before the system or this container runs short; None where nobody says."""
    found = [each for each in (_of_system(), _of_container()) if each is not None]
    return min(found, default=None)


def _of_system() -> int | None:
    try:
        lines = _MEMORY.read_text(encoding="ascii").splitlines()
        return next(int(each.split()[1]) * 1024 for each in lines if each.startswith("MemAvailable:"))
    except (OSError, ValueError, IndexError, StopIteration):
        return None


def _of_container() -> int | None:
    """Give what a container has left; files that the system only keeps at hand are given back when asked for."""
    try:
        limit, used, parts = (
            (_CONTAINER / name).read_text(encoding="ascii") for name in ("memory.max", "memory.current", "memory.stat")
        )
        kept = next(int(each.split()[1]) for each in parts.splitlines() if each.startswith("inactive_file "))
        return None if limit.strip() == "max" else max(0, int(limit) - int(used) + kept)
    except (OSError, ValueError, IndexError, StopIteration):
        return None
