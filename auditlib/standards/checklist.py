"""The checklist: a pack's rules, each with its outcome for one audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from auditlib.mapping import Mapped
from auditlib.problems import UsageError, hint_for
from auditlib.rulepacks import Confirmation, Rule, RulePack
from auditlib.standards.library import LIBRARY
from auditlib.standards.model import Held, Outcome, Result
from auditlib.workspace import Inputs


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule with what its test gave, or what a person said of it."""

    rule: Rule
    outcome: Outcome
    items: tuple[Held, ...] = ()
    reason: str = ""
    confirmation: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A pack held against an audit; `note` is the audit's reason for the edition it declares."""

    pack: RulePack
    results: tuple[RuleResult, ...]
    note: str = ""

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rules have each outcome."""
        found = Counter(each.outcome for each in self.results)
        return {outcome: found[outcome] for outcome in Outcome}


def pack_for(inputs: Inputs, name: str = "") -> RulePack:
    """Find a pack by its id, or the edition that the audit declares; raise UsageError with those there are."""
    packs = {each.id: each for each in inputs.packs}
    if name:
        if name not in packs:
            raise UsageError(f"there is no rule pack `{name}` in criteria/standards ({hint_for(name, packs)})")
        return packs[name]
    found, declared = declared_pack(inputs), inputs.audit.standard
    if found is not None:
        return found
    raise UsageError(
        f"no rule pack in criteria/standards is {declared.name} {declared.version}, which audit.yaml declares; "
        f"name one with --pack ({hint_for(declared.name, packs)})"
    )


def declared_pack(inputs: Inputs) -> RulePack | None:
    """Give the pack of the edition that the audit declares, or None where there is none."""
    declared = inputs.audit.standard
    return next((each for each in inputs.packs if (each.name, each.version) == (declared.name, declared.version)), None)


def checklist(mapped: Mapped, pack: RulePack) -> Checklist:
    """Hold an audit against a pack: each rule tested, or as a person has confirmed it."""
    said = {each.rule: each for each in mapped.inputs.confirmed}
    declared = mapped.inputs.audit.standard
    note = declared.note if (pack.name, pack.version) == (declared.name, declared.version) else None
    return Checklist(pack, tuple(_result(each, mapped, said) for each in pack.rules), note or "")


def _result(rule: Rule, mapped: Mapped, said: Mapping[str, Confirmation]) -> RuleResult:
    if rule.test is None:
        found = said.get(rule.id)
        if found is None:
            return RuleResult(rule, Outcome.PERSON)
        return RuleResult(rule, Outcome.MET if found.met else Outcome.NOT_MET, (), found.text, found)
    tested: Result = LIBRARY[rule.test](mapped, rule.parameters)
    return RuleResult(rule, tested.outcome, tested.items, tested.reason)
