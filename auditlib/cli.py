"""The command line. Heavy packages are imported inside the commands, so that `--help` answers at once."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from auditlib import __version__
from auditlib.commands.archive import archive
from auditlib.commands.excel import excel
from auditlib.commands.fetch import fetch
from auditlib.commands.followup import followup, start_follow_up
from auditlib.commands.hearing import hearing
from auditlib.commands.intake import documents
from auditlib.commands.judged import accept, judge
from auditlib.commands.log import log
from auditlib.commands.review import review
from auditlib.commands.runs import matrix, run, watch
from auditlib.commands.sampling import sample
from auditlib.commands.standards import standard
from auditlib.commands.verification import verify
from auditlib.console import FORMAT, WORKSPACE, print_problems, with_exit_codes
from auditlib.problems import Problem, Severity, UsageError, raise_errors


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="auditlib")
def main() -> None:
    """Performance audits where every claim shows what it rests on.

    \b
    Example:
      auditlib new min-revisjon && cd min-revisjon
      auditlib check && auditlib run nyby-2024
    """


main.add_command(archive)
main.add_command(accept)
main.add_command(documents)
main.add_command(excel)
main.add_command(fetch)
main.add_command(followup)
main.add_command(hearing)
main.add_command(judge)
main.add_command(log)
main.add_command(matrix)
main.add_command(review)
main.add_command(run)
main.add_command(sample)
main.add_command(standard)
main.add_command(verify)
main.add_command(watch)


@main.command()
@click.argument("name", type=click.Path())
@click.option("--template", type=click.Choice(["intervjuer", "tall"]),
              help="The example: interviews and a file review (the default), or figures against norms.")  # fmt: skip
@click.option("--follow-up-of", "earlier", metavar="AUDIT", help="Make the audit NAME here, which follows up AUDIT.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="With --follow-up-of: the day it begins; today by default.")  # fmt: skip
@click.option("--as", "by", metavar="NAME", help="With --follow-up-of: who does it; git's user.name by default.")
@WORKSPACE
@with_exit_codes()
def new(
    name: str, template: str | None, earlier: str | None, day: datetime | None, by: str | None, workspace: str,
) -> None:  # fmt: skip
    """Make a workspace NAME with one small worked audit that runs at once, or an audit that follows up another.

    A follow-up audit is made in this workspace. It carries the recommendations of AUDIT with what they followed from,
    and the criteria behind them that still apply.

    \b
    Example:
      auditlib new min-revisjon
      auditlib new min-revisjon --template tall
      auditlib new --follow-up-of nyby-2024 nyby-2026
    """
    if earlier is not None:
        if template is not None:
            raise UsageError("a follow-up audit is made of the audit it follows up; leave out --template")
        start_follow_up(name, earlier, day, by, workspace)
        return
    from auditlib.scaffold import INTERVIEWS, make_workspace

    made = make_workspace(Path(name), template or INTERVIEWS)
    click.echo(f"Made {name} with the audit {made.audit}. Next:")
    click.echo(f"  cd {name}\n  auditlib check\n  auditlib run {made.audit}\n  jupyter lab notebooks/utforsk.ipynb")


@main.command()
@click.argument("audit", required=False)
@FORMAT
@click.option("--notes/--no-notes", default=True, help="Print notes (coverage gaps) too.")
@WORKSPACE
@with_exit_codes()
def check(audit: str | None, form: str, notes: bool, workspace: str) -> None:
    """Check the files of AUDIT, or of every audit: all problems at once.

    Errors and warnings are problems (exit 1); notes tell what the audit does not cover.

    \b
    Example:
      auditlib check nyby-2024
      auditlib check --format json | jq '.[].code'
    """
    from auditlib.workspace import audit_ids, find_root

    root = find_root(workspace)
    problems: dict[Problem, None] = {}
    for each in [audit] if audit else audit_ids(root):
        problems.update(dict.fromkeys(_problems(each, root)))
    shown = [each for each in problems if notes or each.severity is not Severity.NOTE]
    if form == "json":
        click.echo(json.dumps([each.as_row() for each in shown], ensure_ascii=False, indent=2))
    else:
        print_problems(shown)
    sys.exit(1 if any(each.severity is not Severity.NOTE for each in problems) else 0)


def _problems(audit: str, root: Path) -> list[Problem]:
    """Give what is wrong with what people wrote, and with what the tool wrote of their referencing and verification."""
    from auditlib.workbench import check as run_checks

    return [*run_checks(audit, root)[1], *_recorded(audit, root)]


def _recorded(audit: str, root: Path) -> list[Problem]:
    """Give what is wrong with the files that the tool writes as people reference and verify."""
    from auditlib.review.store import review_problems
    from auditlib.verification.store import record_problems

    return [*review_problems(root, audit), *record_problems(root, audit)]


@main.command()
@click.argument("audit")
@click.argument("item", metavar="[ID]", default="")
@click.option("--suspect", "only", is_flag=True, help="Only what may no longer hold, which is quick after an edit.")
@FORMAT
@WORKSPACE
@with_exit_codes()
def status(audit: str, item: str, only: bool, form: str, workspace: str) -> None:
    """Show how AUDIT stands: what may no longer hold and why, the matrix, unverified notes, and what is not assessed.

    ID is an assessment, finding, conclusion or recommendation: how that one stands, with every change under it.

    \b
    Example:
      auditlib status nyby-2024
      auditlib status nyby-2024 F1
      auditlib status nyby-2024 --suspect
    """
    from auditlib.workbench.quick import quick_rows, quick_text
    from auditlib.workbench.status import status_rows, status_text
    from auditlib.workspace import find_root

    root = find_root(workspace)
    if not only and _recorded(audit, root):
        raise_errors(_problems(audit, root))
    if form == "json":
        found = quick_rows(audit, workspace) if only else status_rows(audit, workspace, item)
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(quick_text(audit, workspace) if only else status_text(audit, workspace, item))


@main.command()
@click.argument("audit")
@click.argument("item", metavar="[ID]", required=False)
@FORMAT
@WORKSPACE
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
