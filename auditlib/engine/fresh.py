"""What makes a fork of the warm parent like a process that has just started."""

from __future__ import annotations

import ctypes
import os
import random
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ThreadSetters = list[tuple[str, Callable[[int], object]]]

# Each library reads these when it is loaded and starts its threads then; a process with threads cannot be forked.
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
# How each library is told the number of threads later: a part of its file's name, and its functions.
_SETTERS = (
    ("openblas", ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads",
                  "openblas_set_num_threads64_", "openblas_set_num_threads")),
    ("libmkl_rt", ("MKL_Set_Num_Threads",)),
    ("libgomp", ("omp_set_num_threads",)),
    ("libomp", ("omp_set_num_threads",)),
    ("libiomp", ("omp_set_num_threads",)),
    ("libblis", ("bli_thread_set_num_threads",)),
)  # fmt: skip
_INLINE = "module://matplotlib_inline.backend_inline"
_NUMBERS = ("OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS")


def for_parent(environment: Mapping[str, str]) -> dict[str, str]:
    """Give an environment in which libraries start no threads of their own when they are loaded.

    matplotlib reads its back end then too: that of a kernel, which is loaded at a notebook's first figure.
    """
    return {"MPLBACKEND": _INLINE, **environment, **_ONE_THREAD}


def silence() -> None:
    """Turn stdin, stdout and stderr to nothing, as they are for a kernel that nobody watches."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)


def find_thread_setters() -> ThreadSetters:
    """Give for each library with threads that is loaded its part of a name, and the function that sets their number."""
    loaded = {line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if ".so" in line}
    found: ThreadSetters = []
    for path in sorted(loaded):
        for part, names in _SETTERS:
            if part in Path(path).name:
                library = ctypes.CDLL(path)
                found += [(part, getattr(library, name)) for name in names if hasattr(library, name)][:1]
    return found


def become_fresh(environment: Mapping[str, str], folder: str, command: Sequence[str]) -> None:
    """Give this process the environment, folder, command and random numbers of one that just started."""
    sys.argv[:] = command
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    if numpy := sys.modules.get("numpy.random"):
        numpy.seed()


def start_threads(setters: ThreadSetters, environment: Mapping[str, str]) -> None:
    """Let libraries have the threads that they would have started with."""
    for part, set_number in setters:
        set_number(_number(part, environment))


def _number(part: str, environment: Mapping[str, str]) -> int:
    """Give the number of threads a library would have started with."""
    names = _NUMBERS if part == "openblas" else ("OMP_NUM_THREADS",)
    given = (environment.get(name, "").split(",")[0] for name in names)
    return next((int(each) for each in given if each.isdecimal() and int(each)), len(os.sched_getaffinity(0)))
