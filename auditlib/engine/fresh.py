"""What makes a fork of the warm parent like a process that has just started."""

from __future__ import annotations

import atexit
import ctypes
import os
import random
import signal
import sys
import weakref
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Each library reads these when it is loaded and starts its threads then; a process with threads cannot be forked.
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    # Threads that are started later turn in place for so many times two cycles before they sleep.
    "OPENBLAS_THREAD_TIMEOUT": "4",
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
_NUMBERS = {"openblas": ("OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS"), "libmkl_rt": ("MKL_NUM_THREADS",)}
# What modules do at the end with what was made since they were imported.
_OWN_EXITS = (("logging", "shutdown"), ("multiprocessing.util", "_exit_function"))
_INLINE = "module://matplotlib_inline.backend_inline"


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


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a fork has from the warm parent, and has to put right.

    `modules` were imported besides the kernel's own, `variables` are those that importing set in the environment,
    `setters` tell libraries the number of their threads, and `settings` is the file that matplotlib read.
    """

    modules: frozenset[str]
    variables: Mapping[str, str]
    setters: Sequence[tuple[str, Callable[[int], object]]]
    settings: str

    def unlike(self, folder: str) -> str:
        """Say why importing in a folder would give other modules than were imported, or other settings, if so."""
        for entry in os.scandir(folder):
            name = entry.name.partition(".")[0]
            file = getattr(sys.modules.get(name), "__file__", None)
            if name not in self.modules or name in sys.stdlib_module_names or file is None:
                continue
            own = entry.name.endswith(".py") or os.path.exists(os.path.join(entry.path, "__init__.py"))
            if own and os.path.dirname(os.path.realpath(file)) not in map(os.path.realpath, (folder, entry.path)):
                return f"{entry.name} in the notebook's folder is imported instead of {file}"
        here = os.getcwd()
        os.chdir(folder)
        settings = _settings()
        os.chdir(here)
        return "" if settings == self.settings else f"matplotlib has settings of its own here: {settings}"

    def become_fresh(self, environment: Mapping[str, str], folder: str, command: Sequence[str]) -> None:
        """Give this process the environment, folder, command, random numbers and threads of one that just started."""
        sys.argv[:] = command
        os.environ.clear()
        os.environ.update({**environment, **self.variables})
        os.chdir(folder)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _forget_exits()
        random.seed()
        if numpy := sys.modules.get("numpy.random"):
            numpy.seed()
        for part, set_number in self.setters:
            set_number(_number(part, environment))


def _forget_exits() -> None:
    """Leave the exit functions of the warm parent to it, but for those that modules need for what the notebook does."""
    atexit._clear()
    weakref.finalize._registry.clear()  # type: ignore[attr-defined]
    weakref.finalize._registered_with_atexit = False  # type: ignore[attr-defined]
    for module, function in _OWN_EXITS:
        if module in sys.modules:
            atexit.register(getattr(sys.modules[module], function))


def inherited(environment: Mapping[str, str], modules: Collection[str]) -> Inherited:
    """Give what a fork of this process has to put right.

    `environment` is that before anything was imported, and `modules` are the kernel's own.
    """
    variables = {name: value for name, value in os.environ.items() if environment.get(name) != value}
    return Inherited(frozenset(sys.modules).difference(modules), variables, _setters(), _settings())


def _settings() -> str:
    """Give the file of settings that matplotlib reads in this folder, if it has been imported."""
    matplotlib = sys.modules.get("matplotlib")
    return "" if matplotlib is None else os.path.abspath(matplotlib.matplotlib_fname())


def _setters() -> list[tuple[str, Callable[[int], object]]]:
    """Give for each library with threads that is loaded its part of a name, and the function that sets their number."""
    loaded = {line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if ".so" in line}
    found: list[tuple[str, Callable[[int], object]]] = []
    for path in sorted(loaded):
        for part, names in _SETTERS:
            if part in Path(path).name:
                library = ctypes.CDLL(path)
                found += [(part, getattr(library, name)) for name in names if hasattr(library, name)][:1]
    return found


def _number(part: str, environment: Mapping[str, str]) -> int:
    """Give the number of threads a library would have started with; OpenBLAS has no more than there are processors."""
    processors = len(os.sched_getaffinity(0))
    given = (environment.get(name, "").split(",")[0] for name in (*_NUMBERS.get(part, ()), "OMP_NUM_THREADS"))
    asked = next((int(each) for each in given if each.isdecimal() and int(each)), processors)
    return min(asked, processors) if part == "openblas" else asked
