"""A checklist as rows for JSON and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditlib.labels import label
from auditlib.language import _
from auditlib.standards.checklist import Checklist, RuleResult
from auditlib.standards.model import Outcome

_MOST = 12


def outcome_in_words(outcome: Outcome) -> str:
    """Give the words for an outcome."""
    return {
        Outcome.MET: _("oppfylt"),
        Outcome.NOT_MET: _("ikke oppfylt"),
        Outcome.UNTESTED: _("kunne ikke testes"),
        Outcome.PERSON: _("må bekreftes av en person"),
    }[outcome]


def rows(found: Checklist) -> list[dict[str, Any]]:
    """Give one plain mapping for each rule."""
    return [_row(found, each) for each in found.results]


def _row(found: Checklist, each: RuleResult) -> dict[str, Any]:
    said = each.confirmation
    return {
        "pack": found.pack.id,
        "rule": each.rule.id,
        "point": each.rule.point,
        "level": each.rule.level.value,
        "text": each.rule.text,
        "unconfirmed": each.rule.unconfirmed or "",
        "test": each.rule.test or "",
        "outcome": each.outcome.value,
        "items": [{"id": held.id, "says": held.says} for held in each.items],
        "reason": each.reason,
        "confirmed": {"by": said.by, "on": str(said.on)} if said else None,
    }


def as_text(found: Checklist) -> str:
    """Write the checklist: a line for each rule, what it rests on below, and a count at the end."""
    lines = [f"{found.pack.title_with_version}: {found.pack.title}"]
    lines += [text for text in (found.note, found.pack.note) if text]
    for each in found.results:
        mark = " *" if each.rule.unconfirmed else ""
        lines.append(f"{each.rule.id}  {each.rule.point}  ({label(each.rule.level)}){mark}  {each.rule.text}")
        lines += [f"    {said}" for said in _findings(each)]
    counts = (f"{count} {outcome_in_words(outcome)}" for outcome, count in found.counts.items())
    lines.append(", ".join(counts))
    if any(each.rule.unconfirmed for each in found.results):
        lines.append(_("* ordlyden er ikke kontrollert mot standarden"))
    return "\n".join(lines)


def _findings(each: RuleResult) -> Iterator[str]:
    """Say what came of a rule, with the items it rests on."""
    yield f"{outcome_in_words(each.outcome)}{f': {each.reason}' if each.reason else ''}"
    if each.confirmation:
        by, on = each.confirmation.by, each.confirmation.on.in_words()
        yield _("bekreftet av {name} {day}").format(name=by, day=on)
    if each.outcome is Outcome.MET:
        held = [item.id or item.says for item in each.items]
        if held:
            yield ", ".join(held[:_MOST]) + (f" … ({len(held)})" if len(held) > _MOST else "")
    else:
        yield from (f"{item.id} {item.says}".strip() for item in each.items)
