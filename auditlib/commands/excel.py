"""The command that makes a workbook of an audit. Heavy packages are imported inside it."""

from __future__ import annotations

from pathlib import Path

import click

from auditlib.console import WORKSPACE, with_exit_codes


@click.command()
@click.argument("audit")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx",
              help="The workbook; AUDIT.xlsx in the current folder by default, or AUDIT-public.xlsx.")  # fmt: skip
@click.option("--public", is_flag=True, help="Only what may be handed out; it passes the leak gate first.")
@WORKSPACE
@with_exit_codes()
def excel(audit: str, output: Path | None, public: bool, workspace: str) -> None:
    """Write AUDIT as a workbook: matrix, evidence, indicators, judgements and problems, one sheet each.

    The same files give the same bytes. Nothing is read back: correct the files, and make the workbook anew.

    \b
    Example:
      auditlib excel nyby-2024
      auditlib excel nyby-2024 --public -o nyby-2024-offentlig.xlsx
    """  # noqa: D301
    from auditlib.excel import make_workbook
    from auditlib.workbench import load

    target = output or Path(f"{audit}{'-public' if public else ''}.xlsx")
    made = make_workbook(load(audit, workspace), target, public)
    click.echo(f"Excel: {made.path}")
    for sheet in made.book.sheets:
        click.echo(f"  {sheet.name}: {len(sheet.rows)}")
