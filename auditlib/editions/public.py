"""From everything an audit's people have written to what the public edition may be made of.

The public edition is not the internal one with things hidden: it is made of inputs that do not hold them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from auditlib.editions.cells import public_tables
from auditlib.editions.people import merged_groups, public_informants, public_notes
from auditlib.findings import Assessment, Finding
from auditlib.workspace import Inputs

_Judged = TypeVar("_Judged", Assessment, Finding)


def public_inputs(inputs: Inputs) -> Inputs:
    """Give the inputs of the public edition.

    Informants are numbered and in groups that are large enough, passages that are not cleared are withheld, cases are
    numbered, small counts of people hidden, and working notes gone. The inputs must have passed every check.
    """
    informants = public_informants(inputs)
    names = {old.id: new.id for old, new in zip(inputs.informants, informants, strict=True)}
    merged = merged_groups(inputs.audit.groups)
    groups = tuple(each for each in inputs.audit.groups if merged[each.id] == each.id)
    return replace(
        inputs,
        audit=inputs.audit.model_copy(update={"groups": groups}),
        merged_groups=merged,
        informants=informants,
        notes=public_notes(inputs, names),
        tables=public_tables(inputs),
        assessments=_without_notes(inputs.assessments),
        findings=_without_notes(inputs.findings),
    )


def _without_notes(items: Iterable[_Judged]) -> tuple[_Judged, ...]:
    """Leave out the working notes."""
    return tuple(each.model_copy(update={"internal": None}) for each in items)
