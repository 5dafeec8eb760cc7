"""Informants in the public edition: no ids or roles, groups that are large enough, and only cleared passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from auditlib.audits import Group
from auditlib.interviews import Informant, Note
from auditlib.language import later
from auditlib.workspace import Inputs

WITHHELD = later("Utsagnet er ikke frigitt for den offentlige utgaven.")


def merged_groups(groups: tuple[Group, ...]) -> Mapping[str, str]:
    """Give the group that each group is counted in."""
    return {each.id: each.merge_into or each.id for each in groups}


def public_informants(inputs: Inputs) -> tuple[Informant, ...]:
    """Number the informants and leave only the public label; of a merged group only that it is one of them."""
    groups = {each.id: each for each in inputs.audit.groups}
    merged = merged_groups(inputs.audit.groups)
    shown = []
    for number, each in enumerate(inputs.informants, 1):
        group = groups[merged[each.group]]
        label = each.label if group.id == each.group else group.one
        hidden = {"id": f"informant-{number}", "name": None, "role": label, "unit": group.one}
        shown.append(each.model_copy(update={**hidden, "group": group.id, "label": label}))
    return tuple(shown)


def public_notes(inputs: Inputs, names: Mapping[str, str]) -> tuple[Note, ...]:
    """Give the notes under the informants' new ids, without interviewer and changes, and with cleared passages."""
    labels = {each.id: each.label for each in public_informants(inputs)}
    return tuple(_public_note(note, inputs.audit.publication.passages, names, labels) for note in inputs.notes)


def _public_note(note: Note, standing: str, names: Mapping[str, str], labels: Mapping[str, str]) -> Note:
    interview = note.interview
    verified = interview.verified
    if verified:
        also = tuple(names[each] for each in verified.also)
        verified = verified.model_copy(update={"by": names[verified.by], "also": also, "changes": ""})
    informants = tuple(names[each] for each in interview.informants)
    title = ", ".join(dict.fromkeys(labels[each] for each in informants))
    cover = {"title": title, "informants": informants, "interviewer": "", "verified": verified}
    withheld = (interview.passages or standing) == "withheld"
    passages = tuple(
        replace(
            each,
            text=WITHHELD if withheld else each.text,
            informants=tuple(names[name] for name in each.informants),
        )
        for each in note.passages
    )
    return replace(note, interview=interview.model_copy(update=cover), passages=passages)
