"""The appendix on referencing; the public edition has one sentence with counts, where there is anything to tell."""

from __future__ import annotations

from auditlib.report.build import Builder
from auditlib.report.html import Html
from auditlib.report.referencing import changed_in, coverage_of, form_of, points_of, readers_of, signed_by
from auditlib.report.show.parts import Values, part
from auditlib.review.desk import desk_of
from auditlib.workbench import Workbench


def referencing(a: Workbench) -> Html:
    """Show how far a second person has gone through every claim, what is open, and who has signed.

    The internal edition carries what the form needs. Raises InputError when a file of the referencing is broken.
    """
    desk = desk_of(a.mapped)
    standing = desk.standing()
    begun = bool(desk.rounds) and bool(standing.readers)

    def fill(build: Builder) -> Values:
        counted = {"coverage": coverage_of(standing), "begun": begun}
        if not build.internal:
            return counted
        return {
            **counted,
            "round": desk.rounds[-1].name if desk.rounds else "",
            "whole": standing.whole,
            "readers": readers_of(standing),
            "signed": signed_by(standing),
            "stale": signed_by(standing, stale=True),
            "points": points_of(standing, still_open=True),
            "settled": points_of(standing, still_open=False),
            "changed": changed_in(standing),
            "audit": build.inputs.audit.id,
            "form": form_of(desk, standing),
        }

    return part(a, "review.html", fill)
