"""`auditlib matrix`: plan the rows, run those that are not finished, and write the page with all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditlib.fingerprints import read_state
from auditlib.language import speaking
from auditlib.matrix.here import run_rows
from auditlib.matrix.index import INDEX, index_page
from auditlib.matrix.plan import RowPlan, plan_rows, unused_columns
from auditlib.matrix.rows import RECORD, RowResult, finished
from auditlib.matrix.table import Row, read_rows
from auditlib.problems import Problem, raise_errors
from auditlib.report.gate import Gate
from auditlib.report.make import telling_what_stands
from auditlib.runs.place import Place, place_for
from auditlib.runs.progress import progress, say
from auditlib.runs.warm import MOST, NUMBERED, WarmParent
from auditlib.workbench import load
from auditlib.workspace import Inputs

FOLDER = "matrix"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a matrix is made of: an audit, a table with a row for each report, and the notebooks to run.

    `column` names the rows, the first one by default; without `notebooks` it is the numbered ones that take a column.
    With the address of a `scheduler` the rows are run on its cluster.
    """

    audit: str
    root: Path
    table: Path
    column: str = ""
    notebooks: tuple[str, ...] = ()
    force: bool = False
    quiet: bool = False
    scheduler: str = ""

    @property
    def warmed(self) -> tuple[Path, str, int, tuple[str, ...]]:
        """What a warm parent is told."""
        return self.root, self.audit, MOST, self.notebooks or (NUMBERED,)

    @property
    def folder(self) -> Path:
        """Where the rows' folders are."""
        return self.root / "reports" / self.audit / FOLDER


@dataclass(frozen=True, slots=True)
class Matrix:
    """What became of all rows, in the order of the table, and the page that shows them."""

    page: Path
    results: tuple[RowResult, ...]
    kept: int

    @property
    def failed(self) -> list[RowResult]:
        """The rows that failed."""
        return [each for each in self.results if each.failed]


def make_matrix(asked: Asked) -> Matrix:
    """Run an audit's sections for each row of a table into `reports/<audit>/matrix/`.

    Finished rows are kept, and a row that fails stops no other. Raises InputError before anything is started when the
    table, the audit's files or the notebooks are wrong, and UsageError when nothing is to be done for a row.
    """
    waiting = f"Another run of {asked.audit} is at work; waiting for it"
    with telling_what_stands(asked.folder), WarmParent(*asked.warmed) as warm:
        if not asked.scheduler:
            warm.start()
        rows = read_rows(asked.table, asked.table.name, asked.column)
        inputs = load(asked.audit, asked.root).inputs
        plans = _plans(asked, rows)
        with place_for(asked.folder, lambda: say(waiting, asked.quiet)) as place:
            return _make(asked, rows, plans, inputs, warm, place)


def _plans(asked: Asked, rows: Sequence[Row]) -> list[RowPlan]:
    """Plan the rows, or raise all that is wrong with them."""
    problems: list[Problem] = []
    state = read_state(asked.root, asked.audit)
    plans = plan_rows(rows, asked.root, asked.audit, state, asked.notebooks, problems)
    raise_errors(problems)
    if unused := unused_columns(rows, plans):
        say(f"Columns that no notebook takes: {', '.join(unused)}", asked.quiet)
    return plans


def _make(
    asked: Asked, rows: Sequence[Row], plans: Sequence[RowPlan], inputs: Inputs, warm: WarmParent, place: Place
) -> Matrix:
    """Run what is not finished, and write the page, also when the run is stopped."""
    if asked.force:
        for plan in plans:
            (place.folder / plan.row.name / RECORD).unlink(missing_ok=True)
    results = _kept(plans, place.folder)
    kept = len(results)
    todo = [each for each in plans if each.row.name not in results]
    try:
        with progress(len(todo), asked.quiet, "row") as told:
            for each in _run(asked, todo, inputs, warm, place):
                results[each.name] = each
                told(each.name, each.seconds)
    finally:
        if results:
            standing = {each.name for each in rows if (place.folder / each.name / RECORD).exists()}
            with speaking(inputs.audit.language):
                place.write(INDEX, index_page(inputs.audit, rows, results, standing), durable=True)
    ordered = tuple(results[each.name] for each in rows)
    return Matrix(place.folder / INDEX, ordered, kept)


def _kept(plans: Sequence[RowPlan], folder: Path) -> dict[str, RowResult]:
    """Give the results of the rows that are finished."""
    found: Mapping[str, RowResult | None] = {each.row.name: finished(each, folder) for each in plans}
    return {name: each for name, each in found.items() if each is not None}


def _run(asked: Asked, todo: Sequence[RowPlan], inputs: Inputs, warm: WarmParent, place: Place) -> Iterator[RowResult]:
    """Run rows here, or on a cluster."""
    if not todo:
        return iter(())
    if asked.scheduler:
        from auditlib.matrix.cluster import run_on_cluster

        return run_on_cluster(todo, asked.root, asked.audit, asked.scheduler, place.work, place.folder)
    return run_rows(todo, asked.root, Gate(inputs), warm, place.work, place.folder)
