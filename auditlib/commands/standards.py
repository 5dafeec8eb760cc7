"""The command that holds an audit against an auditing standard. Heavy packages are imported inside it."""

from __future__ import annotations

import json
import sys

import click

from auditlib.console import FORMAT, WORKSPACE, with_exit_codes


@click.command()
@click.argument("audit")
@click.option("--pack", default="", help="The id of a rule pack; by default the edition that audit.yaml declares.")
@click.option("--list", "listed", is_flag=True, help="Only list the packs there are.")
@FORMAT
@WORKSPACE
@with_exit_codes()
def standard(audit: str, pack: str, listed: bool, form: str, workspace: str) -> None:
    """Hold AUDIT against the rules of its auditing standard: met, not met, untested, or for a person to confirm.

    Packs are YAML files in criteria/standards/. What a person confirms stands in findings/AUDIT/confirmed.yaml. Exit 1
    when a rule with «skal» is not met.

    \b
    Example:
      auditlib standard nyby-2024
      auditlib standard nyby-2024 --pack gagas
      auditlib standard nyby-2024 --format json | jq '.[] | select(.outcome == "not_met").rule'
    """  # noqa: D301
    from auditlib.criteria import Modality
    from auditlib.standards import Outcome, as_text, checklist, pack_for, rows
    from auditlib.workbench import load

    mapped = load(audit, workspace).mapped
    if listed:
        packs = [{"id": each.id, "name": each.name, "version": each.version} for each in mapped.inputs.packs]
        lines = [f"{each['id']}  {each['name']} {each['version']}" for each in packs]
        click.echo(json.dumps(packs, ensure_ascii=False, indent=2) if form == "json" else "\n".join(lines))
        return
    found = checklist(mapped, pack_for(mapped.inputs, pack))
    click.echo(json.dumps(rows(found), ensure_ascii=False, indent=2) if form == "json" else as_text(found))
    broken = [each for each in found.results if each.outcome is Outcome.NOT_MET]
    sys.exit(1 if any(each.rule.level is Modality.MUST for each in broken) else 0)
