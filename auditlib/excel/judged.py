"""The sheets of judgements: assessments, findings, conclusions and recommendations, as the report prints them."""

from __future__ import annotations

from auditlib.claims import Claim
from auditlib.excel.sheets import Column, Row, Sheet, day, listed, prose, text
from auditlib.findings import Assessment, Finding
from auditlib.labels import label
from auditlib.language import _
from auditlib.report.build import Builder
from auditlib.report.model import Text


def judgement_sheets(build: Builder) -> list[Sheet]:
    """Give a sheet for each kind of judgement."""
    return [_assessments(build), _findings(build), _conclusions(build), _recommendations(build)]


def _said(words: Text) -> str:
    """Give a text with its counts and figures in place."""
    return "".join(each.said if isinstance(each, Claim) else each for each in words)


def _assessments(build: Builder) -> Sheet:
    columns = (
        Column(_("Vurdering")), Column(_("Kriterium"), links=True), text(_("Tema")), text(_("Status")),
        text(_("Forslag til status")), prose(_("Vurderingen")), prose(_("Begrunnelse for å fravike forslaget")),
        Column(_("Dato")), text(_("Vurdert av"), internal=True), prose(_("Arbeidsnotat"), internal=True),
    )  # fmt: skip
    rows = tuple(_assessment(build, each) for each in build.inputs.assessments)
    about = _("Revisors vurderinger mot kriteriene, ved siden av det reglene foreslår.")
    return Sheet(_("Vurderinger"), "Vurderinger", about, columns, rows)


def _assessment(build: Builder, each: Assessment) -> Row:
    words, departs = build.texts(each.id, each.text, each.departs)
    suggested = label(build.mapped.suggestion(each.criterion).status) if each.criterion else ""
    return (
        each.id, each.criterion or "", each.topic or "", label(each.status), suggested, _said(words), _said(departs),
        day(each.on), each.by, each.internal or "",
    )  # fmt: skip


def _findings(build: Builder) -> Sheet:
    columns = (
        Column(_("Funn")), text(_("Tittel")), Column(_("Slag")), Column(_("Kriterier"), links=True),
        Column(_("Grunnlag")), Column(_("Taler for")), Column(_("Taler imot")), Column(_("Delt")),
        Column(_("Bakgrunn")), prose(_("Tilstand")), prose(_("Årsak")), prose(_("Virkning")), prose(_("Avgrensning")),
        text(_("Ikke verifiserte intervjuer")),
        prose(_("Arbeidsnotat"), internal=True),
    )  # fmt: skip
    rows = tuple(_finding(build, each) for each in build.inputs.findings)
    about = _("Funnene med hvor mange bevis som taler for og imot, og hvor sterkt grunnlaget er.")
    return Sheet(_("Funn"), "Funn", about, columns, rows)


def _finding(build: Builder, each: Finding) -> Row:
    part = build.finding(each)
    sides = (part.speaks_for, part.speaks_against, part.mixed, part.context)
    return (
        each.id, each.title, label(each.kind), listed(each.criteria), part.strength, *(len(side) for side in sides),
        _said(part.condition), _said(part.cause), _said(part.effect), _said(part.limits), listed(part.unverified),
        part.internal,
    )  # fmt: skip


def _conclusions(build: Builder) -> Sheet:
    columns = (
        Column(_("Konklusjon")), Column(_("Problemstilling")), prose(_("Spørsmålet")), text(_("Grad")),
        prose(_("Svaret")), Column(_("Funn"), links=True),
    )  # fmt: skip
    rows = tuple(
        (each.id, each.question, each.wording, each.degree, _said(each.answer), _ids(each.findings))
        for each in build.conclusions()
    )
    return Sheet(_("Konklusjoner"), "Konklusjoner", _("Svarene på problemstillingene."), columns, rows)


def _recommendations(build: Builder) -> Sheet:
    columns = (
        Column(_("Anbefaling")), text(_("Til")), prose(_("Hva som bør gjøres")), Column(_("Funn"), links=True),
        Column(_("Frist")), text(_("Ansvarlig")),
    )  # fmt: skip
    deadlines = {each.id: each.deadline for each in build.inputs.recommendations}
    rows = tuple(
        (each.id, each.to, _said(each.action), _ids(each.findings), day(deadlines[each.id]),
         each.responsible)
        for each in build.recommendations()
    )  # fmt: skip
    about = _("Hva hvem bør gjøre, og hvilke funn det følger av.")
    return Sheet(_("Anbefalinger"), "Anbefalinger", about, columns, rows)


def _ids(findings: tuple[tuple[str, str], ...]) -> str:
    """Give the ids of findings that come with their titles."""
    return listed([id_ for id_, _title in findings])
