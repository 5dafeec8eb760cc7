"""Tests of assessments, findings, answers, recommendations, the hearing and what the report holds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from auditlib.findings import Decision, Finding, FindingKind, Response
from auditlib.labels import label
from auditlib.language import _
from auditlib.mapping import Mapped
from auditlib.review.desk import desk_of
from auditlib.rules import Strength
from auditlib.standards.model import Held, Parameters, Result, met, not_met, sorted_out, untested

_GRADES = (Strength.WEAK, Strength.MEDIUM, Strength.STRONG)
_SHOWN = re.compile(r"\bshow\.(\w+)\(")


def questions_answered(mapped: Mapped, given: Parameters) -> Result:
    """Each question has a conclusion."""
    answers = {each.question: each.id for each in mapped.inputs.conclusions}
    questions = [each.id for each in mapped.inputs.questions]
    kept = (Held(each, answers[each]) for each in questions if each in answers)
    broken = (Held(each, _("ikke besvart")) for each in questions if each not in answers)
    return sorted_out(kept, broken, _("Revisjonen har ingen problemstillinger."))


def assessments_have_criterion(mapped: Mapped, given: Parameters) -> Result:
    """Each assessment is of a criterion, not of a topic alone."""
    topics = {each.id: each.title for each in mapped.inputs.audit.topics}
    assessments = mapped.inputs.assessments
    kept = (Held(each.criterion, each.id) for each in assessments if each.criterion)
    broken = (
        Held(each.topic or "", f"{each.id} {topics.get(each.topic or '', '')}".strip())
        for each in assessments
        if not each.criterion
    )
    return sorted_out(kept, broken, _("Revisjonen har ingen vurderinger."))


def facts_without_judgement(mapped: Mapped, given: Parameters) -> Result:
    """No finding's condition has words that belong in an assessment."""
    kept, broken = list[Held](), list[Held]()
    for each in mapped.inputs.findings:
        said = " ".join(each.condition.casefold().split())
        found = [word for word in given["words"] if re.search(rf"\b{re.escape(word.casefold())}\b", said)]
        (broken if found else kept).append(Held(each.id, ", ".join(_("«{word}»").format(word=word) for word in found)))
    return sorted_out(kept, broken, _("Revisjonen har ingen funn."))


def finding_elements(mapped: Mapped, given: Parameters) -> Result:
    """Each finding that something is wrong has the elements named."""
    words = {
        "criteria": _("kriterium"), "condition": _("tilstand"), "cause": _("årsak"), "effect": _("virkning"),
        "limits": _("hva som ikke er undersøkt"),
    }  # fmt: skip
    kept, broken = list[Held](), list[Held]()
    for each in _deviations(mapped):
        missing = [words[name] for name in given["of"] if not getattr(each, name)]
        said = _("mangler {what}").format(what=", ".join(missing)) if missing else ""
        (broken if missing else kept).append(Held(each.id, said))
    return sorted_out(kept, broken, _("Revisjonen har ingen funn om avvik."))


def finding_strength(mapped: Mapped, given: Parameters) -> Result:
    """Each finding rests on ground of at least the strength named, by the audit's own rules for strength."""
    least = _GRADES.index(Strength(given["least"][0]))
    kept, broken = list[Held](), list[Held]()
    for each in mapped.inputs.findings:
        found = mapped.ground(each).strength
        held = Held(each.id, _("grunnlaget er {strength}").format(strength=label(found)))
        (broken if _GRADES.index(found) < least else kept).append(held)
    return sorted_out(kept, broken, _("Revisjonen har ingen funn."))


def weak_findings_limited(mapped: Mapped, given: Parameters) -> Result:
    """Each finding on weak ground says what was not examined, so that an example is not read as a pattern."""
    weak = [each for each in mapped.inputs.findings if mapped.ground(each).strength is Strength.WEAK]
    kept = (Held(each.id) for each in weak if each.limits)
    broken = (Held(each.id, _("svakt grunnlag uten forbehold")) for each in weak if not each.limits)
    return sorted_out(kept, broken, _("Ingen funn har svakt grunnlag."))


def recommendations_follow(mapped: Mapped, given: Parameters) -> Result:
    """Each recommendation follows from at least one finding that something is wrong."""
    wrong = {each.id for each in _deviations(mapped)}
    advice = mapped.inputs.recommendations
    kept = (Held(each.id, ", ".join(each.findings)) for each in advice if wrong & set(each.findings))
    broken = (Held(each.id, _("følger ikke av noe avvik")) for each in advice if not wrong & set(each.findings))
    return sorted_out(kept, broken, _("Revisjonen har ingen anbefalinger."))


def _deviations(mapped: Mapped) -> Sequence[Finding]:
    return [each for each in mapped.inputs.findings if each.kind is FindingKind.DEVIATION]


def hearing_held(mapped: Mapped, given: Parameters) -> Result:
    """The report has been on hearing, and the time is known."""
    held = mapped.inputs.audit.hearing
    if held is None:
        return not_met((), _("Tiden for høring står ikke i audit.yaml."))
    return met((Held("", held.period.in_words()),))


def statement_included(mapped: Mapped, given: Parameters) -> Result:
    """The statement from the hearing is in the report."""
    hearing = mapped.inputs.hearing
    if hearing is not None and (hearing.statement or hearing.statement_file):
        return met((Held("", hearing.statement_file or _("uttalelsen står i hearing.yaml")),))
    if hearing is not None and hearing.missing:
        return not_met((), hearing.missing)
    return not_met((), _("Uttalelsen mangler i hearing.yaml."))


def responses_reasoned(mapped: Mapped, given: Parameters) -> Result:
    """Each comment in the hearing is examined, decided and reasoned; one that led to a change says to which."""
    hearing = mapped.inputs.hearing
    if mapped.inputs.audit.hearing is None:
        return untested(_("Rapporten har ikke vært på høring."))
    responses = hearing.responses if hearing else ()
    broken = [Held(each.id, said) for each in responses if (said := _lacks(each))]
    kept = (Held(each.id, label(each.decision)) for each in responses if not _lacks(each))
    return sorted_out(kept, broken, _("Ingen merknader er registrert."))


def _lacks(response: Response) -> str:
    """Say what of the treatment of a comment is missing."""
    if response.decision is Decision.OPEN:
        return _("ikke avgjort")
    if not (response.examined and response.reason):
        return _("sier ikke hvordan merknaden er undersøkt, eller hvorfor den er avgjort slik")
    if response.decision is not Decision.KEPT and not (response.changed or response.changes):
        return _("sier ikke hva som er endret")
    return ""


def report_shows(mapped: Mapped, given: Parameters) -> Result:
    """The report's notebooks show each of the parts named, which are functions of `auditlib.report.show`."""
    notebooks = sorted((mapped.inputs.root / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    if not notebooks:
        return untested(_("Arbeidsmappen har ingen notatbøker."))
    shown = dict[str, str]()
    for path in notebooks:
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            source = "\n".join("".join(each["source"]) for each in cells if each["cell_type"] == "code")
        except (OSError, ValueError, KeyError, TypeError):
            return untested(_("{name} kan ikke leses.").format(name=path.name))
        shown |= dict.fromkeys(_SHOWN.findall(source), path.name)
    missing = [each for each in given["parts"] if each not in shown]
    if missing:
        return not_met((Held("", each) for each in missing), _("Ingen notatbok viser dette."))
    return met(Held("", f"{each}: {shown[each]}") for each in given["parts"])


def referenced(mapped: Mapped, given: Parameters) -> Result:
    """Somebody who did not write it has agreed with every claim as it stands now, and has signed.

    Raises InputError when a file of the referencing is broken.
    """
    desk = desk_of(mapped)
    if not desk.rounds:
        return not_met((), _("Ingen har referert rapporten."))
    standing = desk.standing()
    if standing.whole:
        return met(Held("", each.by) for each in standing.signed)
    still = [Held(each.id.partition(".")[0], each.id) for each in standing.open]
    unsigned = _("Alt er referert, men ikke signert av noen som ikke har skrevet det.")
    return not_met(still, _("Dette er ikke referert, eller det er endret etterpå:") if still else unsigned)
