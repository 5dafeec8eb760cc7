"""The commands of referencing. Heavy packages are imported inside the commands."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditlib.console import FORMAT, WORKSPACE, print_problems, with_exit_codes

if TYPE_CHECKING:
    from auditlib.review.desk import Desk

_AUDIT = click.argument("audit")
_CLAIM = click.argument("claim")
_AS = click.option("--as", "name", metavar="NAME", help="Who does this; git's user by default.")
_ROUND = click.option("--round", "round_name", default="", metavar="NAME", help="The round; the latest by default.")


@click.group()
def review() -> None:
    """Reference a report: a second person goes through every claim.

    A claim is a reference in the auditor's texts (F1.c2) or an item that judges (F1, V1, S1, A1).

    \b
    Example:
      auditlib review start nyby-2024 --as "Kari Nordmann"
      auditlib review record nyby-2024 F1.c2 agree --as "Kari Nordmann"
      auditlib review list nyby-2024 --open
    """  # noqa: D301


def _desk(audit: str, workspace: str) -> Desk:
    """Lay out an audit whose files are in order."""
    from auditlib.review.desk import desk_of
    from auditlib.workbench import load

    return desk_of(load(audit, workspace).mapped)


@review.command()
@_AUDIT
@_AS
@click.option("--round", "round_name", default="", metavar="NAME", help="What to call it; runde-1, runde-2, … else.")
@WORKSPACE
@with_exit_codes()
def start(audit: str, name: str | None, round_name: str, workspace: str) -> None:
    """Start a round of referencing of AUDIT, in which everything is read anew.

    \b
    Example:
      auditlib review start nyby-2024 --as "Kari Nordmann"
    """  # noqa: D301
    from auditlib.log import who
    from auditlib.review.acts import start as start_round

    desk = _desk(audit, workspace)
    made = start_round(desk, who(name, desk.root), round_name)
    click.echo(f"Round {made}: {len(desk.subjects)} claims and items to read")
    click.echo(f"  auditlib run {audit}    # then «Referer» in reports/{audit}/rapport-intern.html")


@review.command(name="list")
@_AUDIT
@click.option("--open", "only_open", is_flag=True, help="Only what is not agreed.")
@_ROUND
@FORMAT
@WORKSPACE
@with_exit_codes()
def list_(audit: str, only_open: bool, round_name: str, form: str, workspace: str) -> None:
    """List every claim and item of AUDIT: its state, by whom, and whether what was said of it still holds.

    \b
    Example:
      auditlib review list nyby-2024 --open
      auditlib review list nyby-2024 --format json | jq '.[] | select(.void)'
    """  # noqa: D301
    from auditlib.review.listing import rows_of, text_of

    desk = _desk(audit, workspace)
    standing = desk.standing(round_name)
    found = standing.open if only_open else standing.subjects
    if form == "json":
        click.echo(json.dumps(rows_of(found), ensure_ascii=False, indent=2))
    else:
        name = round_name or (desk.rounds[-1].name if desk.rounds else "")
        click.echo(text_of(standing, found, name))


@review.command()
@_AUDIT
@_CLAIM
@click.argument("judgement", type=click.Choice(["agree", "disagree", "ask"]))
@click.option("--reason", default="", help="Why; required to disagree and to ask.")
@_AS
@_ROUND
@WORKSPACE
@with_exit_codes()
def record(
    audit: str, claim: str, judgement: str, reason: str, name: str | None, round_name: str, workspace: str
) -> None:
    """Record that a reviewer agrees or disagrees with CLAIM, or asks about it.

    Whoever wrote it cannot. A disagreement stays open until whoever raised it settles it.

    \b
    Example:
      auditlib review record nyby-2024 F1.c2 agree --as "Kari Nordmann"
      auditlib review record nyby-2024 F1 disagree --reason "Utvalget er for lite" --as "Kari Nordmann"
    """  # noqa: D301
    from auditlib.log import who
    from auditlib.review.acts import judge
    from auditlib.review.marks import MarkKind

    desk = _desk(audit, workspace)
    made = judge(desk, claim, MarkKind(judgement), who(name, desk.root), reason, round_name)
    click.echo(f"{made.subject}: {made.by} {made.kind.value}s")


@review.command()
@_AUDIT
@_CLAIM
@click.option("--text", required=True, help="The answer.")
@_AS
@_ROUND
@WORKSPACE
@with_exit_codes()
def answer(audit: str, claim: str, text: str, name: str | None, round_name: str, workspace: str) -> None:
    """Answer what others disagree with or ask about CLAIM; it stays open until they settle it.

    \b
    Example:
      auditlib review answer nyby-2024 F1 --text "Utvalget er nå beskrevet" --as "Ola Hansen"
    """  # noqa: D301
    from auditlib.log import who
    from auditlib.review.acts import answer as give_answer

    desk = _desk(audit, workspace)
    made = give_answer(desk, claim, text, who(name, desk.root), round_name)
    click.echo(f"{made.subject}: {made.by} answers")


@review.command()
@_AUDIT
@_CLAIM
@click.option("--reason", default="", help="Why it is settled.")
@_AS
@_ROUND
@WORKSPACE
@with_exit_codes()
def settle(audit: str, claim: str, reason: str, name: str | None, round_name: str, workspace: str) -> None:
    """Settle one's own disagreement or question about CLAIM, and agree with it as it now stands.

    \b
    Example:
      auditlib review settle nyby-2024 F1 --as "Kari Nordmann"
    """  # noqa: D301
    from auditlib.log import who
    from auditlib.review.acts import settle as settle_points

    desk = _desk(audit, workspace)
    made = settle_points(desk, claim, who(name, desk.root), reason, round_name)
    click.echo(f"{made.subject}: settled by {made.by}")


@review.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--audit", required=True, help="The audit that the form is of.")
@_AS
@_ROUND
@WORKSPACE
@with_exit_codes()
def import_(file: str, audit: str, name: str | None, round_name: str, workspace: str) -> None:
    """Record what a reviewer saved from the form in the internal edition.

    What has changed since it was read is listed and not recorded (exit 1); a file with an error records nothing.

    \b
    Example:
      auditlib review import referering-nyby-2024-kari-nordmann.json --audit nyby-2024
    """  # noqa: D301
    from auditlib.log import who
    from auditlib.review.returned import import_file

    desk = _desk(audit, workspace)
    made = import_file(desk, Path(file), who(name, desk.root) if name else "", round_name)
    print_problems(made.problems)
    known = f", {made.known} known already" if made.known else ""
    void = f", {len(made.void)} void" if made.void else ""
    click.echo(f"{made.reviewer}, {made.round}: {len(made.recorded)} recorded{known}{void}")
    sys.exit(1 if made.problems else 0)


@review.command()
@_AUDIT
@_AS
@_ROUND
@WORKSPACE
@with_exit_codes()
def sign(audit: str, name: str | None, round_name: str, workspace: str) -> None:
    """Sign what one has not written, once every claim is agreed or settled and none is void.

    \b
    Example:
      auditlib review sign nyby-2024 --as "Kari Nordmann"
    """  # noqa: D301
    from auditlib.log import who
    from auditlib.review.acts import sign as sign_round

    desk = _desk(audit, workspace)
    made = sign_round(desk, who(name, desk.root), round_name)
    click.echo(f"Signed by {made.by}: {made.count} claims and items")
