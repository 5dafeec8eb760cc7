"""Running sections through papermill, one after the other; a section that fails leaves the others standing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditlib.problems import Location, Problem, problem
from auditlib.runs.plan import Section

# jupyter_client interrupts a kernel before it asks it to stop, and one that is just done with a cell logs that as an
# error. What fails in a cell comes back through papermill, whatever the kernel logs.
_QUIET = "--IPKernelApp.log_level=50"
# Systems allow about a hundred bytes for the path of a socket.
_LONGEST_SOCKET = 80


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What became of a section: where its executed notebook is, and the problem if it failed."""

    section: Section
    path: Path
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What became of all sections."""

    sections: tuple[SectionResult, ...]

    @property
    def problems(self) -> list[Problem]:
        """The problems of the sections that failed."""
        return [each.problem for each in self.sections if each.problem is not None]


def run_sections(
    sections: Sequence[Section], root: Path, target: Path, report: Callable[[Section], None]
) -> RunResult:
    """Run sections in a workspace; `report` is called with each as it begins.

    Executed notebooks are written whole into `target`, which must exist.
    """
    results = []
    for section in sections:
        report(section)
        results.append(_run(section, root, target))
    return RunResult(tuple(results))


def _run(section: Section, root: Path, target: Path) -> SectionResult:
    """Run one section in a file beside its target, and move it there when it is whole."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    final, failed = target / section.file, None
    beside, private = tempfile.TemporaryDirectory(dir=target, prefix="."), tempfile.TemporaryDirectory()
    with beside as folder, private as sockets:
        written = Path(folder) / section.file
        try:
            papermill.execute_notebook(
                _literal(section.notebook.path), _literal(written), parameters=dict(section.parameters),
                kernel_name="python3", progress_bar=False, cwd=str(root), autosave_cell_every=0,
                log_output=False, extra_arguments=[_QUIET], **_transport(sockets),
            )  # fmt: skip
        except PapermillExecutionError as error:
            added = error.cell_index > section.notebook.parameters_at  # papermill puts a cell of its own there
            failed = _failure(section, error.cell_index + 1 - added, error.ename, error.evalue)
        except Exception as error:  # a kernel that dies must not take the other sections with it
            failed = _failure(section, 0, type(error).__name__, str(error))
        if written.exists():
            os.replace(written, final)
    return SectionResult(section, final, failed)


def _literal(path: Path) -> str:
    """Write a path so that papermill, which fills in `{name}`, takes it as it is."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _transport(folder: str) -> dict[str, Any]:
    """Talk to the kernel over sockets in a private folder where the system has them; TCP ports are open to others.

    jupyter_client's own choice is the current folder, where two runs at once would take each other's kernels.
    """
    from traitlets.config import Config

    if os.name != "posix" or len(folder) > _LONGEST_SOCKET:
        return {}
    return {"config": Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}})}


def _failure(section: Section, cell: int, name: str, value: str) -> Problem:
    """Name the cell and its error; of a long message the first lines are enough."""
    said = f"{name}: {value}".strip().splitlines() or [name]
    return problem("P804", Location(section.notebook.name, 0, 0, section.id), cell=cell, error=" / ".join(said[:3]))
