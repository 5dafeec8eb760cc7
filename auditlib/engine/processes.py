"""What the engine asks of Linux about processes: to die with the parent, to inherit orphans, to end a whole tree."""

from __future__ import annotations

import atexit
import ctypes
import os
import signal
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
# How long to give processes that were killed before looking again.
_DYING = 0.001


def die_with_parent(parent: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Get a signal when the parent ends; at once if it already has. `parent` is its id, taken before the fork."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def adopt_orphans() -> None:
    """Become the parent of every process below this one whose own parent ends."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def threads() -> list[str]:
    """Give the names of this process' threads other than the first, those that Python does not know too."""
    tasks = Path("/proc/self/task")
    return [(task / "comm").read_text().strip() for task in tasks.iterdir() if task.name != str(os.getpid())]


def open_files() -> dict[int, str]:
    """Give what this process has open, by descriptor, other than stdin, stdout and stderr."""
    found = {}
    for each in map(int, os.listdir("/proc/self/fd")):
        if each > 2:
            with suppress(OSError):  # the one that lists the folder
                found[each] = os.readlink(f"/proc/self/fd/{each}")
    return found


def descendants(root: int) -> list[int]:
    """Give the ids of all living processes below one, the deepest last."""
    children: dict[int, list[int]] = {}
    for process, parent in _parents():
        children.setdefault(parent, []).append(process)
    found = [root]
    for each in found:
        found += children.get(each, [])
    return found[1:]


def _parents() -> Iterator[tuple[int, int]]:
    """Give each living process with its parent."""
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            with suppress(OSError):
                # The name, in parentheses, may hold spaces and parentheses of its own.
                state, parent = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[:2]
                if state not in "ZX":
                    yield int(entry), int(parent)


def kill_below(root: int) -> None:
    """Kill everything below a process, whatever group or session it has moved to, until nothing is left."""
    spared: set[int] = set()  # those of another user, which took more rights than we have
    while found := [each for each in descendants(root) if each not in spared]:
        for each in reversed(found):
            try:
                os.kill(each, signal.SIGKILL)
            except ProcessLookupError:
                continue
            except PermissionError:
                spared.add(each)
        if root == os.getpid():
            has_children()
        time.sleep(_DYING)


def kill_tree(root: int) -> None:
    """Kill a process and everything below it. It is stopped first, so that it starts nothing meanwhile."""
    with suppress(ProcessLookupError):
        os.kill(root, signal.SIGSTOP)
        kill_below(root)
        os.kill(root, signal.SIGKILL)


def end_below(*_: object) -> NoReturn:
    """End this process with everything below it, at once; a signal's handler too."""
    kill_below(os.getpid())
    os._exit(0)


def leave(*_: object) -> NoReturn:
    """End this process with everything below it, after its exit functions; a signal's handler too."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # to leave only once
    kill_below(os.getpid())
    atexit._run_exitfuncs()
    os._exit(0)


def kill_orphans(children: Collection[int]) -> None:
    """Kill the processes that this one has adopted, and what is below them; `children` are its own."""
    own = os.getpid()
    for process in [each for each, parent in _parents() if parent == own and each not in children]:
        kill_tree(process)
        with suppress(ChildProcessError):
            os.waitpid(process, 0)


def has_children() -> bool:
    """Say whether this process has children left, after collecting those that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def ending(status: int) -> str:
    """Say in words how a process ended, from what `os.waitpid` gave."""
    if not os.WIFSIGNALED(status):
        return f"ended itself with exit code {os.waitstatus_to_exitcode(status)}"
    number = os.WTERMSIG(status)
    name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
    return f"was killed by {name}" + (" (out of memory?)" if number == signal.SIGKILL else "")
