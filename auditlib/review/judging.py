"""The items in which auditors judge: each is referenced as a whole, whatever claims it holds."""

from __future__ import annotations

from auditlib.findings import Assessment, Conclusion, Finding, Followed, FollowUp, Recommendation, Statement
from auditlib.workspace import Inputs

Judging = Assessment | Finding | Conclusion | Recommendation | Statement | FollowUp


def judging_items(inputs: Inputs) -> list[Judging]:
    """Give the items that judge: findings before what follows from them, follow-ups once they are judged."""
    judged = (each for each in inputs.followup if each.status is not Followed.NOT_JUDGED)
    return [
        *inputs.assessments,
        *inputs.findings,
        *inputs.conclusions,
        *inputs.recommendations,
        *inputs.statements,
        *judged,
    ]
