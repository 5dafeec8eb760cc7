"""The command `auditlib fetch`. Heavy packages are imported inside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditlib.console import FORMAT, WORKSPACE, print_problems, with_exit_codes

if TYPE_CHECKING:
    from auditlib.fetch.making import Made


@click.command()
@click.argument("audit")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--online", is_flag=True, help="Ask the services; without it nothing leaves the machine.")
@click.option("--declare", "declares", is_flag=True, help="Write the tables' entries into datapackage.yaml.")
@click.option("--as", "name", metavar="NAME", help="Who fetches, for the log; git's user.name by default.")
@click.option("--proxy", metavar="URL", help="A proxy to go through; those of the environment are not used.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@FORMAT
@WORKSPACE
@with_exit_codes()
def fetch(
    audit: str, ids: tuple[str, ...], online: bool, declares: bool, name: str | None, proxy: str | None, quiet: bool,
    form: str, workspace: str,
) -> None:  # fmt: skip
    """Make the tables that statistics/AUDIT/fetch.yaml declares, all or some, from snapshots of public statistics.

    With --online the services are asked, and what they answer is kept in statistics/AUDIT/raw/ with query, hash, time,
    licence and status. Without it the tables are made again from the newest snapshots. A fetch that was interrupted
    goes on where it was.

    \b
    Example:
      auditlib fetch nyby-2024 --online
      auditlib fetch nyby-2024 barn --declare
    """  # noqa: D301
    from auditlib.problems import Problem, Severity
    from auditlib.workspace import find_root, require_audit

    root = find_root(workspace)
    require_audit(root, audit)
    problems: list[Problem] = []
    made = _fetched(root, audit, ids, name if online else None, online, proxy, quiet, problems)
    print_problems(problems) if form == "text" else None
    rows = [_row(root, audit, each, declares) for each in made]
    if form == "json":
        said = {"tables": rows, "problems": [each.as_row() for each in problems]}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for each, row in zip(made, rows, strict=True):
            _say(audit, each, row)
    sys.exit(1 if any(each.severity is Severity.ERROR for each in problems) else 0)


def _fetched(
    root: Path, audit: str, ids: tuple[str, ...], name: str | None, online: bool, proxy: str | None, quiet: bool,
    problems: list[Any],
) -> list[Made]:  # fmt: skip
    """Fetch over the network, or make the tables again."""
    from auditlib.fetch.tables import Online, fetch_tables

    if not online:
        return fetch_tables(root, audit, ids, None, problems)
    from auditlib.fetch.asking import lines
    from auditlib.fetch.pace import SystemClock
    from auditlib.log import who

    by = who(name, root)
    try:
        with lines(SystemClock(), proxy=proxy) as opened:
            return fetch_tables(root, audit, ids, Online(opened, by, quiet), problems)
    except KeyboardInterrupt:
        click.echo("Stopped; what has come is kept, and the last tables are untouched", err=True)
        sys.exit(130)


def _row(root: Path, audit: str, made: Made, declares: bool) -> dict[str, Any]:
    """Declare a table where that was asked for; give what there is to say of it."""
    from auditlib.fetch.entry import declare, declared_resource, differs

    missing = differs(made.entry, declared_resource(root, audit, made.fetch.as_))
    if missing and declares:
        declare(root, audit, made.entry)
    return {
        "id": made.fetch.id, "file": made.file, "snapshot": made.record, "rows": len(made.grid.rows),
        "columns": [each.name for each in made.grid.heads], "marks": list(made.grid.marks),
        "status": made.snapshot.status.value, "retrieved": made.snapshot.retrieved, "updated": made.snapshot.updated,
        "entry": dict(made.entry), "declared": not missing or declares,
    }  # fmt: skip


def _say(audit: str, made: Made, row: dict[str, Any]) -> None:
    """Print a line for a table, and its entry where datapackage.yaml does not have it."""
    from auditlib.fetch.entry import entry_text

    marks = f", marks {' '.join(row['marks'])}" if row["marks"] else ""
    click.echo(f"{row['file']}: {row['rows']} rows, {len(row['columns'])} columns of figures, {row['status']}{marks}")
    if not row["declared"]:
        click.echo(f"Not in statistics/{audit}/datapackage.yaml as it is now; --declare puts it there:")
        click.echo(entry_text(made.entry), nl=False)
