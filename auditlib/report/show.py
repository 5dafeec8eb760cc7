"""What the notebooks call: each function gives one part of the report, ready to be shown.

`a` is a workbench from `auditlib.load`. The functions hold no figures and no words about the audit; those come from its
files. Each part is made twice, for the internal and for the public edition, which is made of other inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from auditlib.checks.coverage import coverage, gaps
from auditlib.criteria import Question
from auditlib.labels import label
from auditlib.mapping import claims_in
from auditlib.measures import interval_in_words
from auditlib.pictures import groups, has_trend, picture_of
from auditlib.pictures import stances as stances_picture
from auditlib.problems import UsageError
from auditlib.report.build import Builder
from auditlib.report.gaps import in_words
from auditlib.report.html import Html, render_editions
from auditlib.report.panels import uses
from auditlib.rules import explain
from auditlib.tables import Outcome
from auditlib.workbench import Workbench

Values = Mapping[str, Any]


@lru_cache(maxsize=2)
def _builders(a: Workbench) -> tuple[Builder, Builder]:
    """Make the look-ups of both editions once for each workbench."""
    return Builder(a.mapped), Builder(a.public, internal=False)


def _part(a: Workbench, template: str, fill: Callable[[Builder], Values]) -> Html:
    """Fill a template for each edition."""
    return render_editions(template, _builders(a), fill)


def summary(a: Workbench) -> Html:
    """Show the notice, the answer to each question and the recommendations in short."""

    def fill(build: Builder) -> Values:
        answers, advice = build.conclusions(), build.recommendations()
        return {"audit": build.inputs.audit, "conclusions": answers, "recommendations": advice}

    return _part(a, "summary.html", fill)


def statuses(a: Workbench) -> Html:
    """Show every criterion with its judged status, by question."""

    def fill(build: Builder) -> Values:
        return {"chapters": [(each, build.criteria_of(each.id)) for each in build.inputs.questions]}

    return _part(a, "statuses.html", fill)


def overview(a: Workbench) -> Html:
    """Show every finding in one table: criteria, status, strength and how much speaks for and against."""
    return _part(
        a, "overview.html", lambda build: {"findings": [build.finding(each) for each in build.inputs.findings]}
    )


def order(a: Workbench) -> Html:
    """Show who ordered the audit, its background, purpose and scope."""
    return _part(a, "order.html", lambda build: {"audit": build.inputs.audit})


def questions(a: Workbench) -> Html:
    """Show the questions as they were put."""
    return _part(a, "questions.html", lambda build: {"questions": build.inputs.questions})


def definitions(a: Workbench) -> Html:
    """Show the terms and what they mean."""
    return _part(a, "definitions.html", lambda build: {"definitions": build.inputs.audit.definitions})


def method(a: Workbench) -> Html:
    """Show the paragraphs on method, and what the public edition leaves out."""
    return _part(a, "method.html", lambda build: {"audit": build.inputs.audit})


def interviews(a: Workbench) -> Html:
    """Show how much was collected from each group, and the interviews with verification."""

    def fill(build: Builder) -> Values:
        inputs, rows = build.inputs, []
        for group in inputs.audit.groups:
            own = [note for note in inputs.notes if build.mapped.group_of[note.interview.informants[0]] == group.id]
            if own:
                rows.append((group.many, len(own), sum(len(note.passages) for note in own)))
        labels = {each.id: each.label for each in inputs.informants}
        picture = groups(rows, "Kodede utsagn etter gruppe")
        return {"notes": inputs.notes, "labels": labels, "label": label, "figure": picture}

    return _part(a, "interviews.html", fill)


def documents(a: Workbench) -> Html:
    """Show the written sources of evidence."""
    return _part(a, "documents.html", lambda build: {"documents": build.inputs.documents})


def reviews(a: Workbench) -> Html:
    """Show how each file review was made and what it found."""

    def fill(build: Builder) -> Values:
        parts = []
        for review in build.inputs.reviews:
            measured = [build.mapped.measurements[f"{review.id}.{each.id}"] for each in review.attributes]
            drawn = [picture_of(each) for each in measured if each.interval]
            parts.append((review, measured, drawn))
        return {"reviews": parts}

    return _part(a, "reviews.html", fill)


def weaknesses(a: Workbench) -> Html:
    """Show what weakens the evidence: the auditor's list, the tables' notes and the tests that could not be run."""

    def fill(build: Builder) -> Values:
        untested = [each for each in build.mapped.measurements.values() if each.outcome is Outcome.UNTESTED]
        tables = [each for each in build.inputs.tables.values() if each.resource.reliability]
        return {"audit": build.inputs.audit, "untested": untested, "tables": tables}

    return _part(a, "weaknesses.html", fill)


def rules(a: Workbench) -> Html:
    """Show the rules for status, strength and words for how many."""

    def fill(build: Builder) -> Values:
        return {"rules": explain(build.inputs.audit.rules, build.inputs.audit.quantifiers)}

    return _part(a, "rules.html", fill)


def chapter_title(a: Workbench, question: str) -> Html:
    """Show the heading of a chapter with its question."""
    asked = _question(a, question)
    return _part(a, "chapter_title.html", lambda build: {"question": asked})


def _question(a: Workbench, id_: str) -> Question:
    """Find a question, or say which there are."""
    found = {each.id: each for each in a.inputs.questions}
    if id_ not in found:
        raise UsageError(f"set question to one of {', '.join(found)}, for example -r question {next(iter(found))}")
    return found[id_]


def criteria(a: Workbench, question: str) -> Html:
    """Show the criteria of a question with their sources."""
    wanted = _question(a, question).id
    return _part(a, "criteria.html", lambda build: {"criteria": build.criteria_of(wanted)})


def stances(a: Workbench, question: str) -> Html:
    """Show as bars how many sources speak for and against each criterion of a question."""
    wanted = _question(a, question).id

    def fill(build: Builder) -> Values:
        rows = []
        for criterion in build.inputs.criteria:
            if wanted in criterion.questions:
                found = build.mapped.suggestion(criterion.id)
                rows.append((f"{criterion.id} {criterion.title}", found.meets, found.mixed, found.deviates))
        return {"figure": stances_picture(rows, f"Kilder som tar stilling til kriteriene under {wanted}")}

    return _part(a, "figure.html", fill)


def findings(a: Workbench, question: str) -> Html:
    """Show the findings of a question with the evidence for and against."""
    wanted = _question(a, question).id
    return _part(
        a, "findings.html", lambda build: {"findings": [build.finding(each) for each in build.findings_of(wanted)]}
    )


def tables(a: Workbench, question: str) -> Html:
    """Show the tables that the question's measurements read, with figures over time."""
    wanted = _question(a, question).id

    def fill(build: Builder) -> Values:
        own = {each.id for each in build.inputs.criteria if wanted in each.questions}
        measurements = build.mapped.measurements.values()
        used = [each.table for each in measurements if each.criterion in own and each.table]
        parts = []
        for name in dict.fromkeys(used):
            table = build.inputs.tables[name]
            picture = picture_of(table) if has_trend(table) else None
            measured = [each for each in measurements if each.table == name and each.n is None]
            parts.append((build.table(table), picture, measured))
        return {"tables": parts, "anchors": False}

    return _part(a, "tables.html", fill)


def all_tables(a: Workbench) -> Html:
    """Show every table of the audit, but for the cases of file reviews; links to tables lead here."""

    def fill(build: Builder) -> Values:
        cases = set() if build.internal else {each.table for each in build.inputs.reviews}
        shown = [each for name, each in build.inputs.tables.items() if name not in cases]
        return {"tables": [(build.table(each), None, ()) for each in shown], "anchors": True}

    return _part(a, "tables.html", fill)


def assessments(a: Workbench, question: str) -> Html:
    """Show the assessment of each criterion beside the rules' suggestion, then those without a criterion."""
    wanted = _question(a, question).id

    def fill(build: Builder) -> Values:
        return {"criteria": build.criteria_of(wanted), "topics": build.topics_of(wanted)}

    return _part(a, "assessments.html", fill)


def conclusions(a: Workbench) -> Html:
    """Show the answer to each question."""
    return _part(a, "conclusions.html", lambda build: {"conclusions": build.conclusions()})


def recommendations(a: Workbench) -> Html:
    """Show the recommendations with the findings they follow from."""
    return _part(a, "recommendations.html", lambda build: {"recommendations": build.recommendations()})


def hearing(a: Workbench) -> Html:
    """Show the statement of the hearing and how each comment was examined and decided."""

    def fill(build: Builder) -> Values:
        return {"audit": build.inputs.audit, "hearing": build.inputs.hearing, "label": label}

    return _part(a, "hearing.html", fill)


def derivations(a: Workbench) -> Html:
    """Show how each criterion is derived, and the sources with their provisions and dates."""

    def fill(build: Builder) -> Values:
        inputs = build.inputs
        cited = {id_ for each in inputs.criteria for version in each.versions for id_ in version.provisions}
        cited |= {claim.target for _, claim in claims_in(build.mapped)}
        sources = [each for each in inputs.sources if any(part.id in cited for part in each.provisions)]
        parts = [build.criterion(each.id) for each in inputs.criteria]
        return {"criteria": parts, "sources": sources, "cited": cited, "label": label}

    return _part(a, "derivations.html", fill)


def register(a: Workbench) -> Html:
    """Show all evidence, by where it comes from, with the claims that use it."""

    def fill(build: Builder) -> Values:
        found = build.mapped.register
        topics = [(each, [piece.id for piece in found.on_topic(each.id)]) for each in build.inputs.audit.topics]
        return {"evidence": build.evidence(found), "topics": topics, "stance": label, "uses": uses(build.mapped)}

    return _part(a, "register.html", fill)


def measurements(a: Workbench) -> Html:
    """Show every measurement with formula, interval, method, what it assumes, and what it can show."""

    def fill(build: Builder) -> Values:
        measured = list(build.mapped.measurements.values())
        return {"measurements": measured, "label": label, "interval": interval_in_words}

    return _part(a, "measurements.html", fill)


def coverage_matrix(a: Workbench) -> Html:
    """Show the coverage matrix, every gap in it, and what was assessed and found outside the questions."""

    def fill(build: Builder) -> Values:
        mapped, (topics, found) = build.mapped, build.outside()
        said = [in_words(gap) for gap in gaps(mapped)]
        values = {"rows": coverage(mapped), "mapped": mapped, "gaps": said, "label": label, "criteria": ()}
        return {**values, "topics": topics, "findings": found}

    return _part(a, "coverage.html", fill)


def recalculations(a: Workbench) -> Html:
    """Show the figures that do not follow from the others, explained and not."""
    return _part(a, "recalculations.html", lambda build: {"found": build.recalculations()})


def statements(a: Workbench) -> Html:
    """Show an earlier report's statements with the verdict on each."""
    return _part(a, "statements.html", lambda build: {"statements": build.statements()})
