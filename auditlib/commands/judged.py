"""The commands that store judgements: `judge` and `accept`. Heavy packages are imported inside them."""

from __future__ import annotations

from datetime import date

import click

from auditlib.console import WORKSPACE, with_exit_codes

_AUDIT = click.argument("audit")
_AS = click.option("--as", "name", metavar="NAME", help="Who judges; git's user by default.")


@click.command()
@_AUDIT
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All judgements that are new or suspect.")
@_AS
@WORKSPACE
@with_exit_codes()
def judge(audit: str, ids: tuple[str, ...], everything: bool, name: str | None, workspace: str) -> None:
    """Store judgements of AUDIT as they stand, with the stamps of all they rest on.

    When something they rest on changes later, `auditlib status` tells, and the public edition is not made until they
    are judged again or the change is accepted. ID is an assessment, finding, conclusion or recommendation.

    \b
    Example:
      auditlib judge nyby-2024 V1 F1
      auditlib judge nyby-2024 --all --as "Kari Nordmann"
    """  # noqa: D301
    from auditlib.judged import clear, to_judge
    from auditlib.judged import judge as store
    from auditlib.log import Act, record, who
    from auditlib.workbench import load

    bench = load(audit, workspace)
    root, standing = bench.inputs.root, bench.standing
    by = who(name, root)
    wanted = to_judge(standing.judgements, standing.suspects, standing.store, ids, everything)
    store(root, audit, standing.judgements, wanted, by, date.today().isoformat())
    gone = clear(root, audit, standing.judgements, standing.store) if everything else []
    if wanted or gone:
        record(root, audit, Act.JUDGED, by, wanted, {"removed": ", ".join(gone)} if gone else None)
    click.echo(f"Judged: {', '.join(wanted) or 'nothing, for nothing is new or suspect'}")
    if gone:
        click.echo(f"Taken away, for there are no such judgements: {', '.join(gone)}")


@click.command()
@_AUDIT
@click.argument("id_", metavar="ID")
@click.option("--reason", required=True, help="Why the judgement holds although what it rests on has changed.")
@_AS
@WORKSPACE
@with_exit_codes()
def accept(audit: str, id_: str, reason: str, name: str | None, workspace: str) -> None:
    """Accept what has changed under the judgement ID of AUDIT without judging it anew.

    The reason is kept with the judgement; the internal edition shows it.

    \b
    Example:
      auditlib accept nyby-2024 F1 --reason "Bare en skrivefeil i notatet er rettet."
    """  # noqa: D301
    from auditlib.judged import Acceptance
    from auditlib.judged import accept as store
    from auditlib.log import Act, record, who
    from auditlib.workbench import load

    bench = load(audit, workspace)
    root, standing = bench.inputs.root, bench.standing
    by = who(name, root)
    given = Acceptance(by, date.today().isoformat(), reason, "")
    made = store(root, audit, standing.judgements, standing.suspects, standing.store, id_, given)
    record(root, audit, Act.ACCEPTED, by, [id_], {"reason": made.reason, "changed": made.changed})
    click.echo(f"Accepted for {id_}: {made.changed}")
