"""The commands on archives and on what must be deleted. Heavy packages are imported inside the commands."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditlib.console import FORMAT, WORKSPACE, print_problems, with_exit_codes

if TYPE_CHECKING:
    from auditlib.archive.deletion import Plan

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_MAKE = "make"


class _MakesByDefault(click.Group):
    """`auditlib archive nyby-2024` is `auditlib archive make nyby-2024`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [_MAKE, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_MakesByDefault)
def archive() -> None:
    """Keep an audit in one file, check and restore such files, and delete what must not be kept.

    \b
    Example:
      auditlib archive nyby-2024
      auditlib archive verify nyby-2024.zip
    """  # noqa: D301


@archive.command(_MAKE)
@click.argument("audit")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.zip",
              help="The archive; AUDIT.zip in the current folder by default, or AUDIT-public.zip.")  # fmt: skip
@click.option("--public", is_flag=True, help="Only what may be handed out: the public report, criteria and sources.")
@click.option("--as", "name", metavar="NAME", help="Log that NAME has archived it.")
@WORKSPACE
@with_exit_codes()
def make(audit: str, output: Path | None, public: bool, name: str | None, workspace: str) -> None:
    """Write AUDIT into one zip: its files, notebooks, report, log, a manifest and a description.

    The same files give the same bytes. After unpacking, `sha256sum -c manifest-sha256.txt` checks every file.

    \b
    Example:
      auditlib archive make nyby-2024
      auditlib archive nyby-2024 --public -o nyby-2024-offentlig.zip --as 'Kari Nordmann'
    """  # noqa: D301
    from auditlib.archive.write import make_archive
    from auditlib.log import who
    from auditlib.workspace import find_root

    root = find_root(workspace)
    target = output or Path(f"{audit}{'-public' if public else ''}.zip")
    made = make_archive(root, audit, target, public, None if name is None else who(name, root))
    click.echo(f"Archive: {made.path} ({made.count} files)\nsha256: {made.hash}")


@archive.command()
@_FILE
@FORMAT
@with_exit_codes()
def verify(file: Path, form: str) -> None:
    """Check the archive FILE anywhere: what was changed, is missing or was put in. Exit 1 when something is wrong.

    Nothing is unpacked to the disk, and no workspace is needed. An archive that somebody has made anew, manifest and
    all, is sound by itself: compare its own SHA-256 with the one that was written down when it was made.

    \b
    Example:
      auditlib archive verify nyby-2024.zip
    """  # noqa: D301
    from auditlib.archive.verify import verify_archive
    from auditlib.archive.write import hash_of

    found, own = verify_archive(file), hash_of(file)
    if form == "json":
        said = {"audit": found.audit, "public": found.public, "files": len(found.hashes), "sha256": own}
        said |= {"problems": [each.as_row() for each in found.problems]}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        print_problems(found.problems)
        if found.sound:
            click.echo(f"Sound: {found.audit}{' (public)' if found.public else ''}, {len(found.hashes)} files")
        click.echo(f"sha256: {own}")
    sys.exit(0 if found.sound else 1)


@archive.command()
@_FILE
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--as", "name", metavar="NAME", help="Log in the new workspace that NAME has restored it.")
@with_exit_codes()
def restore(file: Path, folder: Path, name: str | None) -> None:
    """Make a workspace in FOLDER of the archive FILE; its report can be made again, to the same bytes.

    Where another version of Python, auditlib or a package is installed than the archive was made with, it is said.

    \b
    Example:
      auditlib archive restore nyby-2024.zip nyby-igjen && auditlib run nyby-2024 -w nyby-igjen
    """  # noqa: D301
    from auditlib.archive.restore import restore_archive
    from auditlib.log import who

    made = restore_archive(file, folder, None if name is None else who(name, Path()))
    print_problems(made.problems)
    click.echo(f"Workspace: {made.folder}\nNext: auditlib run {made.audit} -w {folder}")


@archive.command()
@click.argument("audit", required=False)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day to count from; today by default.")
@FORMAT
@WORKSPACE
@with_exit_codes()
def due(audit: str | None, day: datetime | None, workspace: str, form: str) -> None:
    """List what must be deleted, by `retention` in each audit.yaml, and when. Exit 1 when something is due.

    \b
    Example:
      auditlib archive due nyby-2024 --on 2030-06-01
      auditlib archive due
    """  # noqa: D301
    from auditlib.archive.retention import State, due_in
    from auditlib.workspace import audit_ids, find_root, require_audit

    root = find_root(workspace)
    if audit:
        require_audit(root, audit)
    found = due_in(root, [audit] if audit else audit_ids(root), day.date() if day else date.today())
    if form == "json":
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            done = f"logged {each.logged}" if each.logged else f"in {each.files} files" if each.files else "not logged"
            click.echo(f"{each.delete}  {each.state:7}  {each.audit}  {each.what}  {done}  {each.reason}")
        if not found:
            click.echo("No audit says what must be deleted; see `retention` in docs/formats.md")
    sys.exit(1 if any(each.state is State.DUE for each in found) else 0)


@archive.command()
@click.argument("audit")
@click.argument("what", type=click.Choice(["names", "informants", "notes"]))
@click.option("--yes", is_flag=True, help="Delete; without it, the command only says what it would delete.")
@click.option("--archive", "kept", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.zip",
              help="The public archive that is kept; needed where the report cannot be made afterwards.")  # fmt: skip
@click.option("--as", "name", metavar="NAME", help="Who deletes; git's user by default.")
@WORKSPACE
@with_exit_codes()
def delete(audit: str, what: str, yes: bool, kept: Path | None, name: str | None, workspace: str) -> None:
    """Delete the informants' names, the list of informants or the notes of AUDIT, and log that it was done.

    The log keeps hashes and numbers, never content. What else was made of it goes too, but for the public report.
    Git's history and archives that were made before are not touched.

    \b
    Example:
      auditlib archive delete nyby-2024 names
      auditlib archive delete nyby-2024 notes --archive nyby-2024-public.zip --as 'Kari Nordmann' --yes
    """  # noqa: D301
    from auditlib.archive.deletion import What, delete, plan_deletion, require_public_archive
    from auditlib.archive.leftovers import leftovers
    from auditlib.log import who
    from auditlib.workspace import find_root, require_audit

    root = find_root(workspace)
    require_audit(root, audit)
    plan = plan_deletion(root, audit, What(what))
    proof = "" if plan.what is What.NAMES or not (yes or kept) else require_public_archive(root, audit, kept)
    by = who(name, root) if yes else ""
    left = leftovers(root, plan)
    _say_plan(plan, yes)
    if yes:
        click.echo(f"Logged: {delete(root, plan, by, proof).hash}")
    _say_rest(root, audit)
    print_problems(left)


def _say_plan(plan: Plan, yes: bool) -> None:
    """Say what is deleted, or would be."""
    word = "Deleted" if yes else "Would be deleted"
    for each in plan.gone:
        click.echo(f"{word}: {each}")
    for each in plan.changed:
        click.echo(f"{word}: {len(plan.names)} names in {each}")
    if not yes:
        click.echo("Nothing was deleted: add --yes")


def _say_rest(root: Path, audit: str) -> None:
    """Say where copies stand that this command does not reach."""
    from auditlib.log import Act, read_log
    from auditlib.log.history import in_repository

    if in_repository(root):
        click.echo("Git's history keeps what was committed, here and in every clone: docs/decisions/0020", err=True)
    done = (each for each in read_log(root, audit) if each.act is Act.ARCHIVED)
    archives = [each.time[:10] for each in done if each.details.get("edition") == "internal"]
    if archives:
        click.echo(f"Archives of {', '.join(archives)} hold it too: delete them where they are kept", err=True)
