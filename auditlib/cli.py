"""The command line. Heavy packages are imported inside the commands, so that `--help` answers at once."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from auditlib import __version__
from auditlib.commands.hearing import hearing
from auditlib.commands.runs import matrix, run, watch
from auditlib.commands.sampling import sample
from auditlib.console import FORMAT, print_problems, with_exit_codes
from auditlib.problems import Problem, Severity

_WORKSPACE = click.option(
    "-w", "--workspace", type=click.Path(exists=True, file_okay=False), default=".",
    help="A folder in the workspace; the current one by default.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="auditlib")
def main() -> None:
    """Performance audits where every claim shows what it rests on.

    \b
    Example:
      auditlib new min-revisjon && cd min-revisjon
      auditlib check && auditlib run nyby-2024
    """


main.add_command(hearing)
main.add_command(matrix)
main.add_command(run)
main.add_command(sample)
main.add_command(watch)


@main.command()
@click.argument("name", type=click.Path())
@with_exit_codes()
def new(name: str) -> None:
    """Make a workspace NAME with one small worked audit that runs at once.

    \b
    Example:
      auditlib new min-revisjon
    """
    from auditlib.scaffold import make_workspace

    made = make_workspace(Path(name))
    click.echo(f"Made {name} with the audit {made.audit}. Next:")
    click.echo(f"  cd {name}\n  auditlib check\n  auditlib run {made.audit}\n  jupyter lab notebooks/utforsk.ipynb")


@main.command()
@click.argument("audit", required=False)
@FORMAT
@click.option("--notes/--no-notes", default=True, help="Print notes (coverage gaps) too.")
@_WORKSPACE
@with_exit_codes()
def check(audit: str | None, form: str, notes: bool, workspace: str) -> None:
    """Check the files of AUDIT, or of every audit: all problems at once.

    Errors and warnings are problems (exit 1); notes tell what the audit does not cover.

    \b
    Example:
      auditlib check nyby-2024
      auditlib check --format json | jq '.[].code'
    """
    from auditlib.workbench import check as run_checks
    from auditlib.workspace import audit_ids, find_root

    root = find_root(workspace)
    problems: dict[Problem, None] = {}
    for each in [audit] if audit else audit_ids(root):
        problems.update(dict.fromkeys(run_checks(each, root)[1]))
    shown = [each for each in problems if notes or each.severity is not Severity.NOTE]
    if form == "json":
        click.echo(json.dumps([each.as_row() for each in shown], ensure_ascii=False, indent=2))
    else:
        print_problems(shown)
    sys.exit(1 if any(each.severity is not Severity.NOTE for each in problems) else 0)


@main.command()
@click.argument("audit")
@FORMAT
@_WORKSPACE
@with_exit_codes()
def status(audit: str, form: str, workspace: str) -> None:
    """Show what AUDIT covers: the matrix, unverified notes, and what is not assessed.

    \b
    Example:
      auditlib status nyby-2024
    """
    from auditlib.workbench.status import status_rows, status_text

    if form == "json":
        click.echo(json.dumps(status_rows(audit, workspace), ensure_ascii=False, indent=2))
    else:
        click.echo(status_text(audit, workspace))


@main.command()
@click.argument("audit")
@click.argument("item", metavar="[ID]", required=False)
@FORMAT
@_WORKSPACE
@with_exit_codes()
def trace(audit: str, item: str | None, form: str, workspace: str) -> None:
    """Show what ID rests on and what uses it; without ID, every finding of AUDIT.

    ID is a question, criterion, provision, passage, measurement, table, document, assessment, finding, claim
    (F1.c2), conclusion or recommendation.

    \b
    Example:
      auditlib trace nyby-2024 F1
      auditlib trace nyby-2024 I02.p1
    """
    from auditlib.workbench.tracing import trace_rows, trace_text

    if form == "json":
        click.echo(json.dumps(trace_rows(audit, item, workspace), ensure_ascii=False, indent=2))
    else:
        click.echo(trace_text(audit, item, workspace))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--sheet", help="The sheet of an XLSX file; the first by default.")
@FORMAT
@with_exit_codes()
def recalc(file: str, sheet: str | None, form: str) -> None:
    """Recompute totals, differences, percentage changes and shares in a table or a text; correct nothing.

    A table is CSV (; or ,) or XLSX with Norwegian numbers. Totals of percentages that are a plain mean, and percentages
    that no whole count gives, are found too. Where a datapackage.yaml beside it explains a discrepancy, it is listed as
    explained. In a text (.txt or .md) it is sentences such as «økte 14,6 prosent, fra 57,0 til 71,6 prosent» and
    «8 av 18 (44 prosent)». Exit 1 when something unexplained does not add up.

    \b
    Example:
      auditlib recalc statistics/nyby-2024/svartid.csv
      auditlib recalc budsjett.xlsx --sheet Drift --format json
      auditlib recalc aarsrapport.txt
    """
    from auditlib.checks.recalc_file import recalculate_file, rows_of, text_of

    found = recalculate_file(Path(file), sheet)
    click.echo(json.dumps(rows_of(found), ensure_ascii=False, indent=2) if form == "json" else text_of(found))
    sys.exit(1 if any(not each.explained for each in found.discrepancies) else 0)
