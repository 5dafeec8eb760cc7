"""What became of earlier recommendations: each as it was given, its status, the judgement and what that rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from auditlib.findings import Followed, FollowUp
from auditlib.labels import label
from auditlib.report.build import Builder
from auditlib.report.html import Html
from auditlib.report.model import Text
from auditlib.report.show.parts import Values, part
from auditlib.workbench import Workbench

# The colour of a status, by the classes that the report has for judged criteria.
COLOURS = {
    Followed.FOLLOWED_UP: "met", Followed.PARTLY: "partly_met", Followed.NOT: "not_met",
    Followed.NO_LONGER_RELEVANT: "none", Followed.NOT_JUDGED: "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FollowUpPart:
    """A recommendation with what became of it; `source` is the earlier report, `findings` are pairs of id and title."""

    id: str
    recommendation: str
    source: str
    published: str
    to: str
    action: Text
    deadline: str
    responsible: str
    findings: tuple[tuple[str, str], ...]
    own: bool
    status: str
    colour: str
    on: str
    judgement: Text
    evidence: tuple[str, ...]


def followup(a: Workbench) -> Html:
    """Show what became of each recommendation that is followed up."""

    def fill(build: Builder) -> Values:
        counts = Counter(each.status for each in build.inputs.followup)
        told = [(label(each), COLOURS[each], counts[each]) for each in Followed if counts[each]]
        return {"followed": [_part(each, build) for each in build.inputs.followup], "counts": told}

    return part(a, "followup.html", fill)


def _part(each: FollowUp, build: Builder) -> FollowUpPart:
    """Build one entry; of the audit's own recommendation the text has its claims, an earlier one is as printed."""
    given = {one.id: one for one in build.inputs.recommendations}
    titles = {one.id: one.title for one in build.inputs.findings}
    earlier = each.earlier
    recommended = earlier or given[each.recommendation]
    if earlier:
        action: Text = (earlier.action,)
        findings = tuple((one.id, one.title) for one in earlier.findings)
    else:
        action = build.text(each.recommendation, recommended.action)
        findings = tuple((id_, titles[id_]) for id_ in given[each.recommendation].findings)
    return FollowUpPart(
        id=each.id,
        recommendation=each.recommendation,
        source=earlier.title if earlier else "",
        published=earlier.published.in_words() if earlier else "",
        to=recommended.to,
        action=action,
        deadline=recommended.deadline.in_words() if recommended.deadline else "",
        responsible=recommended.responsible or "",
        findings=findings,
        own=earlier is None,
        status=label(each.status),
        colour=COLOURS[each.status],
        on=each.on.in_words() if each.on else "",
        judgement=build.text(each.id, each.text) if each.text else (),
        evidence=each.evidence,
    )
