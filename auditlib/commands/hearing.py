"""The commands on what comes back from a hearing. Heavy packages are imported inside the commands."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from auditlib.console import FORMAT, with_exit_codes
from auditlib.problems import UsageError


@click.group()
def hearing() -> None:
    """Read what came back from the hearing."""


@hearing.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--audit", help="The audit whose items the comments are about; its ids decide what an anchor is.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="A new file with responses to fill in.")
@click.option("-w", "--workspace", type=click.Path(exists=True, file_okay=False), default=".",
              help="A folder in the workspace; the current one by default.")  # fmt: skip
@FORMAT
@with_exit_codes()
def import_(file: str, audit: str | None, output: str | None, workspace: str, form: str) -> None:
    """List the comments and tracked changes of FILE.docx, each with the finding or criterion it is about.

    With -o, a file in the form of hearing.yaml is written for the auditor to fill in; no file is overwritten.

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
    ids, taken = _known(audit, workspace) if audit else (None, [])
    found = read_returned(Path(file), None if ids is None else items_by_name(ids))
    if output is not None:
        text = skeleton(found, taken)
        with Path(output).open("x", encoding="utf-8", newline="\n") as made:
            made.write(text)
    if form == "json":
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(found))


def _known(audit: str, workspace: str) -> tuple[list[str], list[str]]:
    """Give the ids of an audit's items, and those of its responses."""
    from auditlib.workbench import load

    bench = load(audit, workspace)
    answered = bench.inputs.hearing.responses if bench.inputs.hearing else ()
    return [*bench.graph.nodes], [each.id for each in answered]
