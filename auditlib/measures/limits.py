"""Tests that hold a figure of a table against the criterion's norm: one cell, or one count as a share of another."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from auditlib.criteria import Norm, Stance
from auditlib.measures import values
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.measures.cases import Cases, holds
from auditlib.measures.norms import STANCES, hold, limit_words, rule_of, sample_of
from auditlib.measures.phrases import exactly
from auditlib.stats import evaluate
from auditlib.tables import Outcome


def norm(call: Call) -> Parts:
    """Hold a cell against the criterion's norm."""
    asked, found = _norm(call), values.value(call)
    outcome = Outcome.MET if holds(asked, found["value"]) else Outcome.NOT_MET
    verdict = "er holdt" if outcome is Outcome.MET else "er ikke holdt"
    return {
        **found,
        "sentence": f"{found['sentence'].rstrip('.')}. Kravet er {limit_words(asked)} og {verdict}.",
        "outcome": outcome,
        "stance": STANCES[outcome],
    }


def norm_share(call: Call) -> Parts:
    """Hold counted cases, as a share of all, against a norm for a share of cases.

    With `drawn`, the cases are a random sample, from `population` cases where it is known; otherwise they are all.
    """
    row, column = call["row"], call["column"]
    of_row, of_column = call.get("of_row", row), call.get("of_column", column)
    count, total = call.count(row, column), call.count(of_row, of_column)
    if total == 0 or count > total:
        raise Untestable(f"{count} kan ikke være en del av {total}")
    rule = rule_of(_norm(call), answered=True)
    assert rule is not None  # the checks refuse a norm that asks for no share of cases
    size = int(call["population"]) if "population" in call.indicator.parameters else None
    drawn = call.get("drawn", "")
    if size is not None and size < total:
        raise Untestable(f"{total} saker er trukket fra en populasjon på {size}")
    how: Literal["simple", "systematic"] = "systematic" if drawn == "systematic" else "simple"
    found = evaluate(total, total - count, drawn=how, population=size if drawn else total)
    sample, said = sample_of(found, 0.95), found.explain()
    held = hold(rule, Cases(count, total - count), sample)
    limits = None if found.lower is None or found.upper is None else (1 - found.upper, 1 - found.lower)
    return {
        **values.share(call),
        "interval": tuple(exactly(each) * 100 for each in limits) if limits and sample else None,
        "confidence": Decimal("0.95"),
        "sentence": f"{values.share(call)['sentence']} {said.sentence} {held.sentence}",
        "formula": said.formula,
        "method": said.source,
        "assumptions": said.assumptions,
        "result": found,
        "outcome": held.outcome,
        "stance": STANCES.get(held.outcome, Stance.CONTEXT),
        "reason": held.reason,
    }


def _norm(call: Call) -> Norm:
    """Give the criterion's norm, which the checks have made sure of."""
    found = call.version.norm if call.version else None
    assert found is not None
    return found
