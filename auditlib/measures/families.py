"""A declared family of tests: p-values adjusted for their number, and what that does to each test of the family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from auditlib.language import _, language
from auditlib.measures.call import Call, Parts
from auditlib.measures.comparisons import explained
from auditlib.stats import AdjustedTest, Family, adjust_family
from auditlib.stats.families import written_p
from auditlib.tables import Indicator, Measurement

METHODS = ("holm", "benjamini-hochberg")


def family(call: Call) -> Parts:
    """Adjust the p-values of the tests that the indicator names; a test that could not be run counts among them."""
    declared = call.names("tests")
    p_values = {each: call.measured[each].p for each in declared}
    found = adjust_family(call.indicator.title, declared, p_values, call["method"])  # type: ignore[arg-type]
    return {**explained(found, lead=""), "value": Decimal(sum(test.stands for test in found.tests))}


def adjusted(measured: Measurement, families: Iterable[Measurement]) -> Measurement:
    """Give a measurement with its p-value adjusted for each family it was declared in."""
    for each in families:
        assert isinstance(each.result, Family)
        own = next((test for test in each.result.tests if test.name == measured.id), None)
        if own is not None and own.adjusted is not None:
            measured = _adjusted(measured, own, each.id, each.result.alpha)
    return measured


def _adjusted(measured: Measurement, test: AdjustedTest, family_id: str, alpha: float) -> Measurement:
    """Add the adjusted p-value, and say so where the difference no longer stands."""
    assert test.p is not None
    assert test.adjusted is not None
    words = written_p(test.adjusted, language())
    name = _("justert p-verdi ({family})").format(family=family_id)
    details = {**measured.details, name: words[2:].removeprefix("= ")}
    fallen = test.p <= alpha and not test.stands
    said = _("Etter justering for at flere tester er gjort ({family}), står ikke forskjellen ({p}).")
    more = f" {said.format(family=family_id, p=words)}" if fallen else ""
    return replace(measured, details=details, sentence=measured.sentence + more)


def members(indicator: Indicator) -> tuple[str, ...]:
    """Give the tests that a family names."""
    named = indicator.parameters.get("tests", ())
    return (named,) if isinstance(named, str) else named
