"""The appendices: derivations, register, tables, measurements, coverage, recalculation and earlier statements."""

from __future__ import annotations

from auditlib.checks.coverage import coverage, gaps
from auditlib.labels import label
from auditlib.mapping import claims_in
from auditlib.measures import interval_in_words
from auditlib.report.build import Builder
from auditlib.report.gaps import in_words
from auditlib.report.html import Html
from auditlib.report.panels import uses
from auditlib.report.show.parts import Values, part
from auditlib.workbench import Workbench


def all_tables(a: Workbench) -> Html:
    """Show every table of the audit, but for the cases of file reviews; links to tables lead here."""

    def fill(build: Builder) -> Values:
        cases = set() if build.internal else {each.table for each in build.inputs.reviews}
        shown = [each for name, each in build.inputs.tables.items() if name not in cases]
        return {"tables": [(build.table(each), None, ()) for each in shown], "anchors": True}

    return part(a, "tables.html", fill)


def derivations(a: Workbench) -> Html:
    """Show how each criterion is derived, and the sources with their provisions and dates."""

    def fill(build: Builder) -> Values:
        inputs = build.inputs
        cited = {id_ for each in inputs.criteria for version in each.versions for id_ in version.provisions}
        cited |= {claim.target for _, claim in claims_in(build.mapped)}
        sources = [each for each in inputs.sources if any(part.id in cited for part in each.provisions)]
        parts = [build.criterion(each.id) for each in inputs.criteria]
        return {"criteria": parts, "sources": sources, "cited": cited, "label": label}

    return part(a, "derivations.html", fill)


def register(a: Workbench) -> Html:
    """Show all evidence, by where it comes from, with the claims that use it."""

    def fill(build: Builder) -> Values:
        found = build.mapped.register
        topics = [(each, [piece.id for piece in found.on_topic(each.id)]) for each in build.inputs.audit.topics]
        return {"evidence": build.evidence(found), "topics": topics, "stance": label, "uses": uses(build.mapped)}

    return part(a, "register.html", fill)


def measurements(a: Workbench) -> Html:
    """Show every measurement with formula, interval, method, what it assumes, and what it can show."""

    def fill(build: Builder) -> Values:
        measured = list(build.mapped.measurements.values())
        return {"measurements": measured, "label": label, "interval": interval_in_words}

    return part(a, "measurements.html", fill)


def coverage_matrix(a: Workbench) -> Html:
    """Show the coverage matrix, every gap in it, and what was assessed and found outside the questions."""

    def fill(build: Builder) -> Values:
        mapped, (topics, found) = build.mapped, build.outside()
        said = [in_words(gap) for gap in gaps(mapped)]
        values = {"rows": coverage(mapped), "mapped": mapped, "gaps": said, "label": label, "criteria": ()}
        return {**values, "topics": topics, "findings": found}

    return part(a, "coverage.html", fill)


def recalculations(a: Workbench) -> Html:
    """Show the figures that do not follow from the others, explained and not."""
    return part(a, "recalculations.html", lambda build: {"found": build.recalculations()})


def statements(a: Workbench) -> Html:
    """Show an earlier report's statements with the verdict on each."""
    return part(a, "statements.html", lambda build: {"statements": build.statements()})
