"""Running sections in forks of a warm parent; a section that fails leaves the others standing."""

from __future__ import annotations

import site
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditlib.problems import Location, Problem, problem
from auditlib.runs.executed import finish
from auditlib.runs.plan import Section
from auditlib.runs.record import FOLDER
from auditlib.runs.why import Planned

if TYPE_CHECKING:
    from auditlib.engine import Done, Warm

_PACKAGE = Path(__file__).parents[1]
_MOST_LINES = 3

Finished = Callable[[str, float], None]
Wanted = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What became of a section: its executed notebook, what it read undeclared, and its problem if it failed.

    `note` says why it was run in an ordinary kernel, if it was.
    """

    planned: Planned
    path: Path
    undeclared: tuple[str, ...]
    problem: Problem | None
    note: str


def run_sections(
    planned: Sequence[Planned], root: Path, work: Path, warm: Warm, finished: Finished, wanted: Wanted = lambda: True
) -> Iterator[SectionResult]:
    """Run sections into the folder `work`; give each as it is done, which `finished` is told with its seconds.

    When they are no longer `wanted`, those that were not begun are left out.
    """
    from auditlib.engine import Job

    by_target = {work / each.section.file: each for each in planned}
    jobs = (
        Job(each.section.notebook.path, target, dict(each.section.parameters), root)
        for target, each in by_target.items()
        if wanted()
    )
    for done in warm.run(jobs):
        each = by_target[done.job.target]
        finished(each.section.id, done.seconds)
        yield _result(each, done, root)


def _result(planned: Planned, done: Done, root: Path) -> SectionResult:
    """Say what became of a section, and rewrite its notebook as it is kept."""
    path, notebook = done.job.target, planned.section.notebook
    if path.exists():
        finish(path, notebook.path)
    failed = None if done.outcome == "ok" else _failure(planned.section, done)
    return SectionResult(planned, path, tuple(undeclared(done.opened, planned, root)), failed, done.note)


def undeclared(opened: Sequence[str], planned: Planned, root: Path) -> Iterator[str]:
    """Give the workspace's files that a section opened and that its key does not hold.

    What is installed in the workspace is in the key as a version, and what a run writes follows from the key.
    """
    known = {*planned.inputs, planned.section.notebook.name}
    apart = [_PACKAGE, Path(sys.prefix), *map(Path, site.getsitepackages())]
    apart += root.glob(f"reports/*/{FOLDER}")
    inside = (each for each in map(Path, opened) if each.is_relative_to(root))
    read = (each for each in inside if not any(each.is_relative_to(folder) for folder in apart))
    names = dict.fromkeys(each.relative_to(root).as_posix() for each in read)
    return (name for name in names if name not in known)


def _failure(section: Section, done: Done) -> Problem:
    """Name the cell, the cause and the cells that were not run; of a long message the first lines are enough."""
    said = " / ".join(done.error.strip().splitlines()[:_MOST_LINES]) or done.outcome
    what = f"cell {done.cell} fails" if done.cell else "it cannot be run"
    return problem(
        "P804", Location(section.notebook.name, 0, 0, section.id), what=what, error=said, rest=_not_run(done.not_run)
    )


def _not_run(cells: Sequence[int]) -> str:
    """Name the cells that were not run."""
    if not cells:
        return ""
    first, last = cells[0], cells[-1]
    named = f"cell {first} was" if len(cells) == 1 else f"cells {first} to {last} were"
    return f"; {named} not run"


def undeclared_problems(section: Section, names: Sequence[str]) -> list[Problem]:
    """Warn of the files that a section read and does not declare."""
    return [problem("P807", Location(section.notebook.name, 0, 0, section.id), input=name) for name in names]
