"""The commands that run notebooks: `run`, `watch` and `matrix`. Heavy packages are imported inside them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditlib.console import WORKSPACE, print_problems, with_exit_codes

if TYPE_CHECKING:
    from auditlib.runs.warm import WarmParent

_INTERRUPTED = 130
_AUDIT = click.argument("audit")
_PARAMETER = click.option(
    "-r", "--parameter", "extra", type=(str, str), multiple=True, metavar="NAME VALUE",
    help="A further parameter that the notebooks take.",
)  # fmt: skip
_QUIET = click.option("-q", "--quiet", is_flag=True, help="Print only where the report is.")

Extra = tuple[tuple[str, str], ...]


@click.command()
@_AUDIT
@_QUIET
@click.option("--force", is_flag=True, help="Run every section, whatever has changed.")
@click.option("--why", is_flag=True, help="Only say what would be run, and why.")
@click.option("--docx", is_flag=True, help="Write the Word document for the hearing too.")
@click.option("--docx-template", "template", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A .docx whose styles, header and footer the document takes.")  # fmt: skip
@click.option("--pdf", is_flag=True, help="Write a tagged PDF (PDF/UA) too; takes WeasyPrint, and minutes.")
@click.option("--as", "name", metavar="NAME", help="Log that NAME has built the report, where it is another than last.")
@_PARAMETER
@WORKSPACE
@with_exit_codes()
def run(
    audit: str, quiet: bool, force: bool, why: bool, docx: bool, template: Path | None, pdf: bool, name: str | None,
    extra: Extra, workspace: str,
) -> None:  # fmt: skip
    """Run what has changed in the report of AUDIT, and write reports/AUDIT/rapport.html.

    \b
    Example:
      auditlib run nyby-2024
      auditlib run nyby-2024 --why
      auditlib run nyby-2024 --docx --pdf
      auditlib run nyby-2024 --as 'Kari Nordmann'
    """  # noqa: D301
    if why:
        _say_why(audit, workspace, dict(extra))
        return
    if force or not _stands(audit, workspace, dict(extra)):
        _make(audit, workspace, dict(extra), quiet, force)
    report = _report_of(audit, workspace)
    if docx or template:
        from auditlib.word.hearing_copy import make_hearing_copy

        click.echo(f"Word: {make_hearing_copy(report, audit, workspace, template)}")
    if pdf:
        from auditlib.pdf import make_pdf

        click.echo(f"PDF: {make_pdf(report)}")
    if name is not None:
        _log(audit, workspace, name)


def _report_of(audit: str, workspace: str) -> Path:
    from auditlib.fingerprints import root_of

    return Path(root_of(workspace) or "", "reports", audit, "rapport.html")


def _log(audit: str, workspace: str, name: str) -> None:
    """Log the build, with the hashes of its pages."""
    from auditlib.fingerprints import root_of
    from auditlib.log import who
    from auditlib.runs.logged import log_build

    root = root_of(workspace) or Path(workspace)
    logged = log_build(root, audit, who(name, root))
    click.echo(f"Logged: {logged.hash}" if logged else "Logged already: the report is the one that was logged last")


def _make(audit: str, workspace: str, extra: dict[str, str], quiet: bool, force: bool) -> None:
    """Make the report, or end with what is wrong."""
    with _stopped_by_signals(), _warming(audit, workspace, force) as warm:
        from auditlib.report.make import make_report

        made = make_report(audit, workspace, quiet=quiet, extra=extra, force=force, warm=warm)
    print_problems(made.problems)
    if made.failed:
        kept = f"; the last good one is untouched: {made.path}" if made.path.exists() else ""
        click.echo(f"The report was not written{kept}", err=True)
        sys.exit(1)
    if made.overtaken:
        click.echo("A file was changed while the report was made: run again", err=True)
    click.echo(f"Report: {made.path}{_UNCHANGED if made.fresh else ''}")


@contextmanager
def _warming(audit: str, workspace: str, force: bool) -> Iterator[WarmParent | None]:
    """Start what notebooks run in before anything else is imported, if some will have to be run."""
    from auditlib.fingerprints import root_of
    from auditlib.runs.record import must_run
    from auditlib.runs.warm import WarmParent

    root = root_of(workspace)
    if root is None or not (root / "criteria" / audit / "audit.yaml").exists():
        yield None  # which is told as it is for every other command
        return
    with WarmParent(root, audit) as warm:
        if force or must_run(root, audit, root / "reports" / audit):
            warm.start()
        yield warm


_UNCHANGED = " (nothing has changed)"


def _stands(audit: str, workspace: str, extra: dict[str, str]) -> bool:
    """Say that the last report stands, if it does: by hashes alone, before anything heavy is imported."""
    from auditlib.fingerprints import root_of
    from auditlib.runs.record import at_work, parameter_hashes, unchanged

    root = root_of(workspace)
    folder = Path(root or "", "reports", audit)
    record = unchanged(root, audit, folder, parameter_hashes(extra)) if root else None
    if record is None or at_work(folder):
        return False
    print_problems(record.problems)
    click.echo(f"Report: {folder / 'rapport.html'}{_UNCHANGED}")
    return True


def _say_why(audit: str, workspace: str, extra: dict[str, str]) -> None:
    """Print a line for each section that would be run, or that there is none."""
    from auditlib.report.make import reasons_to_run

    lines = [f"{name}: {'; '.join(reasons)}" for name, reasons in reasons_to_run(audit, workspace, extra).items()]
    click.echo("\n".join(lines) or "Nothing has changed: nothing would be run")


@click.command()
@_AUDIT
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A port of this machine; a free one by default.")
@click.option("--open", "opens", is_flag=True, help="Open the report in the browser.")
@_PARAMETER
@WORKSPACE
@with_exit_codes()
def watch(audit: str, port: int, opens: bool, extra: Extra, workspace: str) -> None:
    """Show the report of AUDIT in the browser, and show it anew after each edit. Stop with Ctrl-C.

    The page is served to this machine alone, at an address that nobody else can guess.

    \b
    Example:
      auditlib watch nyby-2024 --open
    """  # noqa: D301
    from auditlib.watch.run import watch as run_watch

    def ready(address: str) -> None:
        click.echo(f"Watching {audit}: {address}")
        if opens:
            click.launch(address)

    with _stopped_by_signals():
        run_watch(audit, workspace, dict(extra), port, ready, lambda said: click.echo(said, err=True))


@click.command()
@_AUDIT
@click.option("--over", "table", type=click.Path(exists=True, dir_okay=False), required=True, metavar="TABLE",
              help="CSV with a row for each report; its columns are parameters of the notebooks.")  # fmt: skip
@click.option("--key", "column", default="", help="The column that names the rows; the first one by default.")
@click.option("-n", "--notebook", "notebooks", multiple=True, metavar="NAME",
              help="A notebook to run; by default the numbered ones that take a column.")  # fmt: skip
@click.option("--force", is_flag=True, help="Run every row, finished or not.")
@click.option("--on", type=click.Choice(["here", "dask"]), default="here", help="Where to run the rows.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="With --on dask: the scheduler, as tcp://host:8786.")
@_QUIET
@WORKSPACE
@with_exit_codes()
def matrix(audit: str, on: str, scheduler: str, table: str, workspace: str, **options: Any) -> None:
    """Run sections of AUDIT for each row of a table into reports/AUDIT/matrix/, with a page that compares the rows.

    Finished rows are kept, so that an interrupted run goes on where it was. Exit 1 when a row failed.

    \b
    Example:
      auditlib matrix nyby-2024 --over municipalities.csv
      auditlib matrix nyby-2024 --over municipalities.csv --on dask --scheduler tcp://10.0.0.5:8786
    """  # noqa: D301
    if (on == "dask") != bool(scheduler):
        raise click.UsageError("--on dask and --scheduler ADDRESS go together")
    with _stopped_by_signals():
        from auditlib.matrix.run import Asked, make_matrix
        from auditlib.workspace import find_root, require_audit

        root = find_root(workspace)
        require_audit(root, audit)
        made = make_matrix(Asked(audit, root, Path(table), scheduler=scheduler, **options))
    print_problems(problem for each in made.results for problem in each.problems)
    click.echo(f"{len(made.results)} rows: {made.kept} kept, {len(made.failed)} failed", err=True)
    click.echo(f"Comparison: {made.page}")
    sys.exit(1 if made.failed else 0)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let what is half made be taken away when the command is asked to stop, and end as a stopped command does."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Stopped; the last report is untouched", err=True)
        sys.exit(_INTERRUPTED)
