"""File reviews: each attribute evaluated over the reviewed cases, with what may be said of those that were not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from auditlib.criteria import CriterionVersion, Stance
from auditlib.language import _, language
from auditlib.measures.cases import Counted
from auditlib.measures.norms import STANCES, hold, rule_of
from auditlib.measures.phrases import cited, exactly, interval_words
from auditlib.measures.samples import Evaluated, evaluated, nothing_to_read
from auditlib.numbers import format_number, format_percent
from auditlib.tables import Attribute, Measurement, Outcome, Review, Table


def measure_attribute(
    review: Review, attribute: Attribute, table: Table, version: CriterionVersion | None, counted: Counted
) -> Measurement:
    """Evaluate one attribute over the counted cases, and hold it against the criterion's norm if it has one."""
    column = (attribute.end if attribute.dated else attribute.column) or ""
    common = {
        "id": f"{review.id}.{attribute.id}",
        "title": f"{review.title}: {attribute.title}",
        "criterion": attribute.criterion or "",
        "topic": attribute.topic or "",
        "at": attribute.at,
        "table": table.resource.name,
        "note": attribute.note or "",
        "cells": tuple(table.place(case, column) for case in counted.failed),
        "rows": counted.failed,
    }
    reason = nothing_to_read(review, counted)
    if reason:
        sentence = f"{reason[:1].upper()}{reason[1:]}."
        untested = {"stance": Stance.CONTEXT, "outcome": Outcome.UNTESTED, "reason": reason, "sentence": sentence}
        return Measurement(**common, **untested)  # type: ignore[arg-type]
    found = evaluated(review, attribute, counted)
    figures, held = _figures(found), _held(found, version)
    if counted.smallest < table.least:
        figures, held = {}, _withheld(held, table.least, review)
    return Measurement(**common, **figures, **held)  # type: ignore[arg-type]


def _withheld(held: dict[str, Any], least: int, review: Review) -> dict[str, Any]:
    """Keep the outcome without the figures, which are of too few people to be shown."""
    said = _("Tallene vises ikke, fordi noen av dem gjelder færre enn {least} {cases}.")
    sentence = said.format(least=least, cases=review.unit.many)
    untested = held["outcome"] is Outcome.UNTESTED
    return {**held, "sentence": sentence, "reason": sentence.rstrip(".") if untested else ""}


def _figures(found: Evaluated) -> dict[str, Any]:
    """Give the share that keeps the requirement, its interval, and how they were found."""
    formula, method, assumptions = found.how()
    return {
        "value": found.share,
        "unit": "prosent",
        "interval": found.interval,
        "confidence": Decimal(str(found.review.confidence)),
        "illustrative": not found.speaks_of_others,
        "count": found.cases.met,
        "n": found.cases.assessed,
        "formula": formula,
        "method": cited(method),
        "assumptions": assumptions,
        "details": _details(found),
        "result": found.result,
    }


def _details(found: Evaluated) -> dict[str, str]:
    """Give the figures that stand beside the share."""
    cases, sample, tolerable = found.cases, found.sample, found.attribute.tolerable
    counted = {_("ikke aktuelt"): cases.apart, _("fristen ikke ute"): cases.not_due, _("mangler"): cases.missing}
    details = {name: format_number(number) for name, number in counted.items() if number}
    if sample is not None:
        details[_("øvre grense for avvik, ensidig")] = format_percent(sample.upper * 100, 1)
    if tolerable is not None:
        details[_("tålelig andel avvik")] = format_percent(exactly(tolerable) * 100, 1)
    return details


def _held(found: Evaluated, version: CriterionVersion | None) -> dict[str, Any]:
    """Hold the cases against the norm, and write the sentence; without a norm they are only described."""
    rule = rule_of(version.norm if version else None, answered=found.attribute.answered)
    if rule is None:
        return {"outcome": Outcome.DESCRIBED, "stance": Stance.CONTEXT, "sentence": _sentence(found)}
    held = hold(rule, found.cases, found.sample, only_these=not found.speaks_of_others)
    return {
        "outcome": held.outcome,
        "stance": STANCES.get(held.outcome, Stance.CONTEXT),
        "sentence": f"{_sentence(found)} {held.sentence}",
        "reason": held.reason,
    }


def _sentence(found: Evaluated) -> str:
    """Say the count, and in the result's own words what it may be generalised to."""
    cases, review = found.cases, found.review
    share = format_percent(found.share)
    if found.weighted:
        share = _("veid andel {share}").format(share=share)
    if found.interval:
        confidence = Decimal(str(review.confidence))
        share += f"; {interval_words(found.interval, 0, confidence, not found.speaks_of_others)}"
    said = [
        _("I {met} av {assessed} {cases} var det {what} ({share}).").format(
            met=format_number(cases.met), assessed=format_number(cases.assessed), cases=review.unit.many,
            what=found.attribute.title, share=share,
        ),
        found.result.explain(language()).sentence,
    ]
    if found.weighted and cases.apart + cases.not_due:
        said.append(_("Saker der spørsmålet ikke er aktuelt, er her regnet som saker uten avvik."))
    if cases.not_due:
        waiting = _("I {count} var fristen ennå ikke ute, og de er regnet som ikke aktuelle.")
        said.append(waiting.format(count=format_number(cases.not_due)))
    if found.speaks_of_others:
        said.append(_("Populasjonen er {what}.").format(what=review.population.description))
    return " ".join(said)
