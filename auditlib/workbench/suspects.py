"""What is suspect in an audit, why and since when, as rows and as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from auditlib.judged import Standing
from auditlib.judged.model import Change, Suspect
from auditlib.judged.since import Commit, History
from auditlib.judged.words import Told, day, judged_when, kind_in_words, since, told
from auditlib.language import _
from auditlib.problems import Location, UsageError, hint_for

_MOST_SHOWN = 5


def suspect_rows(standing: Standing) -> list[dict[str, Any]]:
    """Give each suspect judgement with what changed, by field, and since when."""
    history = History(standing.mapped.inputs.root)
    return [_row(each, standing, history) for each in standing.suspects.values()]


def _row(suspect: Suspect, standing: Standing, history: History) -> dict[str, Any]:
    return {
        "id": suspect.id,
        "kind": suspect.kind,
        "file": suspect.at.file,
        "line": suspect.at.line,
        "by": suspect.by,
        "on": suspect.on,
        "changes": [_change(each, suspect, standing, history) for each in suspect.changes],
        "through": list(suspect.through),
    }


def _change(change: Change, suspect: Suspect, standing: Standing, history: History) -> dict[str, Any]:
    commit = history.last_change(place_of(change, standing))
    fields = [
        {"field": each.name, "before": each.before, "after": each.after, "difference": each.marked}
        for _name, each in told(change).fields
    ]
    return {
        "what": change.what.value,
        "kind": change.kind,
        "id": change.id,
        "fields": fields,
        "since": _commit_row(commit, suspect),
    }


def _commit_row(commit: Commit | None, suspect: Suspect) -> dict[str, str]:
    if commit is None:
        return {"judged": suspect.on}
    return {"commit": commit.hash, "on": commit.on, "by": commit.by}


def place_of(change: Change, standing: Standing) -> Location:
    """Give where what has changed is written now; no line where it is gone, or written in several places."""
    mapped, nowhere = standing.mapped, Location("")
    if change.id in mapped.register and change.kind in ("passage", "measurement", "review", "excerpt"):
        return _of_evidence(change, standing)
    held = standing.held.get(change.id)
    if held is not None and change.kind == held.kind:
        return held.at
    if change.kind == "criterion" and change.id in mapped.criteria:
        return mapped.criteria[change.id].at
    parts = {part.id: part.at for source in mapped.inputs.sources for part in source.provisions}
    asked = {each.id: each.at for each in mapped.inputs.questions}
    return {"provision": parts, "question": asked}.get(change.kind, {}).get(change.id, nowhere)


def _of_evidence(change: Change, standing: Standing) -> Location:
    """Give where evidence is written: for a figure that is a changed cell, where there is one."""
    found = standing.mapped.register[change.id].at
    measured = standing.mapped.measurements.get(change.id)
    if measured is None or change.before.get("cells") == change.after.get("cells"):
        return found
    before, after = (content.get("cells", "").split("; ") for content in (change.before, change.after))
    for cell in measured.cells:
        row, _sep, column = cell.where.removeprefix("row ").rpartition(", column ")
        if any(each.startswith(f"{row}, {column}: ") and each not in before for each in after):
            return cell
    return found


def suspect_text(standing: Standing, most: int = _MOST_SHOWN) -> str:
    """Tell of the suspect judgements, the first few changes of each; and what was never stored."""
    history = History(standing.mapped.inputs.root)
    if not standing.begun:
        return _("Vurderingene er ikke lagret; «auditlib judge {audit} --all» lagrer hva de bygger på").format(
            audit=standing.audit
        )
    lines = [_("Vurderinger som må ses på igjen: {ids}").format(ids=_listed(standing.suspects))]
    for each in standing.suspects.values():
        lines += _told(each, standing, history, most)
    lines.append(_("Ikke lagret som vurdert: {ids}").format(ids=_listed(standing.unstored)))
    return "\n".join(lines)


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(ids) or _("ingen")


def item_text(standing: Standing, id_: str) -> str:
    """Tell how one judgement stands, with every change; raise UsageError when there is no such judgement."""
    if id_ not in standing.judgements:
        raise UsageError(f"there is no assessment, finding, conclusion or recommendation `{id_}` "
                         f"({hint_for(id_, standing.judgements)})")  # fmt: skip
    stored, suspect = standing.store.stored.get(id_), standing.suspects.get(id_)
    lines = [f"{kind_in_words(standing.judgements[id_].kind).capitalize()} {id_}"]
    if stored is None and suspect is None:
        lines.append(_("Ikke lagret som vurdert"))
    if stored is not None:
        lines.append(_("Vurdert {on} av {by}").format(on=day(stored.on), by=stored.by))
        for each in stored.accepted:
            words = {"on": day(each.on), "by": each.by, "changed": each.changed, "reason": each.reason}
            lines.append(_("Endring i {changed} godtatt {on} av {by}: {reason}").format(**words))
    if suspect is not None:
        lines += _told(suspect, standing, History(standing.mapped.inputs.root), len(suspect.changes))
    elif stored is not None:
        lines.append(_("Alt den bygger på, er som da den ble vurdert"))
    return "\n".join(lines)


def _told(suspect: Suspect, standing: Standing, history: History, most: int) -> Iterator[str]:
    """Tell of one suspect judgement."""
    when = judged_when(suspect)
    yield f"  {kind_in_words(suspect.kind)} {suspect.id}" + (f" ({when})" if when else "")
    for change in suspect.changes[:most]:
        where = since(history.last_change(place_of(change, standing)), suspect)
        yield from _lines(told(change), where)
    if len(suspect.changes) > most:
        words = {"n": len(suspect.changes) - most, "audit": standing.audit, "id": suspect.id}
        yield "    " + _("… og {n} til: «auditlib status {audit} {id}»").format(**words)
    if suspect.through:
        yield "    " + _("bygger på {ids}, som må ses på igjen").format(ids=", ".join(suspect.through))


def _lines(change: Told, where: str) -> Iterator[str]:
    yield f"    {change.said}" + (f" ({where})" if where else "")
    for name, each in change.fields:
        yield f"      {name}: {each.marked}"
