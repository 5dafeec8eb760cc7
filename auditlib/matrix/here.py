"""Running rows on this machine, as many sections at once as it has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from auditlib.matrix.plan import RowPlan
from auditlib.matrix.rows import RowResult, finish
from auditlib.problems import AuditlibError, problem
from auditlib.report.gate import Gate
from auditlib.runs.execute import SectionResult, run_sections
from auditlib.runs.warm import WarmParent


def run_rows(
    plans: Sequence[RowPlan], root: Path, gate: Gate, warm: WarmParent, work: Path, folder: Path
) -> Iterator[RowResult]:
    """Run rows into their folders; give what became of each as it is done."""
    waiting = {each.section.id: plan for plan in plans for each in plan.sections}
    results: dict[str, list[SectionResult]] = {plan.row.name: [] for plan in plans}
    for plan in plans:
        (work / plan.row.name).mkdir(parents=True)
    seconds: dict[str, float] = {}
    sections = [each for plan in plans for each in plan.sections]
    for result in run_sections(sections, root, work, warm.start(), seconds.__setitem__):
        plan = waiting[result.planned.section.id]
        own = results[plan.row.name]
        own.append(result)
        if len(own) == len(plan.sections):
            done = finished_row(plan, own, gate, work, folder)
            yield replace(done, seconds=sum(seconds[each.section.id] for each in plan.sections))


def finished_row(
    plan: RowPlan, results: Sequence[SectionResult], gate: Gate, work: Path, folder: Path
) -> RowResult:
    """Finish a row; one that must not be published fails like one whose notebook does."""
    try:
        return finish(plan, results, gate, work, folder)
    except AuditlibError as error:
        said = " / ".join(str(error).splitlines()[:3])
        what = problem("P804", plan.row.at, what=f"row {plan.row.name} is not written", error=said, rest="")
        return RowResult(plan.row.name, problems=(what,), failed=True)
