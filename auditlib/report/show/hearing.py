"""The chapter on the hearing, and the appendix on what is otherwise in the report than in the draft that was heard."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from auditlib.checks.hearing import PRINTED
from auditlib.checks.sent import JUDGEMENTS
from auditlib.hearing import compare
from auditlib.hearing.text import field_in_words, how_in_words, kind_in_words
from auditlib.labels import label, owner_in_words
from auditlib.language import speaking
from auditlib.report.build import Builder
from auditlib.report.html import Html
from auditlib.report.show.parts import Values, part
from auditlib.workbench import Workbench
from auditlib.workspace import Inputs


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A statement in a file of its own: the text where it can be printed, and the file's name and hash."""

    text: str
    name: str
    sha256: str


def hearing(a: Workbench) -> Html:
    """Show the statement, the auditor's comment on it, and how each comment was examined and decided."""

    def fill(build: Builder) -> Values:
        inputs = build.inputs
        sent = sorted(inputs.sent, key=lambda each: each.order)
        given = {"audit": inputs.audit, "hearing": inputs.hearing, "sent": sent, "enclosed": _enclosed(inputs)}
        return {**given, "label": label, "linked": _linked(build)}

    return part(a, "hearing.html", fill)


def hearing_changes(a: Workbench) -> Html:
    """Show what is otherwise than in the draft that was heard, and why; the internal edition has it word by word.

    Raises UsageError when nothing was sent.
    """
    with speaking(a.language, a.inputs.audit.language):
        found = compare(a)
    public = tuple(each for each in found.items if each.how != "grounds" and each.kind in JUDGEMENTS)

    def fill(build: Builder) -> Values:
        items = found.items if build.internal else public
        words = {"how": how_in_words, "kind": kind_in_words, "field": field_in_words, "owner": owner_in_words}
        told = {"sent": found.sent, "items": items, "count": found.claims, "unchanged": found.unchanged}
        return {**told, **words, "linked": _linked(build)}

    return part(a, "hearing_changes.html", fill)


def _linked(build: Builder) -> frozenset[str]:
    """Give the ids that have a place in the report as it is."""
    inputs = build.inputs
    lists = (
        inputs.criteria, inputs.findings, inputs.assessments, inputs.conclusions, inputs.recommendations,
        inputs.statements, inputs.followup, inputs.documents,
    )  # fmt: skip
    found = {each.id for items in lists for each in items} | {each.id for each in build.mapped.register}
    assessed = {each.id for each in inputs.assessments}
    return frozenset(found - assessed)


def _enclosed(inputs: Inputs) -> Enclosed | None:
    """Read the file with the statement, which the checks have found in order."""
    name = inputs.hearing.statement_file if inputs.hearing else None
    if name is None:
        return None
    path = inputs.root / "documents" / inputs.audit.id / name
    content = path.read_bytes()
    text = content.decode("utf-8").strip() if path.suffix in PRINTED else ""
    return Enclosed(text, Path(name).name, hashlib.sha256(content).hexdigest())
