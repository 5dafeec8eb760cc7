"""The checklist of the auditing standard, which only the internal edition has."""

from __future__ import annotations

from auditlib.labels import label
from auditlib.mapping import Mapped
from auditlib.report.build import Builder
from auditlib.report.html import Html
from auditlib.report.show.parts import Values, part
from auditlib.standards import Outcome, checklist, declared_pack, pack_for
from auditlib.standards.rows import outcome_in_words
from auditlib.workbench import Workbench


def standard(a: Workbench, pack: str = "") -> Html:
    """Show each rule of the declared edition, if there is a pack for it, or of a named pack, with what it rests on.

    Raises UsageError when the workspace has no pack of that name.
    """
    wanted = pack_for(a.inputs, pack) if pack else declared_pack(a.inputs)

    def fill(build: Builder) -> Values:
        found = checklist(build.own, wanted) if build.internal and wanted else None
        words = {each: outcome_in_words(each) for each in Outcome}
        shown = {"found": found, "standard": a.inputs.audit.standard, "words": words}
        return {**shown, "label": label, "linked": _linked(build.mapped)}

    return part(a, "standard.html", fill)


def _linked(mapped: Mapped) -> frozenset[str]:
    """Give the ids of what has a place of its own in the report."""
    inputs = mapped.inputs
    lists = (
        inputs.questions, inputs.criteria, inputs.documents, inputs.findings, inputs.conclusions,
        inputs.recommendations, inputs.audit.topics, inputs.hearing.responses if inputs.hearing else (),
    )  # fmt: skip
    named = {each.id for items in lists for each in items}
    notes = {each.interview.id for each in inputs.notes}
    return frozenset(named | notes | inputs.tables.keys() | {each.id for each in mapped.register})
