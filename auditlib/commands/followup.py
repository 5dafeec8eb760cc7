"""The commands of follow-up: what became of recommendations, over all audits.

Heavy packages are imported inside the commands.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditlib.console import FORMAT, WORKSPACE, with_exit_codes
from auditlib.problems import AuditlibError, UsageError

if TYPE_CHECKING:
    from auditlib.followup import Entry

_STATUSES = ("not_judged", "followed_up", "partly", "not", "no_longer_relevant")
_DAY = click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
                    help="How it stood on this day; today by default.")  # fmt: skip
_FILTERS = (
    click.option("--municipality", default="", metavar="NAME", help="A municipality, by name or number."),
    click.option("--topic", default="", metavar="TOPIC", help="A topic, by its title."),
    click.option("--status", type=click.Choice(_STATUSES), help="What became of them."),
    click.option("--older-than", type=click.IntRange(0), metavar="YEARS", help="Published more years ago than this."),
)


def _filtered(command: Any) -> Any:
    """Give a command the options that choose recommendations."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


@click.group()
def followup() -> None:
    """Show what became of the recommendations of every audit in the workspace.

    \b
    Example:
      auditlib new --follow-up-of nyby-2024 nyby-2026
      auditlib followup register --status not --older-than 2
      auditlib followup page
    """  # noqa: D301


@followup.command()
@_filtered
@_DAY
@FORMAT
@WORKSPACE
@with_exit_codes()
def register(day: datetime | None, form: str, workspace: str, **chosen: Any) -> None:
    """Print the recommendations with what became of them.

    \b
    Example:
      auditlib followup register --municipality Nyby
      auditlib followup register --status not_judged --older-than 2 --format json
    """  # noqa: D301
    from auditlib.followup.text import register_rows, register_text

    entries = _entries(workspace, _on(day), **chosen)
    if form == "json":
        click.echo(json.dumps(register_rows(entries), ensure_ascii=False, indent=2))
    else:
        click.echo(register_text(entries))


@followup.command()
@_filtered
@_DAY
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the page.")
@WORKSPACE
@with_exit_codes()
def page(day: datetime | None, output: Path | None, workspace: str, **chosen: Any) -> None:
    """Write the register as a page, reports/oppfolging.html, that anybody can read and sort.

    It holds what the public reports hold, and is refused if it would let out more.

    \b
    Example:
      auditlib followup page --on 2026-01-01
    """  # noqa: D301
    from auditlib.report.register import write_register
    from auditlib.workspace import find_root

    on = _on(day)
    click.echo(f"Register: {write_register(find_root(workspace), _entries(workspace, on, **chosen), on, output)}")


@followup.command()
@click.argument("audit")
@click.argument("entries", nargs=-1, required=True, metavar="ID...")
@click.option("--as", "name", metavar="NAME", help="Who does it; git's user.name by default.")
@WORKSPACE
@with_exit_codes()
def judge(audit: str, entries: tuple[str, ...], name: str | None, workspace: str) -> None:
    """Record in the log who judged the entries ID of AUDIT, as they stand in followup.yaml.

    \b
    Example:
      auditlib followup judge nyby-2026 O1 O2 --as "Kari Nordmann"
    """  # noqa: D301
    from auditlib.findings import Followed
    from auditlib.log import Act, record, who
    from auditlib.problems import hint_for
    from auditlib.workbench import load

    a = load(audit, workspace)
    root, by = a.inputs.root, who(name, a.inputs.root)
    known = {each.id: each for each in a.inputs.followup}
    for id_ in entries:
        if id_ not in known:
            raise UsageError(f"there is no entry `{id_}` in followup.yaml ({hint_for(id_, known)})")
        if known[id_].status is Followed.NOT_JUDGED:
            raise AuditlibError(f"{id_} is not judged: write status, on, by, text and evidence in followup.yaml first")
    stamps = {id_: f"{known[id_].status.value} {known[id_].stamp}" for id_ in entries}
    record(root, audit, Act.FOLLOWED_UP, by, list(stamps), stamps)
    click.echo(f"Recorded: {', '.join(stamps)} judged by {by}")


def start_follow_up(name: str, earlier: str, day: datetime | None, by: str | None, workspace: str) -> None:
    """Make the audit `name`, which follows up an earlier one, and say what was made and what to do."""
    from auditlib.followup import start
    from auditlib.log import Act, record, who
    from auditlib.workbench import load

    a = load(earlier, workspace)
    who_ = who(by, a.inputs.root)
    made = start(a, name, _on(day))
    record(a.inputs.root, name, Act.ADDED, who_, [name], {"follow_up_of": earlier, "carried": str(made.carried)})
    click.echo(f"Made {name}, which follows up {made.carried} recommendations of {earlier}:")
    click.echo("\n".join(f"  {each}" for each in made.files))
    if made.left_out:
        click.echo(f"Left out, since they do not apply in the new period: {', '.join(made.left_out)}")
    click.echo(f"Next:\n  auditlib check {name}\n  write what became of each in findings/{name}/followup.yaml")


def _on(day: datetime | None) -> date:
    return day.date() if day else date.today()


def _entries(
    workspace: str, on: date, municipality: str, topic: str, status: str | None, older_than: int | None
) -> list[Entry]:
    """Give the entries of the register that were asked for."""
    from auditlib.findings import Followed
    from auditlib.followup import Wanted
    from auditlib.followup import register as register_of
    from auditlib.workspace import find_root

    wanted = Wanted(municipality, topic, Followed(status) if status else None, older_than)
    return register_of(find_root(workspace), on, wanted)
