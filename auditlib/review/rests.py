"""What a claim or an item rests on, as stamps: when one of them changes, what was said of the claim no longer holds."""

from __future__ import annotations

from auditlib.claims import Claim
from auditlib.findings import Assessment, Finding, FollowUp
from auditlib.mapping import Mapped
from auditlib.mapping.grounds import grounds
from auditlib.review.judging import Judging
from auditlib.stamps import stamp


def ground_of(claim: Claim, mapped: Mapped) -> list[str]:
    """Give the stamps of what a claim rests on: evidence, a table's cell, or the words it refers to."""
    if claim.evidence:
        return sorted(mapped.register[id_].stamp for id_ in claim.evidence)
    if claim.reference.row:
        return [_cell(claim, mapped)]
    said = grounds(claim.target, mapped)
    return [stamp(said)] if said else []


def _cell(claim: Claim, mapped: Mapped) -> str:
    """Stamp a table's cell with what a reader must know of it: its source, its status and the notes on it."""
    table, reference = mapped.inputs.tables[claim.target], claim.reference
    declared, resource = table.column(reference.column), table.resource
    unit = declared.unit if declared else None
    notes = (*resource.footnotes, *resource.reliability, *(each.text for each in resource.breaks))
    printed = table.cell(reference.row, reference.column)
    return stamp([reference.row, reference.column, printed, unit, resource.status, resource.sources, notes])


def evidence_under(item: Judging, mapped: Mapped, known: dict[str, str]) -> list[str]:
    """Give the stamps of all that an item rests on, for and against; `known` are those of findings by id."""
    register = mapped.register
    if isinstance(item, Finding):
        held = [each for id_ in item.criteria for each in _requirement(id_, mapped)]
        return sorted(held) + sorted(each.stamp for each in mapped.ground(item).all)
    if isinstance(item, Assessment):
        about = register.on_criterion(item.criterion) if item.criterion else register.on_topic(item.topic or "")
        held = _requirement(item.criterion, mapped) if item.criterion else []
        return held + sorted(each.stamp for each in about)
    if isinstance(item, FollowUp):
        return sorted(register[id_].stamp for id_ in item.evidence if id_ in register)
    return sorted(known[id_] for id_ in item.findings if id_ in known)


def _requirement(criterion: str, mapped: Mapped) -> list[str]:
    """Give the stamps of the wordings that bind in the audited period."""
    return [each.stamp for each in mapped.versions(criterion)] if criterion in mapped.criteria else []
