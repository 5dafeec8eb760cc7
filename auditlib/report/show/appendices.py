"""The appendices: derivations, register, tables, measurements, coverage, recalculation and earlier statements."""

from __future__ import annotations

from collections import Counter

from auditlib.checks.coverage import coverage, gaps
from auditlib.evidence import EvidenceKind
from auditlib.labels import label, owner_in_words
from auditlib.language import _
from auditlib.mapping import Mapped, claims_in
from auditlib.measures import interval_in_words
from auditlib.pictures import MatrixCell, Picture
from auditlib.report.build import Builder
from auditlib.report.drawn import matrix
from auditlib.report.gaps import in_words
from auditlib.report.html import Html
from auditlib.report.many import has_many, subjects
from auditlib.report.panels import uses
from auditlib.report.reliability import reliability_part
from auditlib.report.show.parts import Values, part
from auditlib.workbench import Workbench

_IN_PICTURE = 100


def all_tables(a: Workbench) -> Html:
    """Show every table of the audit, but for the cases of file reviews; links to tables lead here."""

    def fill(build: Builder) -> Values:
        cases = set() if build.internal else {each.table for each in build.inputs.reviews}
        tables = build.inputs.tables.items()
        shown = [each for name, each in tables if name not in cases or each.resource.of_records]
        return {"tables": [(build.table(each), None, ()) for each in shown], "anchors": True}

    return part(a, "tables.html", fill)


def derivations(a: Workbench) -> Html:
    """Show how each criterion is derived, and the sources with their provisions and dates."""

    def fill(build: Builder) -> Values:
        inputs = build.inputs
        cited = {id_ for each in inputs.criteria for version in each.versions for id_ in version.provisions}
        cited |= {claim.target for _owner, claim in claims_in(build.own)}
        sources = [each for each in inputs.sources if any(part.id in cited for part in each.provisions)]
        parts = [build.criterion(each.id) for each in inputs.criteria]
        return {"criteria": parts, "sources": sources, "cited": cited, "label": label}

    return part(a, "derivations.html", fill)


def register(a: Workbench) -> Html:
    """Show all evidence, by where it comes from, with the claims that use it."""

    def fill(build: Builder) -> Values:
        found = build.mapped.register
        topics = [(each, [piece.id for piece in found.on_topic(each.id)]) for each in build.inputs.audit.topics]
        evidence = build.evidence(found)
        under = subjects(evidence, build.mapped) if has_many(build.mapped) else []
        told = {"evidence": evidence, "subjects": under, "topics": topics}
        return {**told, "stance": label, "uses": uses(build.own), "named": owner_in_words}

    return part(a, "register.html", fill)


def measurements(a: Workbench) -> Html:
    """Show every measurement with formula, interval, method, what it assumes, and what it can show."""

    def fill(build: Builder) -> Values:
        measured = list(build.mapped.measurements.values())
        return {"measurements": measured, "label": label, "interval": interval_in_words}

    return part(a, "measurements.html", fill)


def _evidence_matrices(mapped: Mapped) -> list[Picture]:
    """Draw how many pieces of evidence each criterion has of each kind, some criteria to a picture."""
    counts = [
        (criterion, Counter(each.kind for each in mapped.register.on_criterion(criterion.id)))
        for criterion in mapped.inputs.criteria
    ]
    most = max((count for _, found in counts for count in found.values()), default=1)
    cells = [[_cell(found[kind], most, label(kind)) for kind in EvidenceKind] for _, found in counts]
    rows = [f"{criterion.id} {criterion.title}" for criterion, _ in counts]
    title, kinds = _("Bevis for hvert kriterium, etter slag"), [label(kind) for kind in EvidenceKind]
    pictures = []
    for first in range(0, len(rows), _IN_PICTURE):
        shown = slice(first, first + _IN_PICTURE)
        ids = [criterion.id for criterion, _ in counts[shown]]
        some = title if len(rows) <= _IN_PICTURE else f"{title} ({ids[0]}–{ids[-1]})"
        pictures.append(matrix(rows[shown], kinds, cells[shown], some))
    return pictures


def _cell(count: int, most: int, kind: str) -> MatrixCell:
    meaning = _("{count} fra {kind}") if count else _("ingen fra {kind}")
    return MatrixCell(str(count or "–"), count / most, gap=not count, meaning=meaning.format(count=count, kind=kind))


def coverage_matrix(a: Workbench) -> Html:
    """Show the coverage matrix, every gap in it, and what was assessed and found outside the questions."""

    def fill(build: Builder) -> Values:
        mapped, (topics, found) = build.mapped, build.outside()
        said = [in_words(gap) for gap in gaps(mapped)]
        covered = {"rows": coverage(mapped), "figures": _evidence_matrices(mapped), "mapped": mapped, "label": label}
        return {**covered, "gaps": said, "topics": topics, "findings": found, "criteria": ()}

    return part(a, "coverage.html", fill)


def recalculations(a: Workbench) -> Html:
    """Show the figures that do not follow from the others, explained and not."""
    return part(a, "recalculations.html", lambda build: {"found": build.recalculations()})


def reliability(a: Workbench) -> Html:
    """Show what the tests of data reliability say of every table, what they can show, and which could not be made."""
    return part(
        a, "reliability.html", lambda build: {"part": reliability_part(build.inputs, internal=build.internal)}
    )


def statements(a: Workbench) -> Html:
    """Show an earlier report's statements with the verdict on each."""
    return part(a, "statements.html", lambda build: {"statements": build.statements()})
