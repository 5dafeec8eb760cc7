"""Did the provisions apply when the criteria use them, and are the dates in order?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from auditlib.criteria import Criterion, CriterionVersion
from auditlib.dates import Day, Period
from auditlib.problems import Location, Problem, problem
from auditlib.sources import Provision
from auditlib.workspace import Inputs


def law_problems(inputs: Inputs) -> Iterator[Problem]:
    """Check every period, every criterion's provisions in the audited period, and dates after the report."""
    provisions = {part.id: part for source in inputs.sources for part in source.provisions}
    audited = inputs.audit.period.period
    for provision in provisions.values():
        yield from _reversed(provision.validity, provision.at)
    for criterion in inputs.criteria:
        yield from _versions(criterion, audited)
        for version in criterion.versions:
            yield from _reversed(version.validity, version.at)
            yield from _provisions(version, provisions, audited)
    yield from _late(inputs)


def _reversed(period: Period, at: Location) -> Iterator[Problem]:
    if period.end is not None and period.end.certainly_before(period.start):
        yield problem("D202", at, start=period.start, to=period.end)


def _versions(criterion: Criterion, audited: Period) -> Iterator[Problem]:
    """A criterion needs a version in the audited period, and never two at once."""
    if criterion.in_force(audited) is None:
        yield problem("D204", criterion.at, criterion=criterion.id, period=audited)
    ordered = sorted(criterion.versions, key=lambda each: each.start.first)
    for earlier, later in combinations(ordered, 2):
        if earlier.validity.overlap(later.validity):
            yield problem(
                "D205", later.at, criterion=criterion.id, first=earlier.start, second=later.start
            )


def _provisions(
    version: CriterionVersion, provisions: dict[str, Provision], audited: Period
) -> Iterator[Problem]:
    """Within the audited period a version may only use what applied all that time."""
    window = version.validity.overlap(audited)
    for name in version.provisions if window else ():
        provision = provisions.get(name)
        if provision and window and not provision.validity.covers(window):
            yield problem("D203", version.at, provision=name, valid=provision.validity, window=window)


def _late(inputs: Inputs) -> Iterator[Problem]:
    """Evidence cannot be younger than the report."""
    published = inputs.audit.published
    dated: list[tuple[str, Day, Location]] = []
    interviews = [each.interview for each in inputs.notes]
    dated += [(f"note {each.id}", each.date, each.field_at("date")) for each in interviews]
    dated += [(f"document {each.id}", each.date, each.field_at("date")) for each in inputs.documents]
    for what, day, at in dated:
        if published.certainly_before(day):
            yield problem("D206", at, what=what, value=day, published=published)
