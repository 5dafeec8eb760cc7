"""The commands on the log. Heavy packages are imported inside the commands."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditlib.console import FORMAT, WORKSPACE, print_problems, with_exit_codes
from auditlib.problems import UsageError

if TYPE_CHECKING:
    from auditlib.log import Entry
    from auditlib.log.verify import Verified

_AUDIT = click.argument("audit")
_SHOWN = 12


@click.group()
def log() -> None:
    """Show who did what when, and verify that nothing of it was changed."""


@log.command()
@_AUDIT
@click.option("--about", metavar="ID", help="Only what was done with this item.")
@FORMAT
@WORKSPACE
@with_exit_codes()
def show(audit: str, about: str | None, workspace: str, form: str) -> None:
    """Show the entries of AUDIT's log, oldest first.

    \b
    Example:
      auditlib log show nyby-2024 --about F1
      auditlib log show nyby-2024 --format json | jq '.[].who'
    """  # noqa: D301
    from auditlib.log import read_log

    entries = [each for each in read_log(_root(workspace, audit), audit) if about is None or about in each.about]
    if form == "json":
        click.echo(json.dumps([asdict(each) for each in entries], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(map(_line, entries)) or "No entries")


def _line(entry: Entry) -> str:
    """Write an entry in one line."""
    details = "; ".join(f"{name}: {' '.join(said.split())}" for name, said in entry.details.items())
    parts = [entry.time, entry.hash[:_SHOWN], entry.who, entry.act.value, " ".join(entry.about), details]
    return "  ".join(each for each in parts if each)


@log.command()
@_AUDIT
@click.option("--contains", "known", multiple=True, metavar="HASH",
              help="A hash written down before, its twelve first digits at least: it must be in the log.")  # fmt: skip
@FORMAT
@WORKSPACE
@with_exit_codes()
def verify(audit: str, known: tuple[str, ...], workspace: str, form: str) -> None:
    """Verify AUDIT's log: find every entry that was changed, removed or moved, and say where.

    Exit 1 when something is wrong. What was cut off the end of a log is seen by the file `heads`, by git's history, or
    by a hash that somebody has written down elsewhere, which is given with --contains.

    \b
    Example:
      auditlib log verify nyby-2024
      auditlib log verify nyby-2024 --contains 3b65199fae16
    """  # noqa: D301
    from auditlib.log.verify import verify_log

    if short := [each for each in known if len(each) < _SHOWN]:
        raise UsageError(f"--contains {short[0]} is too short; give at least the {_SHOWN} first digits of the hash")
    found = verify_log(_root(workspace, audit), audit)
    gone = [hash_ for hash_ in known if not any(each.hash.startswith(hash_) for each in found.entries)]
    if form == "json":
        click.echo(json.dumps(_as_rows(found, gone), ensure_ascii=False, indent=2))
    else:
        print_problems(found.problems)
        for each in gone:
            click.secho(f"The log does not contain {each}", fg="red")
        click.echo(_summary(found))
    sys.exit(1 if found.problems or gone else 0)


def _as_rows(found: Verified, gone: list[str]) -> dict[str, object]:
    return {
        "entries": len(found.entries),
        "heads": [each.hash for each in found.heads],
        "signed": dict(found.signed.by),
        "unsigned": found.signed.unsigned,
        "unchecked": found.signed.unchecked,
        "committed": found.committed,
        "missing": gone,
        "problems": [each.as_row() for each in found.problems],
    }


def _summary(found: Verified) -> str:
    """Say what was verified, and what nobody could verify."""
    if not found.entries and not found.problems:
        return "The log is empty"
    heads = ", ".join(f"{each.hash[:_SHOWN]} of {each.time}" for each in found.heads)
    by = ", ".join(f"{n} by {name}" for name, n in sorted(found.signed.by.items())) or "none"
    unchecked = f"; {found.signed.unchecked} not checked" if found.signed.unchecked else ""
    lines = [
        f"{len(found.entries)} entries, the last: {heads or 'none'}",
        f"Signed: {by}; {found.signed.unsigned} not signed{unchecked}",
    ]
    if found.committed is None:
        lines.append("No git repository: whoever can write here could have cut entries off the end and mended `heads`")
    else:
        lines.append(f"In git's history: {found.committed}")
    return "\n".join(lines)


@log.command()
@_AUDIT
@click.option("--key", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="An SSH key such as ~/.ssh/id_ed25519; or its public half, where an agent has it.")  # fmt: skip
@click.option("--as", "name", metavar="NAME", help="Who signs; git's user by default.")
@WORKSPACE
@with_exit_codes()
def sign(audit: str, key: Path, name: str | None, workspace: str) -> None:
    """Sign AUDIT's log as it stands: an entry that follows all the others, signed with an SSH key.

    The signature covers every entry before it. Who may sign stands in findings/AUDIT/log/allowed_signers, a line for
    each key: `"Kari Nordmann" ssh-ed25519 AAAA…`.

    \b
    Example:
      auditlib log sign nyby-2024 --key ~/.ssh/id_ed25519 --as 'Kari Nordmann'
    """  # noqa: D301
    from auditlib.log import Act, record, who

    root = _root(workspace, audit)
    made = record(root, audit, Act.SIGNED, who(name, root), ["log"], key=key)
    click.echo(f"Signed as {made.who} with {made.key}: {made.hash}")


@log.command()
@_AUDIT
@WORKSPACE
@with_exit_codes()
def mend(audit: str, workspace: str) -> None:
    """Put the lines of AUDIT's log in order after two clones were merged into each other.

    Each line is moved after those it follows, and repeated ones are taken away; no entry is changed.

    \b
    Example:
      auditlib log mend nyby-2024
    """  # noqa: D301
    from auditlib.log.writing import mend

    moved = mend(_root(workspace, audit), audit)
    click.echo("Put in order" if moved else "The log is in order already")


def _root(workspace: str, audit: str) -> Path:
    """Find the workspace, which must have the audit."""
    from auditlib.workspace import find_root, require_audit

    root = find_root(workspace)
    require_audit(root, audit)
    return root
