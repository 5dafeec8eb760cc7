"""Making a whole report: check, plan, run the notebooks, put the page together, and only then replace the last one."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditlib.problems import AuditlibError, Problem, raise_errors
from auditlib.report.assemble import assemble
from auditlib.report.export import fragment
from auditlib.runs import RunResult, Section, plan_sections, run_sections
from auditlib.workbench import check
from auditlib.workspace import find_root


@dataclass(frozen=True, slots=True)
class MadeReport:
    """Where the report is, the problems met on the way, and whether it is a new one."""

    path: Path
    problems: tuple[Problem, ...]
    failed: bool


def make_report(
    audit: str, workspace: Path | str = ".", quiet: bool = False, extra: Mapping[str, str] | None = None
) -> MadeReport:
    """Run an audit's report into `reports/<audit>/rapport.html`; `extra` are further parameters for its notebooks.

    Raises InputError before anything is started when the files or the notebooks' parameters are wrong. When a section
    fails, the others are run and kept and the last good report stays.
    """
    mapped, problems = check(audit, workspace)
    raise_errors(problems)
    assert mapped is not None
    root = find_root(workspace)
    sections, found = plan_sections(mapped.inputs, extra)
    raise_errors(found)
    folder = root / "reports" / audit
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{audit}-") as temporary:
            result = _run(sections, root, Path(temporary), quiet)
            _keep_notebooks(result, folder / "notebooks")
            if not result.problems:
                page = assemble(mapped.inputs.audit, _fragments(result, folder / "notebooks"))
                (Path(temporary) / "rapport.html").write_text(page, encoding="utf-8")
                os.replace(Path(temporary) / "rapport.html", folder / "rapport.html")
    except OSError as error:
        place = error.filename or folder
        raise AuditlibError(f"cannot write the report: {place}: {error.strerror}; the last one is untouched") from error
    return MadeReport(folder / "rapport.html", (*problems, *result.problems), bool(result.problems))


def _run(sections: Sequence[Section], root: Path, target: Path, quiet: bool) -> RunResult:
    """Run the sections with a bar on a terminal, a line each elsewhere, or nothing."""
    if quiet:
        return run_sections(sections, root, target, lambda section: None)
    if not sys.stderr.isatty():
        return run_sections(sections, root, target, _line_printer(len(sections)))
    from tqdm import tqdm

    with tqdm(total=len(sections), unit="section", leave=False) as bar:

        def begin(section: Section) -> None:
            bar.update(bool(bar.desc))  # the section before this one is done
            bar.set_description(section.id)

        return run_sections(sections, root, target, begin)


def _line_printer(total: int) -> Callable[[Section], None]:
    """Print a line for each section as it begins."""
    places = iter(range(1, total + 1))
    return lambda section: print(f"[{next(places)}/{total}] {section.id}", file=sys.stderr, flush=True)


def _keep_notebooks(result: RunResult, folder: Path) -> None:
    """Move the executed notebooks into place, and take away those of sections that are no more."""
    folder.mkdir(exist_ok=True)
    for each in result.sections:
        if each.path.exists():
            os.replace(each.path, folder / each.path.name)
    current = {each.path.name for each in result.sections}
    for path in folder.glob("*.ipynb"):
        if path.name not in current:
            path.unlink()
    for path in folder.glob(".*"):
        shutil.rmtree(path, ignore_errors=True)


def _fragments(result: RunResult, folder: Path) -> list[tuple[str, str]]:
    """Give each section's HTML."""
    return [(each.section.id, fragment(folder / each.path.name)) for each in result.sections]
