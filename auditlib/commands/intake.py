"""The command `auditlib documents`. Heavy packages are imported inside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from auditlib.console import FORMAT, WORKSPACE, print_problems, with_exit_codes


@click.group()
def documents() -> None:
    """Documents as evidence: add files, show their pages, and check what they say.

    \b
    Example:
      auditlib documents add rapport.pdf --audit nyby-2024 --id D3
      auditlib documents check nyby-2024 D3
    """  # noqa: D301


@documents.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--audit", required=True, help="The audit that the document is evidence in.")
@click.option("--id", "id_", default="", metavar="ID", help="Its id, which excerpts cite; the next of D1, D2 …")
@click.option("--title", default="", help="Its title; the first line of its text by default.")
@click.option("--replace", "replaces", is_flag=True, help="Take the place of the document that has the id.")
@click.option("--as", "name", metavar="NAME", help="Who adds it, for the log; git's user.name by default.")
@FORMAT
@WORKSPACE
@with_exit_codes()
def add(
    file: Path, audit: str, id_: str, title: str, replaces: bool, name: str | None, form: str, workspace: str
) -> None:
    """Add FILE (PDF, DOCX, TXT or HTML) to the documents of an audit, in documents/AUDIT/sources/ID/.

    The original is kept as it came, with its hash. Its text is kept in pages with numbered lines, which excerpts in
    documents/AUDIT/ID.yaml can cite. Letters that were lost are repaired where the text itself shows what they were,
    and each repair is listed. Tables are kept as CSV.

    \b
    Example:
      auditlib documents add rapport.pdf --audit nyby-2024 --id D3 --title "Årsrapport 2023"
    """  # noqa: D301
    from auditlib.intake.adding import add_document
    from auditlib.log import who
    from auditlib.workspace import find_root, require_audit

    root = find_root(workspace)
    require_audit(root, audit)
    added = add_document(root, audit, file, who(name, root), id_, title, replaces=replaces)
    if form == "json":
        problems = [each.as_row() for each in added.problems]
        said = {"document": added.record.model_dump(mode="json"), "problems": problems}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    print_problems(added.problems)
    record = added.record
    click.echo(f"{added.folder}: {record.pages} pages, {len(record.tables)} tables, {record.repaired} words repaired")
    if not (root / "documents" / audit / f"{record.id}.yaml").exists():
        click.echo(f"Excerpts that cite it go in documents/{audit}/{record.id}.yaml, with page: and lines:")


@documents.command()
@click.argument("audit")
@click.argument("id_", metavar="[ID]", default="")
@click.option("--page", type=int, metavar="N", help="One page; what is known of the document by default.")
@FORMAT
@WORKSPACE
@with_exit_codes()
def show(audit: str, id_: str, page: int | None, form: str, workspace: str) -> None:
    """Show the documents that were added to AUDIT, what is known of one, or a page of it with the numbers of its lines.

    \b
    Example:
      auditlib documents show nyby-2024
      auditlib documents show nyby-2024 D3 --page 4
    """  # noqa: D301
    from auditlib.intake.showing import shown_rows, shown_text
    from auditlib.workspace import find_root, require_audit

    root = find_root(workspace)
    require_audit(root, audit)
    if form == "json":
        click.echo(json.dumps(shown_rows(root, audit, id_, page), ensure_ascii=False, indent=2))
    else:
        click.echo(shown_text(root, audit, id_, page))


@documents.command()
@click.argument("audit")
@click.argument("id_", metavar="ID")
@FORMAT
@click.option("--notes/--no-notes", default=True, help="Print notes too.")
@WORKSPACE
@with_exit_codes()
def check(audit: str, id_: str, form: str, notes: bool, workspace: str) -> None:
    """Check what an added document says: figures that do not follow, references to nothing, chapters that are missing.

    Its tables and the changes and shares that its text states are computed again, and figures in the text are held
    against the tables they refer to. Exit 1 when something is wrong; notes are not.

    \b
    Example:
      auditlib documents check nyby-2024 D3
    """  # noqa: D301
    from auditlib.intake.checking import check_document
    from auditlib.problems import Severity
    from auditlib.workspace import find_root, require_audit

    root = find_root(workspace)
    require_audit(root, audit)
    found = check_document(root, audit, id_)
    shown = [each for each in found if notes or each.severity is not Severity.NOTE]
    if form == "json":
        click.echo(json.dumps([each.as_row() for each in shown], ensure_ascii=False, indent=2))
    else:
        print_problems(shown)
    sys.exit(1 if any(each.severity is not Severity.NOTE for each in found) else 0)
