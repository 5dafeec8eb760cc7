"""The front of the report: summary, order, questions, method and what weakens the evidence."""

from __future__ import annotations

from collections.abc import Iterable

from auditlib.labels import label
from auditlib.language import _
from auditlib.report.build import Builder
from auditlib.report.drawn import groups, picture_of
from auditlib.report.html import Html
from auditlib.report.show.parts import Values, part
from auditlib.rules import explain
from auditlib.tables import Outcome, Resource
from auditlib.workbench import Workbench


def summary(a: Workbench) -> Html:
    """Show the notice, the answer to each question and the recommendations in short."""

    def fill(build: Builder) -> Values:
        answers, advice = build.conclusions(), build.recommendations()
        own = build.about_audit()
        return {"audit": build.inputs.audit, "own": own, "conclusions": answers, "recommendations": advice}

    return part(a, "summary.html", fill)


def statuses(a: Workbench) -> Html:
    """Show every criterion with its judged status, by question."""

    def fill(build: Builder) -> Values:
        return {"chapters": [(each, build.criteria_of(each.id)) for each in build.inputs.questions]}

    return part(a, "statuses.html", fill)


def overview(a: Workbench) -> Html:
    """Show every finding in one table: criteria, status, strength and how much speaks for and against."""
    return part(
        a, "overview.html", lambda build: {"findings": [build.finding(each) for each in build.inputs.findings]}
    )


def order(a: Workbench) -> Html:
    """Show who ordered the audit, its background, purpose and scope."""
    return part(a, "order.html", lambda build: {"audit": build.inputs.audit, "own": build.about_audit()})


def questions(a: Workbench) -> Html:
    """Show the questions as they were put."""
    return part(a, "questions.html", lambda build: {"questions": build.inputs.questions})


def definitions(a: Workbench) -> Html:
    """Show the terms and what they mean."""
    return part(a, "definitions.html", lambda build: {"definitions": build.about_audit().definitions})


def method(a: Workbench) -> Html:
    """Show the paragraphs on method, and what the public edition leaves out."""
    return part(a, "method.html", lambda build: {"audit": build.inputs.audit, "own": build.about_audit()})


def interviews(a: Workbench) -> Html:
    """Show how much was collected from each group, and the interviews with verification."""

    def fill(build: Builder) -> Values:
        inputs, rows = build.inputs, []
        for group in inputs.audit.groups:
            own = [note for note in inputs.notes if build.mapped.group_of[note.interview.informants[0]] == group.id]
            if own:
                rows.append((group.many, len(own), sum(len(note.passages) for note in own)))
        labels = {each.id: each.label for each in inputs.informants}
        picture = groups(rows, _("Kodede utsagn etter gruppe"))
        return {"notes": inputs.notes, "labels": labels, "label": label, "figure": picture}

    return part(a, "interviews.html", fill)


def documents(a: Workbench) -> Html:
    """Show the written sources of evidence."""
    return part(a, "documents.html", lambda build: {"documents": build.inputs.documents})


def reviews(a: Workbench) -> Html:
    """Show how each file review was made and what it found."""

    def fill(build: Builder) -> Values:
        parts = []
        for review in build.inputs.reviews:
            measured = [build.mapped.measurements[f"{review.id}.{each.id}"] for each in review.attributes]
            drawn = [picture_of(each) for each in measured if each.interval]
            parts.append((review, measured, drawn))
        return {"reviews": parts}

    return part(a, "reviews.html", fill)


def weaknesses(a: Workbench) -> Html:
    """Show what weakens the evidence: the auditor's list, the tables' notes and the tests that could not be run."""

    def fill(build: Builder) -> Values:
        untested = [each for each in build.mapped.measurements.values() if each.outcome is Outcome.UNTESTED]
        noted = _noted(each.resource for each in build.inputs.tables.values())
        return {"weaknesses": build.about_audit().weaknesses, "untested": untested, "noted": noted}

    return part(a, "weaknesses.html", fill)


def _noted(resources: Iterable[Resource]) -> list[tuple[list[Resource], list[str]]]:
    """Give what is said of the tables' reliability, once for the tables that share it, and those first."""
    sharing: dict[str, list[Resource]] = {}
    for resource in resources:
        for note in resource.reliability:
            sharing.setdefault(note, []).append(resource)
    found: dict[tuple[str, ...], tuple[list[Resource], list[str]]] = {}
    for note, own in sharing.items():
        found.setdefault(tuple(each.name for each in own), (own, []))[1].append(note)
    return sorted(found.values(), key=lambda each: len(each[0]) == 1)


def rules(a: Workbench) -> Html:
    """Show the rules for status, strength and words for how many."""

    def fill(build: Builder) -> Values:
        quantifiers = build.inputs.audit.quantifiers if build.inputs.notes else ()
        return {"rules": explain(build.inputs.audit.rules, quantifiers)}

    return part(a, "rules.html", fill)
