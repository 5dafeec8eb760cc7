"""What a row leaves: its folder with a page, its executed notebooks, and a record that says what they follow from."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from auditlib.fingerprints import hash_of
from auditlib.language import Language, known, speaking
from auditlib.matrix.plan import RowPlan
from auditlib.problems import Location, Problem
from auditlib.report.assemble import assemble
from auditlib.report.compared import COMPARED
from auditlib.report.export import editions_of, fragment_of
from auditlib.report.gate import Gate
from auditlib.report.keep import INTERNAL, REPORT
from auditlib.runs.execute import SectionResult, undeclared_problems
from auditlib.runs.executed import read_notebook

RECORD = ".row.json"
_FORMAT = 2
# Notebooks that are not numbered stand in the page as chapters.
_CHAPTER = "10_"


class Figure(NamedTuple):
    """A figure that a row handed to the comparison: its name, as it is written, and as a number, unless it is words.

    `cases` of `of` are what it was counted from, events for each `per` where that is not 0; without `of`, none were.
    """

    name: str
    said: str
    value: str | None
    cases: int = 0
    of: int = 0
    per: int = 0


Figures = tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row: the figures to compare, and its problems; `failed` leaves what stood before.

    `seconds` is what its notebooks took, and is told and not kept.
    """

    name: str
    figures: Figures = ()
    problems: tuple[Problem, ...] = ()
    failed: bool = False
    seconds: float = 0.0


def finished(plan: RowPlan, folder: Path) -> RowResult | None:
    """Give a row's result if it stands, whole, and another run would give the same."""
    own = folder / plan.row.name
    try:
        record = json.loads((own / RECORD).read_text(encoding="utf-8"))
        if (record["format"], record["key"]) != (_FORMAT, plan.key):
            return None
        if any(hash_of(own / name) != written for name, written in record["files"].items()):
            return None
        problems = tuple(Problem(code, Location(**at), message) for code, at, message in record["problems"])
        return RowResult(plan.row.name, tuple(Figure(*each) for each in record["figures"]), problems)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def finish(plan: RowPlan, results: Sequence[SectionResult], gate: Gate, work: Path, folder: Path) -> RowResult:
    """Make a row's page of its executed notebooks in `work`, and put all of it into the row's folder at once."""
    name, audit = plan.row.name, gate.inputs.audit
    failed = tuple(each.problem for each in results if each.problem)
    if failed:
        return RowResult(name, problems=failed, failed=True)
    notebooks = {each.path: read_notebook(each.path) for each in _in_order(plan, results)}
    with speaking(_language_of(plan, audit.language), audit.language):
        pieces = [(_chapter(path), *editions_of(fragment_of(each["cells"]))) for path, each in notebooks.items()]
        public = assemble(audit, [(id_, piece) for id_, _, piece in pieces], internal=False)
        internal = assemble(audit, [(id_, piece) for id_, piece, _ in pieces], internal=True)
    if leaked := gate.leaks_of({REPORT: public.encode()}):
        raise leaked
    made = work / name
    (made / REPORT).write_text(public, encoding="utf-8")
    (made / INTERNAL).write_text(internal, encoding="utf-8")
    warned = tuple(one for each in results for one in undeclared_problems(each.planned.section, each.undeclared))
    result = RowResult(name, _figures(notebooks.values()), warned)
    _write_record(made, plan.key if not warned else "", result)
    _replace(made, folder / name, work)
    return result


def _language_of(plan: RowPlan, own: Language) -> Language:
    """Give the language of a row's report: a column may say it, else it is the audit's."""
    asked = (str(each.section.parameters.get("language", "")) for each in plan.sections)
    return known(next(filter(None, asked), own))


def _in_order(plan: RowPlan, results: Iterable[SectionResult]) -> list[SectionResult]:
    """Give results in the order the sections were planned."""
    by_section = {each.planned.section.id: each for each in results}
    return [by_section[each.section.id] for each in plan.sections]


def _chapter(path: Path) -> str:
    return path.stem if path.stem[:2].isdigit() else f"{_CHAPTER}{path.stem}"


def _figures(notebooks: Iterable[Mapping[str, Any]]) -> Figures:
    """Give what the notebooks handed to the comparison."""
    outputs = (output for each in notebooks for cell in each["cells"] for output in cell.get("outputs", ()))
    handed = (output.get("data", {}).get(COMPARED, ()) for output in outputs)
    return tuple(Figure(*each) for figures in handed for each in figures)


def _write_record(made: Path, key: str, result: RowResult) -> None:
    """Say what the row's files follow from; without a key the row is run again each time."""
    files = {path.relative_to(made).as_posix(): hash_of(path) for path in sorted(made.rglob("*")) if path.is_file()}
    problems = [[each.code, asdict(each.at), each.message] for each in result.problems]
    record = {"format": _FORMAT, "key": key, "files": files, "figures": result.figures, "problems": problems}
    (made / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")


def _replace(made: Path, target: Path, work: Path) -> None:
    """Move a folder to its place, where the last one stood."""
    old = work / f"old-{made.name}"
    if target.exists():
        os.replace(target, old)
    os.replace(made, target)
    shutil.rmtree(old, ignore_errors=True)
