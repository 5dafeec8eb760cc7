"""Tests of the order, the questions, the criteria and their sources."""

from __future__ import annotations

from itertools import pairwise

from auditlib.checks.coverage import coverage
from auditlib.dates import Day
from auditlib.labels import label
from auditlib.language import _
from auditlib.mapping import Mapped
from auditlib.standards.model import Held, Parameters, Result, met, not_met, sorted_out


def has_items(mapped: Mapped, given: Parameters) -> Result:
    """There is at least one item of each kind named."""
    lists = {name: list(_ids(mapped, name)) for name in given["of"]}
    missing = [Held("", _names()[name]) for name, ids in lists.items() if not ids]
    if missing:
        return not_met(missing, _("Revisjonen har ingen slike."))
    return met(Held(id_) for ids in lists.values() for id_ in ids)


def _ids(mapped: Mapped, name: str) -> list[str]:
    if name == "notes":
        return [each.interview.id for each in mapped.inputs.notes]
    found = getattr(mapped.inputs, name)
    return list(found) if name == "tables" else [each.id for each in found]


def _names() -> dict[str, str]:
    """What the lists and fields of an audit are called."""
    return {
        "questions": _("problemstillinger"), "criteria": _("revisjonskriterier"), "notes": _("intervjuer"),
        "documents": _("dokumenter"), "tables": _("tabeller"), "reviews": _("mappegjennomganger"),
        "assessments": _("vurderinger"), "findings": _("funn"), "conclusions": _("konklusjoner"),
        "recommendations": _("anbefalinger"), "start_letter": _("oppstartsbrevets dato"),
        "definitions": _("definisjoner"), "weaknesses": _("svakheter ved metode og data"),
        "method": _("metodekapittel"), "verification": _("tiden for verifisering"), "hearing": _("tiden for høring"),
    }  # fmt: skip


def audit_states(mapped: Mapped, given: Parameters) -> Result:
    """`audit.yaml` states each of the fields named."""
    missing = [name for name in given["of"] if not getattr(mapped.inputs.audit, name)]
    if missing:
        return not_met((Held("", _names()[name]) for name in missing), _("Det står ikke i audit.yaml."))
    return met(Held("", _names()[name]) for name in given["of"])


def order_traceable(mapped: Mapped, given: Parameters) -> Result:
    """The order is known: who gave it, the day it was given, and before the report."""
    order, published = mapped.inputs.audit.ordered, mapped.inputs.audit.published
    said = Held("", f"{order.by}, {order.on.in_words()}")
    if len(order.on.text) < len("2023-11-20"):
        return not_met((said,), _("Dagen for bestillingen er ikke kjent."))
    if published.certainly_before(order.on):
        return not_met((said,), _("Bestillingen er yngre enn rapporten."))
    return met((said,))


def dates_in_order(mapped: Mapped, given: Parameters) -> Result:
    """The order, the start letter, the verification, the hearing and the report come in that order."""
    sheet = mapped.inputs.audit
    known: list[tuple[str, Day | None]] = [
        (_("bestilling"), sheet.ordered.on),
        (_("oppstartsbrev"), sheet.start_letter),
        (_("verifisering"), sheet.verification.start if sheet.verification else None),
        (_("høring"), sheet.hearing.start if sheet.hearing else None),
        (_("rapport"), sheet.published),
    ]
    dated = [(name, day) for name, day in known if day is not None]
    late = [
        Held("", _("{first} {day} er etter {second} {other}").format(
            first=first, day=day.in_words(), second=second, other=other.in_words()
        ))
        for (first, day), (second, other) in pairwise(dated)
        if other.certainly_before(day)
    ]  # fmt: skip
    return sorted_out((Held("", f"{name} {day.in_words()}") for name, day in dated), late, "")


def criteria_in_force(mapped: Mapped, given: Parameters) -> Result:
    """Each criterion has a version in the audited period whose provisions applied in all of it."""
    inputs = mapped.inputs
    audited = inputs.audit.period.period
    validity = {part.id: part.validity for source in inputs.sources for part in source.provisions}
    kept, broken = list[Held](), list[Held]()
    for criterion in inputs.criteria:
        version = criterion.in_force(audited)
        window = version.validity.overlap(audited) if version else None
        late = [each for each in version.provisions if window and not validity[each].covers(window)] if version else []
        if version is None:
            broken.append(Held(criterion.id, _("ingen versjon gjaldt i revidert periode")))
        else:
            said = _("{ids} gjaldt ikke i hele perioden").format(ids=", ".join(late)) if late else ""
            (broken if late else kept).append(Held(criterion.id, said))
    return sorted_out(kept, broken, _("Revisjonen har ingen kriterier."))


def criteria_have_source(mapped: Mapped, given: Parameters) -> Result:
    """Each criterion rests on at least one source of a kind that the pack accepts as authoritative."""
    kinds = {part.id: source.kind for source in mapped.inputs.sources for part in source.provisions}
    kept, broken = list[Held](), list[Held]()
    for criterion in mapped.inputs.criteria:
        version = mapped.version(criterion.id)
        found = dict.fromkeys(kinds[each] for each in version.provisions) if version else {}
        held = Held(criterion.id, ", ".join(label(each) for each in found))
        (kept if any(each in given["kinds"] for each in found) else broken).append(held)
    return sorted_out(kept, broken, _("Revisjonen har ingen kriterier."))


def criteria_have(mapped: Mapped, given: Parameters) -> Result:
    """Each criterion has what is named: a question, facts, an assessment, a finding."""
    words = {"facts": _("fakta"), "assessment": _("vurdering"), "finding": _("funn"), "question": _("problemstilling")}
    known = {each.id for each in mapped.inputs.questions}
    kept, broken = list[Held](), list[Held]()
    for row in coverage(mapped):
        asked = set(mapped.criteria[row.criterion].questions) & known
        has = {"facts": row.facts, "assessment": row.assessment, "finding": row.findings, "question": asked}
        missing = [words[each] for each in given["of"] if not has[each]]
        said = _("mangler {what}").format(what=", ".join(missing)) if missing else ""
        (broken if missing else kept).append(Held(row.criterion, said))
    return sorted_out(kept, broken, _("Revisjonen har ingen kriterier."))


def questions_have_criteria(mapped: Mapped, given: Parameters) -> Result:
    """Each question has criteria to be answered by."""
    used = {id_ for each in mapped.inputs.criteria for id_ in each.questions}
    questions = [each.id for each in mapped.inputs.questions]
    kept = (Held(each) for each in questions if each in used)
    broken = (Held(each, _("har ingen kriterier")) for each in questions if each not in used)
    return sorted_out(kept, broken, _("Revisjonen har ingen problemstillinger."))
