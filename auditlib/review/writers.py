"""Who wrote what: whoever wrote a finding cannot sign it."""

from __future__ import annotations

import re

from auditlib.findings import Assessment, Finding, FollowUp
from auditlib.review.judging import Judging
from auditlib.review.marks import folded
from auditlib.workspace import Inputs

_BETWEEN = re.compile(r"\s*,\s*|\s+og\s+|\s+and\s+")


def names_in(by: str) -> tuple[str, ...]:
    """Give the names in a `by`, which may be several: `Kari Nordmann og Ola Hansen`."""
    return tuple(folded(name) for name in _BETWEEN.split(by) if name.strip())


def writers_of(item: Judging, inputs: Inputs) -> tuple[str, ...]:
    """Give the names of those who wrote an item, as they are compared; none where nobody is known.

    That is its own `by`; else those who assessed a finding's criteria and topics, and for what follows from findings
    the findings' writers; else everybody who assessed anything, so that no writer is taken for a second person.
    """
    if item.by:
        return tuple(sorted(set(names_in(item.by))))
    found: set[str] = set()
    if isinstance(item, Finding):
        about = {*item.criteria, *item.topics}
        judged = [each for each in inputs.assessments if {each.criterion, each.topic} & about]
        found = {name for each in judged for name in names_in(each.by)}
    elif not isinstance(item, Assessment | FollowUp):
        wanted = [each for each in inputs.findings if each.id in item.findings]
        found = {name for each in wanted for name in writers_of(each, inputs)}
    return tuple(sorted(found)) or all_writers(inputs)


def all_writers(inputs: Inputs) -> tuple[str, ...]:
    """Give everybody who assessed anything."""
    return tuple(sorted({name for each in inputs.assessments for name in names_in(each.by)}))
