"""The commands of a hearing: what is sent, what comes back, and what is otherwise in the end.

Heavy packages are imported inside the commands.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from auditlib.console import FORMAT, WORKSPACE, with_exit_codes
from auditlib.problems import AuditlibError, UsageError

_AS = click.option("--as", "name", metavar="NAME", help="Who does it; git's user.name by default.")


@click.group()
def hearing() -> None:
    """Send a report to its hearing, read what comes back, and compare with what was sent.

    \b
    Example:
      auditlib hearing send nyby-2024 --docx --as "Kari Nordmann"
      auditlib hearing import svar.docx --audit nyby-2024 -o svar.yaml
      auditlib hearing compare nyby-2024
    """  # noqa: D301


@hearing.command()
@click.argument("audit")
@click.option("--docx", is_flag=True, help="Make the Word document anew and send it too.")
@click.option("--docx-template", "template", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A .docx whose styles, header and footer the document takes.")  # fmt: skip
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day it is sent; today by default.")
@click.option("-r", "--parameter", "extra", type=(str, str), multiple=True, metavar="NAME VALUE",
              help="A further parameter that the report was run with.")  # fmt: skip
@_AS
@WORKSPACE
@with_exit_codes()
def send(
    audit: str, docx: bool, template: Path | None, day: date | None, extra: tuple[tuple[str, str], ...],
    name: str | None, workspace: str,
) -> None:
    """Fix the version of AUDIT's report that is sent to the hearing.

    The hashes of the files, and every claim and judgement as it reads in them, are written to
    findings/AUDIT/hearing/sent-1-NAME.yaml. The report must be made of the files as they are now.

    \b
    Example:
      auditlib hearing send nyby-2024 --docx --as "Kari Nordmann"
    """  # noqa: D301
    from auditlib.hearing import fix, write_sent
    from auditlib.log import Act, record, who
    from auditlib.workbench import load

    a = load(audit, workspace)
    root, by = a.inputs.root, who(name, a.inputs.root)
    span = a.inputs.audit.hearing
    if span is None:
        raise AuditlibError(_NO_DATES.format(audit))
    files = _files(root, audit, dict(extra), docx or template is not None, template)
    sent = fix(a, files, by, f"{day or date.today():%Y-%m-%d}")
    path = write_sent(sent, root, audit)
    record(root, audit, Act.SENT, by, [sent.id], {"seal": sent.seal, **files})
    click.echo(f"Sent: {path.relative_to(root)}, to be answered by {span.end}")
    for file, hash_ in files.items():
        click.echo(f"  {hash_}  reports/{audit}/{file}")


_NO_DATES = (
    "criteria/{}/audit.yaml has no dates for the hearing; write for example "
    "hearing: {{from: 2024-04-22, to: 2024-05-10}}"
)


def _files(root: Path, audit: str, extra: dict[str, str], docx: bool, template: Path | None) -> dict[str, str]:
    """Give the hashes of what is sent; raise UsageError when the report is not made of the files as they are."""
    from auditlib.fingerprints import hash_of
    from auditlib.report.keep import REPORT
    from auditlib.runs.record import parameter_hashes, unchanged
    from auditlib.word.hearing_copy import make_hearing_copy

    folder = root / "reports" / audit
    if not (folder / REPORT).is_file():
        raise UsageError(f"there is no report of {audit}; make it with `auditlib run {audit}`")
    if unchanged(root, audit, folder, parameter_hashes(extra)) is None:
        raise UsageError(f"the report of {audit} is not made of the files as they are; run `auditlib run {audit}`")
    sent = [folder / REPORT]
    if docx:
        sent.append(make_hearing_copy(folder / REPORT, audit, root, template))
    return {path.name: hash_of(path) for path in sent}


@hearing.command()
@click.argument("audit")
@click.option("--sent", "version", default="", metavar="VERSION", help="sent-1, sent-2, …; the last one by default.")
@FORMAT
@WORKSPACE
@with_exit_codes()
def compare(audit: str, version: str, form: str, workspace: str) -> None:
    """Compare the version of AUDIT that was sent with the report as it is now, claim by claim.

    Exit 1 when something was judged otherwise and nothing in hearing.yaml says why.

    \b
    Example:
      auditlib hearing compare nyby-2024
      auditlib hearing compare nyby-2024 --sent sent-1 --format json
    """  # noqa: D301
    from auditlib.checks.sent import JUDGEMENTS
    from auditlib.hearing import compare as compare_with
    from auditlib.hearing.text import comparison_rows, comparison_text
    from auditlib.language import speaking
    from auditlib.workbench import load

    a = load(audit, workspace)
    with speaking(a.inputs.audit.language):
        found = compare_with(a, version)
        rows = comparison_rows(found)
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2) if form == "json" else comparison_text(found))
    open_ones = [each for each in found.items if each.kind in JUDGEMENTS and each.how != "grounds" and not each.why]
    sys.exit(1 if open_ones else 0)


@hearing.command()
@click.argument("audit")
@FORMAT
@WORKSPACE
@with_exit_codes()
def status(audit: str, form: str, workspace: str) -> None:
    """Show what of AUDIT was sent when, the deadline, and each comment with its decision.

    \b
    Example:
      auditlib hearing status nyby-2024
    """  # noqa: D301
    from auditlib.hearing.text import hearing_rows, hearing_text
    from auditlib.language import speaking
    from auditlib.workbench import load

    a = load(audit, workspace)
    with speaking(a.inputs.audit.language):
        rows = hearing_rows(a)
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2) if form == "json" else hearing_text(a))


@hearing.command()
@click.argument("audit")
@click.argument("responses", nargs=-1, required=True, metavar="ID...")
@_AS
@WORKSPACE
@with_exit_codes()
def decide(audit: str, responses: tuple[str, ...], name: str | None, workspace: str) -> None:
    """Record in the log who decided the comments ID of AUDIT, as they stand in hearing.yaml.

    \b
    Example:
      auditlib hearing decide nyby-2024 H1 H2 --as "Kari Nordmann"
    """  # noqa: D301
    from auditlib.findings import Decision
    from auditlib.log import Act, record, who
    from auditlib.problems import hint_for
    from auditlib.workbench import load

    a = load(audit, workspace)
    root, by = a.inputs.root, who(name, a.inputs.root)
    known = {each.id: each for each in (a.inputs.hearing.responses if a.inputs.hearing else ())}
    for id_ in responses:
        if id_ not in known:
            raise UsageError(f"there is no comment `{id_}` in hearing.yaml ({hint_for(id_, known)})")
        if known[id_].decision is Decision.OPEN:
            raise AuditlibError(f"comment {id_} is open: write examined, decision and reason in hearing.yaml first")
    stamps = {id_: f"{known[id_].decision.value} {known[id_].stamp}" for id_ in responses}
    record(root, audit, Act.DECIDED, by, list(stamps), stamps)
    click.echo(f"Recorded: {', '.join(stamps)} decided by {by}")


@hearing.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--audit", help="The audit whose items the comments are about; its ids decide what an anchor is.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="A new file with responses to fill in.")
@_AS
@WORKSPACE
@FORMAT
@with_exit_codes()
def import_(
    file: str, audit: str | None, output: str | None, name: str | None, workspace: str, form: str
) -> None:
    """List the comments and tracked changes of FILE.docx, each with the finding or criterion it is about.

    With -o, a file in the form of hearing.yaml is written, where each comment is open until the auditor has examined
    and decided it; no file is overwritten. With --audit too, the log records who took the comments in.

    \b
    Example:
      auditlib hearing import horing.docx --audit nyby-2024
      auditlib hearing import horing.docx --audit nyby-2024 -o svar.yaml
    """  # noqa: D301
    from auditlib.word.names import items_by_name
    from auditlib.word.returned import read_returned
    from auditlib.word.skeleton import as_text, skeleton

    if output is not None and Path(output).exists():
        raise UsageError(f"{output} exists and is not overwritten; choose another name")
    by = _importer(name, workspace) if audit and output is not None else ""
    ids, taken = _known(audit, workspace) if audit else (None, [])
    found = read_returned(Path(file), None if ids is None else items_by_name(ids))
    if output is not None:
        text = skeleton(found, taken)
        with Path(output).open("x", encoding="utf-8", newline="\n") as made:
            made.write(text)
    if audit and by:
        _record_import(audit, by, Path(file), workspace, len(found))
    if form == "json":
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(found))


def _known(audit: str, workspace: str) -> tuple[list[str], list[str]]:
    """Give the ids of an audit's items, and those of its responses."""
    from auditlib.workbench import load

    bench = load(audit, workspace)
    answered = bench.inputs.hearing.responses if bench.inputs.hearing else ()
    sent = [each.id for version in bench.inputs.sent for each in version.items]
    sent += [each.id for version in bench.inputs.sent for each in version.claims]
    return list(dict.fromkeys([*bench.graph.nodes, *sent])), [each.id for each in answered]


def _importer(name: str | None, workspace: str) -> str:
    """Give who takes the comments in, before anything is written."""
    from auditlib.log import who
    from auditlib.workspace import find_root

    return who(name, find_root(workspace))


def _record_import(audit: str, by: str, file: Path, workspace: str, comments: int) -> None:
    """Record that comments came in, with the hash of the file that they came in."""
    from auditlib.fingerprints import hash_of
    from auditlib.log import Act, record
    from auditlib.workspace import find_root

    details = {"file": file.name, "sha256": hash_of(file), "comments": str(comments)}
    record(find_root(workspace), audit, Act.HEARD, by, (), details)
