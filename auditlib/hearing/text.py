"""The hearing for a terminal and for other programs: what was sent, what came back, and what is otherwise now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from auditlib.findings import Decision, Response
from auditlib.hearing.compare import Compared, Comparison
from auditlib.hearing.wording import marked
from auditlib.labels import label, owner_in_words
from auditlib.language import _, later, ngettext
from auditlib.workbench import Workbench

_KINDS = {
    "criterion": later("kriterium"),
    "assessment": later("vurdering"),
    "finding": later("funn"),
    "conclusion": later("konklusjon"),
    "recommendation": later("anbefaling"),
    "statement": later("tidligere utsagn"),
    "followup": later("oppfølging"),
    "text": later("avsnitt"),
}
_HOW = {
    "changed": later("endret"),
    "added": later("kom til"),
    "removed": later("falt bort"),
    "grounds": later("bevis endret"),
}
_FIELDS = {
    "title": later("tittel"),
    "requirement": later("krav"),
    "text": later("tekst"),
    "departs": later("begrunnelse for avvik fra forslaget"),
    "condition": later("beskrivelse"),
    "cause": later("årsak"),
    "effect": later("virkning"),
    "limits": later("ikke undersøkt"),
    "answer": later("svar"),
    "to": later("til"),
    "action": later("tiltak"),
    "deadline": later("frist"),
    "responsible": later("ansvarlig"),
    "comment": later("merknad"),
}


def kind_in_words(kind: str) -> str:
    """Give the words for a kind of item."""
    return _(_KINDS.get(kind, kind))


def how_in_words(each: Compared) -> str:
    """Say what happened to an item."""
    return _(_HOW[each.how])


def field_in_words(field: str) -> str:
    """Give the words for a field of an item; of a paragraph in `method[…]` its title."""
    owner, _bracket, inside = field.rstrip("]").partition("[")
    if inside.isdigit():
        return f"{owner_in_words(owner)} {inside}"
    return inside or (_(_FIELDS[field]) if field in _FIELDS else owner_in_words(field))


def comparison_rows(found: Comparison) -> dict[str, Any]:
    """Give a comparison as plain data, with each difference as pairs of how (same, out, in) and text."""
    items = [{**asdict(each), "words": dict(each.words)} for each in found.items]
    sent = {"id": found.sent.id, "on": str(found.sent.on), "files": dict(found.sent.files)}
    return {"sent": sent, "claims": found.claims, "unchanged_claims": found.unchanged, "items": items}


def comparison_text(found: Comparison) -> str:
    """Give a comparison as text; `[-…-]` went out and `{+…+}` came in."""
    sent = found.sent
    head = _("Sammenlignet med {version}, sendt {day}: {same} av {of} påstander sier det samme").format(
        version=sent.id, day=sent.on.in_words(), same=found.unchanged, of=found.claims
    )
    if not found.items:
        return f"{head}\n" + _("Ingenting er endret")
    return "\n".join([head, *(line for each in found.items for line in _item(each))])


def _item(each: Compared) -> Iterator[str]:
    yield ""
    yield f"{each.id} {each.title}".strip() + f" ({kind_in_words(each.kind)}): {how_in_words(each)}"
    if each.judged != ("", ""):
        yield f"  {_('vurdert')}: {each.judged[0] or '–'} → {each.judged[1] or '–'}"
    if each.how == "changed":
        yield from (f"  {field_in_words(field)}: {marked(parts)}" for field, parts in each.words)
        for claim in each.claims:
            yield f"  {claim.id}: {claim.before or '–'} → {claim.now or '–'}  {{{{ {claim.reference} }}}}"
    for said, ids in (
        (_("kom til"), each.added), (_("falt bort"), each.removed), (_("sier noe annet"), each.reworked),
    ):  # fmt: skip
        if ids:
            yield f"  {_('grunnlag')}, {said}: {', '.join(ids)}"
    for why in each.why:
        yield f"  {_('fordi')} {why.by + ': ' if why.by else ''}{why.said}"
    if each.how != "grounds" and not each.why:
        yield f"  {_('ikke forklart')}"


def hearing_rows(a: Workbench) -> dict[str, Any]:
    """Give the state of the hearing as plain data."""
    span, heard = a.inputs.audit.hearing, a.inputs.hearing
    return {
        "audit": a.inputs.audit.id,
        "from": str(span.start) if span else "",
        "deadline": str(span.end) if span else "",
        "sent": [{"id": each.id, "on": str(each.on), "by": each.by, "files": each.files} for each in a.inputs.sent],
        "responses": [_response(each) for each in heard.responses] if heard else [],
    }


def _response(each: Response) -> dict[str, Any]:
    return {
        "id": each.id, "from": each.sender, "on": str(each.on), "about": list(each.about),
        "decision": each.decision.value, "changes": list(each.changes),
    }  # fmt: skip


def hearing_text(a: Workbench) -> str:
    """Give the state of the hearing as text: dates, versions, and each comment with its decision."""
    span, heard = a.inputs.audit.hearing, a.inputs.hearing
    dates = _("Høring {period}").format(period=span.period.in_words()) if span else _("Ingen høringsfrist i audit.yaml")
    lines = [dates]
    for sent in sorted(a.inputs.sent, key=lambda each: each.order):
        files = ", ".join(f"{name} {hash_[:12]}" for name, hash_ in sent.files.items())
        lines.append(_("{id} sendt {day} av {who}: {files}").format(
            id=sent.id, day=sent.on.in_words(), who=sent.by, files=files
        ))  # fmt: skip
    responses = heard.responses if heard else ()
    undecided = [each for each in responses if each.decision is Decision.OPEN]
    count = ngettext("{n} merknad, {left} ikke avgjort", "{n} merknader, {left} ikke avgjort", len(responses))
    lines.append(count.format(n=len(responses), left=len(undecided)))
    for each in responses:
        changed = f" → {', '.join(each.changes)}" if each.changes else ""
        lines.append(f"  {each.id} {each.sender} ({', '.join(each.about) or '–'}): {label(each.decision)}{changed}")
    return "\n".join(lines)
