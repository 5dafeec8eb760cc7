"""Tests that hold a figure of a table against the criterion's norm: one cell, or one count as a share of another."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from auditlib.criteria import Norm, Stance
from auditlib.language import _, language
from auditlib.measures import values
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.measures.cases import Cases, holds
from auditlib.measures.norms import STANCES, hold, limit_words, rule_of, sample_of
from auditlib.measures.phrases import cited, exactly
from auditlib.measures.versions import year_of
from auditlib.stats import evaluate
from auditlib.tables import Outcome


def norm(call: Call) -> Parts:
    """Hold a cell against the criterion's norm."""
    asked, found = _norm(call), values.value(call)
    outcome = Outcome.MET if holds(asked, found["value"]) else Outcome.NOT_MET
    said = _("{rule} og er holdt.") if outcome is Outcome.MET else _("{rule} og er ikke holdt.")
    return {
        **found,
        "sentence": f"{found['sentence'].rstrip('.')}. {said.format(rule=_asked(call, asked))}",
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
        raise Untestable(_("{part} kan ikke være en del av {whole}").format(part=count, whole=total))
    rule = rule_of(_norm(call), answered=True)
    assert rule is not None  # the checks refuse a norm that asks for no share of cases
    size = int(call["population"]) if "population" in call.indicator.parameters else None
    drawn = call.get("drawn", "")
    if size is not None and size < total:
        drew = _("{count} saker er trukket fra en populasjon på {size}")
        raise Untestable(drew.format(count=total, size=size))
    how: Literal["simple", "systematic"] = "systematic" if drawn == "systematic" else "simple"
    found = evaluate(total, total - count, drawn=how, population=size if drawn else total)
    sample, said = sample_of(found, 0.95), found.explain(language())
    held = hold(rule, Cases(count, total - count), sample)
    limits = None if found.lower is None or found.upper is None else (1 - found.upper, 1 - found.lower)
    return {
        **values.share(call),
        "interval": tuple(exactly(each) * 100 for each in limits) if limits and sample else None,
        "confidence": Decimal("0.95"),
        "sentence": f"{values.share(call)['sentence']} {said.sentence} {held.sentence}",
        "formula": said.formula,
        "method": cited(said.source),
        "assumptions": said.assumptions,
        "result": found,
        "outcome": held.outcome,
        "stance": STANCES.get(held.outcome, Stance.CONTEXT),
        "reason": held.reason,
    }


def _norm(call: Call) -> Norm:
    """Give the criterion's norm in the figure's year, which the checks have made sure of.

    Raises `Untestable` where another norm applied in some part of that year: the figure is of the whole of it.
    """
    found = call.version.norm if call.version else None
    assert found is not None
    year = year_of(call.indicator)
    if year and any(each.norm is None or each.norm.stamp != found.stamp for each in call.replaced):
        raise Untestable(_("kravet ble endret i løpet av {year}, og tallet gjelder hele året").format(year=year))
    return found


def _asked(call: Call, asked: Norm) -> str:
    """Say what is required; the year is named where the criterion was worded in several ways."""
    year = year_of(call.indicator) if call.reworded else ""
    said = _("Kravet i {year} er {what}") if year else _("Kravet er {what}")
    return said.format(year=year, what=limit_words(asked))
