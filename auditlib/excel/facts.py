"""The sheets of facts: the matrix of criteria, the register of evidence, and the indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from auditlib.checks.coverage import CoverageRow, coverage
from auditlib.criteria import Stance
from auditlib.dates import Day
from auditlib.evidence import Evidence, EvidenceKind
from auditlib.excel.sheets import Cell, Column, Row, Sheet, day, listed, prose, text
from auditlib.labels import label
from auditlib.language import _
from auditlib.mapping import Mapped
from auditlib.report.build import Builder
from auditlib.tables import Measurement


def matrix_sheet(build: Builder) -> Sheet:
    """Give the criteria against facts, assessment, findings, conclusions and recommendations, with counts."""
    columns = (
        Column(_("Kriterium")), text(_("Tittel")), Column(_("Problemstilling")), prose(_("Krav")),
        Column(_("Skal eller bør")), text(_("Kilder")), Column(_("Bevis")),
        *(Column(label(each).capitalize()) for each in (*EvidenceKind, *Stance)),
        Column(_("Spurte")), text(_("Forslag til status")), Column(_("Grunnlag")), Column(_("Vurdering"), links=True),
        text(_("Vurdert som")), Column(_("Funn"), links=True), Column(_("Konklusjoner"), links=True),
        Column(_("Anbefalinger"), links=True), text(_("Sted i filene"), internal=True),
    )  # fmt: skip
    rows = tuple(_criterion(build, each) for each in coverage(build.mapped))
    about = _("Kriteriene mot fakta, vurdering, funn, konklusjoner og anbefalinger, med antall bevis.")
    return Sheet(_("Matrise"), "Matrise", about, columns, rows)


def _criterion(build: Builder, row: CoverageRow) -> Row:
    mapped, part = build.mapped, build.criterion(row.criterion)
    criterion, found = mapped.criteria[row.criterion], mapped.register.on_criterion(row.criterion)
    kinds, stances = Counter(each.kind for each in found), Counter(each.stance for each in found)
    return (
        row.criterion, part.title, listed(criterion.questions), part.requirement, part.modality,
        "; ".join(words for _anchor, words in part.citations), len(found),
        *(kinds[each] for each in EvidenceKind), *(stances[each] for each in Stance),
        row.asked, part.suggestion, part.strength, row.assessment, part.status, listed(row.findings),
        listed(row.conclusions), listed(row.recommendations), f"{criterion.at.file}:{criterion.at.line}",
    )  # fmt: skip


def evidence_sheet(build: Builder) -> Sheet:
    """Give the register of evidence."""
    columns = (
        Column(_("Bevis")), text(_("Slag")), Column(_("Kriterium"), links=True), text(_("Tema")),
        Column(_("Holdning")), prose(_("Hva beviset sier")), text(_("Kilde")), text(_("Gruppe")),
        text(_("Sted i kilden")), Column(_("Dato")), Column(_("Verifisert")), text(_("Sted i filene"), internal=True),
    )  # fmt: skip
    dates = dict(_dates(build.mapped))
    rows = tuple(_piece(build, each, dates) for each in build.mapped.register)
    about = _("Bevisregisteret: utsagn fra intervjuer, målinger, mappegjennomganger og utdrag av dokumenter.")
    return Sheet(_("Bevis"), "Bevis", about, columns, rows)


def _piece(build: Builder, each: Evidence, dates: dict[str, Day]) -> Row:
    (part,) = build.evidence([each])
    spoken = each.kind is EvidenceKind.PASSAGE
    verified: Cell = (_("ja") if part.verified else _("nei")) if spoken else None
    return (
        each.id, part.kind, each.criterion, each.topic, label(each.stance), part.said, part.source, part.group,
        part.place, day(dates.get(each.origin)), verified, f"{each.at.file}:{each.at.line}",
    )  # fmt: skip


def _dates(mapped: Mapped) -> Iterator[tuple[str, Day]]:
    """Give the day of each interview, document and table that has one."""
    yield from ((each.interview.id, each.interview.date) for each in mapped.inputs.notes)
    yield from ((each.id, each.date) for each in mapped.inputs.documents)
    for name, table in mapped.inputs.tables.items():
        if table.resource.retrieved:
            yield name, table.resource.retrieved


def indicator_sheet(mapped: Mapped) -> Sheet:
    """Give the indicators with what was measured, how sure it is, and how it came out."""
    columns = (
        Column(_("Indikator")), text(_("Tittel")), Column(_("Kriterium"), links=True), text(_("Tema")),
        text(_("Tabell")), text(_("Test")), Column(_("Verdi")), Column(_("Enhet")), Column(_("Antall")), Column("n"),
        Column(_("Nedre grense")), Column(_("Øvre grense")), Column(_("Konfidensnivå")),
        text(_("Intervallet forutsetter")), Column(_("p-verdi")),
        text(_("Utfall")), prose(_("Resultat")), text(_("Kunne ikke testes")), prose(_("Formel")), text(_("Metode")),
        prose(_("Forbehold")), text(_("Sted i filene"), internal=True),
    )  # fmt: skip
    tests = {each.id: each.test for each in mapped.inputs.indicators}
    rows = tuple(_indicator(each, tests.get(each.id, "")) for each in mapped.measurements.values())
    about = _("Indikatorer og mappegjennomganger med verdi, n, intervall og utfall.")
    return Sheet(_("Indikatorer"), "Indikatorer", about, columns, rows)


def _indicator(each: Measurement, test: str) -> Row:
    low, high = each.interval or (None, None)
    assumed = _("at sakene hadde vært trukket tilfeldig") if each.interval and each.illustrative else ""
    return (
        each.id, each.title, each.criterion, each.topic, each.table, test, _rounded(each.value, each), each.unit,
        each.count, each.n, _rounded(low, each), _rounded(high, each), each.confidence if each.interval else None,
        assumed, _finite(each.p), label(each.outcome), each.sentence, each.reason, each.formula, each.method, each.note,
        f"{each.at.file}:{each.at.line}",
    )  # fmt: skip


def _rounded(value: Decimal | None, each: Measurement) -> Decimal | None:
    """Give a figure with the decimals that the report prints, and nothing for a limit without end."""
    if value is None or not value.is_finite():
        return None
    return round(value, each.decimals)


def _finite(p: float | None) -> float | None:
    return None if p is None else float(f"{p:.6g}")
