"""Does the declared edition of the standard apply, and is what people confirmed a rule for them to confirm?"""

from __future__ import annotations

from collections.abc import Iterator

from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.workspace import Inputs


def standard_problems(inputs: Inputs) -> Iterator[Problem]:
    """Check the edition against the start letter's date, ids of rules, and the confirmations."""
    yield from _edition(inputs)
    for pack in inputs.packs:
        first: dict[str, Location] = {}
        for rule in pack.rules:
            if rule.id in first:
                yield problem("R301", rule.field_at("id"), id=rule.id, first=first[rule.id])
            first.setdefault(rule.id, rule.field_at("id"))
    if not any(name.startswith("criteria/standards/") for name in inputs.unread):
        yield from _confirmations(inputs)


def _edition(inputs: Inputs) -> Iterator[Problem]:
    """Check the edition by the day of the start letter, or of the order where no letter is dated.

    A note in `standard` says why another edition is used, and settles it.
    """
    declared, sheet = inputs.audit.standard, inputs.audit
    editions = {each.version: each for each in inputs.packs if each.name == declared.name}
    day = sheet.start_letter or sheet.ordered.on
    fitting = ", ".join(version for version, each in editions.items() if each.applies(day)) or "none"
    at = declared.field_at("version")
    if declared.note or not editions:
        return
    if declared.version not in editions:
        hint = hint_for(declared.version, editions)
        yield problem("D208", at, name=declared.name, version=declared.version, hint=hint)
    elif not editions[declared.version].applies(day):
        what = "start letter" if sheet.start_letter else "order (no start_letter is given)"
        yield problem(
            "D207", at, name=declared.name, version=declared.version, what=what, day=day, fitting=fitting
        )


def _confirmations(inputs: Inputs) -> Iterator[Problem]:
    """Check that each confirmation is of one rule that a person is to confirm."""
    asked = {rule.id for pack in inputs.packs for rule in pack.rules if rule.person}
    first: dict[str, Location] = {}
    for each in inputs.confirmed:
        at = each.field_at("rule")
        if each.rule not in asked:
            yield problem("R311", at, id=each.rule, hint=hint_for(each.rule, asked))
        elif each.rule in first:
            yield problem("R301", at, id=each.rule, first=first[each.rule])
        first.setdefault(each.rule, at)
