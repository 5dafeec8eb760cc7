"""File reviews: each attribute counted over the reviewed cases, with interval and what it may be said of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from auditlib.criteria import CriterionVersion, Operator, Stance
from auditlib.numbers import format_number
from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.stats import proportion
from auditlib.tables import Attribute, Measurement, Outcome, Review, Table


def measure_attribute(
    review: Review, attribute: Attribute, table: Table, version: CriterionVersion | None
) -> Measurement:
    """Count one attribute over the cases where it applies; missing cases are left out and said."""
    values = dict(zip(table.names(), (row[attribute.column] for row in table.rows), strict=True))
    met = [case for case, value in values.items() if value in attribute.meets]
    failed = tuple(case for case, value in values.items() if value in attribute.deviates)
    missing = sum(table.is_missing(value) for value in values.values())
    common = {
        "id": f"{review.id}.{attribute.id}",
        "title": f"{review.title}: {attribute.title}",
        "criterion": attribute.criterion or "",
        "topic": attribute.topic or "",
        "at": attribute.at,
        "table": table.resource.name,
        "note": attribute.note or "",
    }
    n = len(met) + len(failed)
    if n == 0:
        reason = f"ingen av {len(values)} {review.unit.many} har et svar på dette"
        untested = {"stance": Stance.CONTEXT, "outcome": Outcome.UNTESTED, "reason": reason, "sentence": reason + "."}
        return Measurement(**common, **untested)  # type: ignore[arg-type]
    found = proportion(len(met), n)
    interval = Decimal(str(found.lower * 100)), Decimal(str(found.upper * 100))
    outcome, stance = _outcome(version, not failed)
    return Measurement(
        **common,  # type: ignore[arg-type]
        stance=stance,
        outcome=outcome,
        sentence=_sentence(review, attribute, len(met), n, missing, interval),
        value=Decimal(len(met)) / n * 100,
        unit="prosent",
        interval=interval,
        count=len(met),
        n=n,
        formula=f"{len(met)} / {n}",
        method="Clopper–Pearsons eksakte intervall",
        cells=tuple(table.place(case, attribute.column) for case in failed),
        rows=failed,
    )


def _outcome(version: CriterionVersion | None, all_met: bool) -> tuple[Outcome, Stance]:
    """Hold the cases against a norm for every case; without one the count only describes."""
    if version is None or version.norm is None or version.norm.operator is not Operator.EVERY:
        return Outcome.DESCRIBED, Stance.CONTEXT
    return (Outcome.MET, Stance.MEETS) if all_met else (Outcome.NOT_MET, Stance.DEVIATES)


def _sentence(
    review: Review, attribute: Attribute, met: int, n: int, missing: int, interval: tuple[Decimal, Decimal]
) -> str:
    """Say the count, the interval and what it may be generalised to."""
    share, low, high = (format_number(value, 0) for value in (Decimal(met) / n * 100, *interval))
    said = f"I {met} av {n} {review.unit.many} var det {attribute.title} ({share} prosent; 95 % KI {low}–{high})."
    if missing:
        said += f" I {missing} mangler opplysningen; de er ikke regnet med."
    if review.drawn.generalises:
        return f"{said} Tallet gjelder {review.population.description}."
    how = (
        f"Det er ikke beskrevet hvordan de ble valgt ut; tallet gjelder derfor bare disse {n}."
        if review.drawn.method == "unknown"
        else f"De er valgt ut etter skjønn; tallet gjelder derfor bare disse {n}."
    )
    return f"{said} {how} Intervallet viser usikkerheten om utvalget hadde vært tilfeldig."


def review_problems(review: Review, table: Table) -> Iterator[Problem]:
    """Check that the columns exist and that every value is one that the attribute declares."""
    known = [each.name for each in table.columns]
    size = review.population.size
    if size != "unknown" and not size.isdecimal():
        at = review.population.field_at("size")
        yield problem("Y109", at, value=size, expected="a whole number or `unknown`", example="size: 412")
    elif size != "unknown" and int(size) < len(table.rows):
        yield problem("T515", review.population.field_at("size"), n=len(table.rows), size=size)
    named = [(review.key, review.field_at("key"))]
    named += [(each.column, each.field_at("column")) for each in review.attributes]
    for name, at in named:
        if name not in known:
            hint = hint_for(name, known)
            yield problem("T507", at, table=review.table, what="column", name=name, hint=hint)
    for attribute in review.attributes:
        yield from _twofold_values(attribute)
        if attribute.column in known:
            yield from _value_problems(attribute, table)


def _twofold_values(attribute: Attribute) -> Iterator[Problem]:
    """A value may stand in one of the lists only."""
    lists = {name: getattr(attribute, name) for name in ("meets", "deviates", "not_applicable")}
    for first, second in combinations(lists, 2):
        for value in sorted(set(lists[first]) & set(lists[second])):
            at = attribute.field_at(second)
            yield problem("T514", at, value=value, first=first, second=second)


def _value_problems(attribute: Attribute, table: Table) -> Iterator[Problem]:
    allowed = (*attribute.meets, *attribute.deviates, *attribute.not_applicable)
    for line, row in zip(table.lines, table.rows, strict=True):
        value = row[attribute.column]
        if value not in allowed and not table.is_missing(value):
            position = list(row).index(attribute.column) + 1
            at = Location(table.file, line, position, f"row {line}, column {attribute.column}")
            yield problem("T510", at, value=value, allowed_values=", ".join(allowed))
