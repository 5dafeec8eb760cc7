"""Which notebooks cannot run in a fork: another language, another kernel, a window on the screen."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

_LAUNCH = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
_PYTHON = re.compile(r"(?:.*/)?python(?:3(?:\.\d+)?)?$")
_ELSEWHERE = re.compile(
    r"^\s*(%gui\s+\w+|%matplotlib\s+(?!inline|agg)\w+|%pylab(?!\s+inline)|%connect_info|%qtconsole"
    r"|(?:matplotlib|mpl|plt)\.(?:use|switch_backend)\(\s*['\"](?:tk|qt|gtk|wx|mac|web|nb|notebook|widget)\w*['\"])",
    re.MULTILINE | re.IGNORECASE,
)
_SILENT = re.compile(r"(?:agg|cairo|pdf|pgf|ps|svg|template|inline|module://matplotlib_inline\.backend_inline)?$", re.I)


def unfit(notebook: Any, kernel_name: str) -> str:
    """Say why a notebook needs an ordinary kernel; empty when it does not."""
    if why := _other_kernel(kernel_name):
        return why
    if not _SILENT.match(os.environ.get("MPLBACKEND", "")):
        return f"MPLBACKEND={os.environ['MPLBACKEND']} may open windows"
    for cell in notebook.cells:
        if cell.cell_type == "code" and (found := _ELSEWHERE.search(cell.source)):
            return f"`{found[1].strip()}` needs a kernel of its own"
    return ""


def _other_kernel(name: str) -> str:
    """Say why a kernel is not the Python that runs here, started as ipykernel installs it."""
    try:
        spec = KernelSpecManager().get_kernel_spec(name)
    except NoSuchKernel:
        return f"there is no kernel {name}"
    python, *arguments = spec.argv
    if arguments != _LAUNCH or spec.env:
        return f"the kernel {name} is started in a way of its own"
    same = _same_program(python) if os.path.isabs(python) else _PYTHON.match(python)
    return "" if same else f"the kernel {name} is another Python"


def _same_program(python: str) -> bool:
    """Say whether a path is this Python; the interpreters of two environments may be links to one file."""
    return os.path.dirname(python) == os.path.dirname(sys.executable) and os.path.samefile(python, sys.executable)
