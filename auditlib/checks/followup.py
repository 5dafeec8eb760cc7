"""Is what became of each recommendation judged, on evidence of its own?"""

from __future__ import annotations

from collections.abc import Iterator

from auditlib.checks.references import evidence_ids
from auditlib.findings import Followed, FollowUp
from auditlib.problems import Problem, hint_for, problem
from auditlib.workspace import Inputs, audit_ids


def followup_problems(inputs: Inputs) -> Iterator[Problem]:
    """Check `followup.yaml`, the topics of recommendations, and that the audit that is followed up is there."""
    followed = inputs.audit.follow_up_of
    others = [each for each in audit_ids(inputs.root) if each != inputs.audit.id]
    if followed is not None and followed not in others:
        yield problem("H913", inputs.audit.field_at("follow_up_of"), id=followed, hint=hint_for(followed, others))
    topics = [each.id for each in inputs.audit.topics]
    for recommendation in inputs.recommendations:
        for name in recommendation.topics:
            if name not in topics:
                at = recommendation.field_at("topics")
                yield problem("R306", at, id=name, hint=hint_for(name, topics))
    evidence = [*sorted(evidence_ids(inputs)), *(each.id for each in inputs.documents)]
    for each in inputs.followup:
        yield from _entry(each, inputs)
        yield from _judged(each)
        for name in each.evidence:
            if name not in evidence and not inputs.may_be_unread(name, "indicators", "reviews", "documents"):
                yield problem("R307", each.field_at("evidence"), id=name, hint=hint_for(name, evidence))


def _entry(each: FollowUp, inputs: Inputs) -> Iterator[Problem]:
    """An entry is of one of the audit's own recommendations, or carries the earlier one with it."""
    own = [one.id for one in inputs.recommendations]
    if each.earlier is None and inputs.audit.follow_up_of is not None:
        yield problem("Y105", each.at, key="earlier", example=_EARLIER)
    elif each.earlier is None and each.recommendation not in own and not inputs.may_be_unread("recommendations"):
        hint = hint_for(each.recommendation, own)
        yield problem("H912", each.field_at("recommendation"), id=each.recommendation, hint=hint)


_EARLIER = "earlier: {audit: nyby-2024, title: …, published: 2024-06-03, to: kommunedirektøren, action: …}"
_EXAMPLES = {"on": "2026-03-01", "by": "revisor", "text": "Revisor mener at …", "evidence": "[D1.u1]"}


def _judged(each: FollowUp) -> Iterator[Problem]:
    """A status other than `not_judged` needs a judgement, its date, who made it and what it rests on."""
    if each.status is Followed.NOT_JUDGED:
        yield problem("H911", each.at, id=each.recommendation, entry=each.id)
        return
    for key, example in _EXAMPLES.items():
        if not getattr(each, key):
            yield problem("Y105", each.at, key=key, example=f"{key}: {example}")
