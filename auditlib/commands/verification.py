"""The commands on verification of interview notes. Heavy packages are imported inside the commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditlib.console import FORMAT, WORKSPACE, with_exit_codes
from auditlib.problems import UsageError

if TYPE_CHECKING:
    from auditlib.dates import Day
    from auditlib.verification import Change, Decided
    from auditlib.workspace import Inputs

_AUDIT = click.argument("audit")
_AS = click.option("--as", "name", metavar="NAME", help="Who does this; git's user by default.")
_ON = click.option("--on", "day", metavar="DATE", help="The day it is done; today by default.")


@click.group()
def verify() -> None:
    """Let informants verify the notes of their interviews.

    \b
    Example:
      auditlib verify send nyby-2024 I02 saksbehandler-1 --docx
      auditlib verify read nyby-2024 I02-saksbehandler-1.docx
      auditlib verify accept nyby-2024 I02 e1 e2
      auditlib verify reject nyby-2024 I02 e3 --reason "Opptaket viser det første."
    """  # noqa: D301


@verify.command()
@_AUDIT
@click.argument("note")
@click.argument("informant")
@click.option("--docx", "form", flag_value="docx", default=True, help="Write a Word document (the default).")
@click.option("--html", "form", flag_value="html", help="Write a page that can be edited in a browser.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--again", is_flag=True, help="Send what was sent before, or is verified, once more.")
@_AS
@_ON
@WORKSPACE
@with_exit_codes()
def send(
    audit: str, note: str, informant: str, form: str, output: Path | None, again: bool, name: str | None,
    day: str | None, workspace: str,
) -> None:  # fmt: skip
    """Write the copy of NOTE that INFORMANT is sent: only what that informant said, without codings.

    What was sent is kept in interviews/AUDIT/verification/. The file itself is not sent anywhere, and none is
    overwritten.

    \b
    Example:
      auditlib verify send nyby-2024 I02 saksbehandler-1 --docx -o til-kontroll.docx
    """  # noqa: D301
    from auditlib.language import speaking
    from auditlib.log import Act, record, who
    from auditlib.verification import copy_for, keep_sent, refuse_again
    from auditlib.verification.page import as_page
    from auditlib.word.informant_copy import write_copy

    inputs = _inputs(audit, workspace)
    by, on = who(name, inputs.root), _day(day)
    copy = copy_for(inputs, note, informant)
    refuse_again(inputs, copy, again)
    target = output or Path(f"{note}-{informant}.{form}")
    with speaking(inputs.audit.language):
        content = write_copy(copy) if form == "docx" else as_page(copy).encode()
    with _new(target) as made:
        made.write(content)
    kept = keep_sent(inputs, copy, by, on, form)
    record(inputs.root, audit, Act.SENT, by, [note], {"to": informant, "hash": copy.hash, "form": form})
    click.echo(f"Copy: {target}\nRecord: {kept.relative_to(inputs.root)}")
    if copy.left_out:
        click.echo(f"Not in the copy, for others' words are around them: {', '.join(copy.left_out)}", err=True)


@verify.command()
@_AUDIT
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--note", default="", help="The note, where the file has lost its mark.")
@click.option("--informant", default="", help="The informant, where the file has lost its mark.")
@FORMAT
@_AS
@_ON
@WORKSPACE
@with_exit_codes()
def read(
    audit: str, file: Path, note: str, informant: str, form: str, name: str | None, day: str | None, workspace: str
) -> None:
    """Read the copy FILE that came back (.docx, .html, or text) and keep each difference as a proposed change.

    Where nothing is different, the note is verified at once: `verified` is written into its front matter.

    \b
    Example:
      auditlib verify read nyby-2024 I02-saksbehandler-1.docx
      auditlib verify read nyby-2024 svar.txt --note I02 --informant saksbehandler-1
    """  # noqa: D301
    from auditlib.language import speaking
    from auditlib.log import Act, record, who
    from auditlib.verification import receive, settle

    inputs = _inputs(audit, workspace)
    by, on = who(name, inputs.root), _day(day)
    content = file.read_bytes()
    with speaking(inputs.audit.language):  # what was asked is left out, in the language it was asked in
        back = _back(file, content)
    got = receive(inputs, back, content, file.name, by, on, note, informant)
    done = settle(inputs, got.record.note)
    details = {"from": got.record.informant, "changes": str(len(got.record.changes))}
    if got.record.returned:
        details["hash"] = got.record.returned.hash
    record(inputs.root, audit, Act.VERIFIED if done.verified else Act.ANSWERED, by, [got.record.note], details)
    _say(got.record.note, got.record.changes, form)
    _say_verified(got.record.note, done)


def _deciding(doc: str, state: str) -> Callable[..., None]:
    """Make the command that accepts, or the one that rejects."""

    @verify.command(name="accept" if state == "accepted" else "reject", help=doc)
    @_AUDIT
    @click.argument("note")
    @click.argument("changes", nargs=-1, metavar="CHANGE...")
    @click.option("--all", "every", is_flag=True, help="All changes that are not decided.")
    @click.option("--reason", help="Why; needed to reject.")
    @FORMAT
    @_AS
    @_ON
    @WORKSPACE
    @with_exit_codes()
    def command(
        audit: str, note: str, changes: tuple[str, ...], every: bool, reason: str | None, form: str,
        name: str | None, day: str | None, workspace: str,
    ) -> None:  # fmt: skip
        from auditlib.log import Act, record, who
        from auditlib.verification import State, decide

        if bool(changes) == every:
            raise UsageError("name the changes, for example e1 e2, or say --all")
        inputs = _inputs(audit, workspace)
        by = who(name, inputs.root)
        done = decide(inputs, note, changes, State(state), by, _day(day), reason)
        details = {state: ", ".join(each.id for each in done.changes), **({"reason": reason} if reason else {})}
        if touched := [each.passage for change in done.changes for each in change.earlier]:
            details["passages"] = ", ".join(dict.fromkeys(touched))
        record(inputs.root, audit, Act.VERIFIED if done.verified else Act.DECIDED, by, [note], details)
        _say(note, done.changes, form)
        _say_verified(note, done)

    return command


accept = _deciding(
    "Put changes of NOTE into the note, and say which coded passages they touched.\n\nWhen nothing is left to decide, "
    "`verified` is written into the note's front matter.\n\n\b\nExample:\n  auditlib verify accept nyby-2024 I02 e1 e2",
    "accepted",
)
reject = _deciding(
    "Leave the words of NOTE as they are, with the reason.\n\nWhen nothing is left to decide, `verified` is written "
    "into the note's front matter.\n\n\b\nExample:\n"
    '  auditlib verify reject nyby-2024 I02 e3 --reason "Opptaket viser det første."',
    "rejected",
)


@verify.command(name="list")
@_AUDIT
@FORMAT
@WORKSPACE
@with_exit_codes()
def list_(audit: str, form: str, workspace: str) -> None:
    """List the notes of AUDIT: which are verified, which copies are out, and what is not decided.

    \b
    Example:
      auditlib verify list nyby-2024
    """  # noqa: D301
    from auditlib.verification.listing import as_text, rows

    found = rows(_inputs(audit, workspace))
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else as_text(found))


def _inputs(audit: str, workspace: str) -> Inputs:
    """Read an audit whose files are in order."""
    from auditlib.workbench import load

    return load(audit, workspace).inputs


def _day(given: str | None) -> Day:
    from auditlib.dates import Day

    try:
        return Day.read(given or date.today().isoformat())
    except ValueError:
        raise UsageError(f"`{given}` is not a date; write it as 2024-05-12") from None


def _new(target: Path) -> Any:
    """Open a file that is not there yet."""
    if target.exists():
        raise UsageError(f"{target} exists and is not overwritten; choose another name with -o")
    return target.open("xb")


def _back(file: Path, content: bytes) -> Any:
    """Read what came back, by the kind of its file."""
    if file.suffix.lower() == ".docx":
        from auditlib.word.informant_copy import read_copy

        return read_copy(file)
    from auditlib.verification.page import read_page, read_plain

    reader = read_page if file.suffix.lower() in (".html", ".htm") else read_plain
    return reader(content, file.name)


def _say(note: str, changes: tuple[Change, ...], form: str) -> None:
    """Print changes with the words before and after."""
    from auditlib.verification.listing import change_rows, change_text

    if form == "json":
        click.echo(json.dumps(change_rows(changes), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(change_text(each) for each in changes) or f"{note}: nothing is different")


def _say_verified(note: str, done: Decided) -> None:
    """Say what was written into a person's file, and who has not answered."""
    if done.verified:
        click.echo(f"Written into the front matter of {note}.md: verified: {done.verified}", err=True)
    elif done.waiting:
        click.echo(f"Waiting for {', '.join(done.waiting)}", err=True)
