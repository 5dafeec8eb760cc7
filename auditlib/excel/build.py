"""Putting the sheets of an audit together, and what stands on the front of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditlib.excel.facts import evidence_sheet, indicator_sheet, matrix_sheet
from auditlib.excel.judged import judgement_sheets
from auditlib.excel.sheets import Book, Column, Sheet, prose, text
from auditlib.language import _, later
from auditlib.mapping import Mapped, graph_of
from auditlib.problems import Problem, Severity
from auditlib.report.build import Builder

_SEVERITIES = {Severity.ERROR: later("feil"), Severity.WARNING: later("advarsel"), Severity.NOTE: later("merknad")}


def book_of(mapped: Mapped, problems: Sequence[Problem], internal: bool) -> Book:
    """Give the workbook of an audit, in the language that is spoken; `mapped` is of the edition that it is for."""
    build, audit = Builder(mapped, internal), mapped.inputs.audit
    sheets = [matrix_sheet(build), evidence_sheet(build), indicator_sheet(mapped), *judgement_sheets(build)]
    ids = {str(row[0]): each.key for each in sheets for row in each.rows}
    sheets.append(_link_sheet(mapped, ids))
    if internal:
        sheets.append(_problem_sheet(problems))
    else:
        sheets = [each.without_internal() for each in sheets]
    return Book(audit.title, tuple(_front(mapped, internal)), tuple(sheets), ids, audit.published.first)


def _front(mapped: Mapped, internal: bool) -> Iterator[tuple[str, str]]:
    """Say what the workbook is, whose it is, and how it is to be read."""
    audit = mapped.inputs.audit
    yield _("Revisjon"), audit.id
    yield _("Kommune"), audit.municipality.name
    yield _("Revidert periode"), audit.period.period.in_words()
    edition = _("Intern utgave, med arbeidsnotater og filnavn. Skal ikke gis ut.")
    yield _("Utgave"), edition if internal else _("Offentlig utgave")
    yield _("Slik leses den"), _(
        "Hvert ark er én tabell med én rad for hver ting og et filter i overskriften. Celler med understreket tekst er "
        "lenker til raden med samme navn. Tall er tall og datoer er datoer; en tom celle betyr at verdien ikke finnes, "
        "aldri null."
    )
    yield _("Kilde"), _("Arbeidsboken er laget av filene i revisjonen. Rett i filene, ikke her, og lag den på nytt.")


def _link_sheet(mapped: Mapped, ids: Iterable[str]) -> Sheet:
    """Give every link between rows of the other sheets, one a row, so that they can be filtered and counted."""
    graph, known = graph_of(mapped), set(ids)
    links = [link for id_ in ids for link in graph.below(id_) if link.target in known]
    return Sheet(
        _("Koblinger"), "Koblinger", _("Hva som bygger på hva: én rad for hver kobling mellom radene i arkene."),
        (Column(_("Fra"), links=True), text(_("Kobling")), Column(_("Til"), links=True)),
        tuple((link.source, link.relation, link.target) for link in links),
    )  # fmt: skip


def _problem_sheet(problems: Iterable[Problem]) -> Sheet:
    """Give what the checks say, as `auditlib check` prints it."""
    columns = (
        Column(_("Kode")), Column(_("Alvor")), prose(_("Melding")), text(_("Fil")), Column(_("Linje")),
        Column(_("Kolonne")), text(_("Sted")),
    )  # fmt: skip
    rows = tuple(
        (each.code, _(_SEVERITIES[each.severity]), each.message, each.at.file, each.at.line or None,
         each.at.column or None, each.at.where)
        for each in problems
    )  # fmt: skip
    about = _("Det kontrollen av filene sier: advarsler som bør rettes, og huller som også rapporten viser.")
    return Sheet(_("Problemer"), "Problemer", about, columns, rows)
