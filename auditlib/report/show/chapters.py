"""The chapter on a question, the conclusions and recommendations."""

from __future__ import annotations

from auditlib.language import _
from auditlib.pictures import has_trend
from auditlib.report.build import Builder
from auditlib.report.drawn import picture_of
from auditlib.report.drawn import stances as stances_picture
from auditlib.report.html import Html
from auditlib.report.show.parts import Values, asked, part
from auditlib.report.tested import tests_under, used_tables
from auditlib.workbench import Workbench


def chapter_title(a: Workbench, question: str) -> Html:
    """Show the heading of a chapter with its question."""
    wanted = asked(a, question)
    return part(a, "chapter_title.html", lambda build: {"question": wanted})


def criteria(a: Workbench, question: str) -> Html:
    """Show the criteria of a question with their sources."""
    wanted = asked(a, question).id
    return part(a, "criteria.html", lambda build: {"criteria": build.criteria_of(wanted)})


def stances(a: Workbench, question: str) -> Html:
    """Show as bars how many sources speak for and against each criterion of a question."""
    wanted = asked(a, question).id

    def fill(build: Builder) -> Values:
        rows = []
        for criterion in build.inputs.criteria:
            if wanted in criterion.questions:
                found = build.mapped.suggestion(criterion.id)
                rows.append((f"{criterion.id} {criterion.title}", found.meets, found.mixed, found.deviates))
        title = _("Kilder som tar stilling til kriteriene under {id}").format(id=wanted)
        return {"figure": stances_picture(rows, title)}

    return part(a, "figure.html", fill)


def findings(a: Workbench, question: str) -> Html:
    """Show the findings of a question with the evidence for and against."""
    wanted = asked(a, question).id

    def fill(build: Builder) -> Values:
        found = [build.finding(each) for each in build.findings_of(wanted)]
        return {"findings": found, "informants": bool(build.inputs.notes)}

    return part(a, "findings.html", fill)


def tables(a: Workbench, question: str) -> Html:
    """Show the tables that the question's measurements read, with figures over time and of the tests made of them."""
    wanted = asked(a, question).id

    def fill(build: Builder) -> Values:
        parts = []
        for name in used_tables(build, wanted):
            table = build.inputs.tables[name]
            picture = picture_of(table) if has_trend(table) else None
            parts.append((build.table(table), picture, list(tests_under(build, name, wanted))))
        return {"tables": parts, "anchors": False}

    return part(a, "tables.html", fill)


def assessments(a: Workbench, question: str) -> Html:
    """Show the assessment of each criterion beside the rules' suggestion, then those without a criterion."""
    wanted = asked(a, question).id

    def fill(build: Builder) -> Values:
        return {"criteria": build.criteria_of(wanted), "topics": build.topics_of(wanted)}

    return part(a, "assessments.html", fill)


def conclusions(a: Workbench) -> Html:
    """Show the answer to each question."""
    return part(a, "conclusions.html", lambda build: {"conclusions": build.conclusions()})


def recommendations(a: Workbench) -> Html:
    """Show the recommendations with the findings they follow from."""
    return part(a, "recommendations.html", lambda build: {"recommendations": build.recommendations()})
