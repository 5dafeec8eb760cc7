"""Making HTML of the parts, and objects that Jupyter shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from auditlib.claims import Claim
from auditlib.report.anchors import EDITIONS
from auditlib.report.build import Builder
from auditlib.report.environment import environment
from auditlib.report.many import has_many
from auditlib.report.model import Piece
from auditlib.report.panels import build_panel
from auditlib.report.verified import earlier_words, unverified_evidence


class Html:
    """A piece of the report in both editions: Jupyter shows the internal one, and the report takes over each."""

    def __init__(self, internal: Piece, public: Piece) -> None:
        """Hold the finished pieces."""
        self.internal, self.public = internal, public

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """Give Jupyter the markup, and the report the rest; a public piece that is the same is not said twice."""
        editions: dict[str, Any] = {"panels": dict(self.internal.panels)}
        if self.public != self.internal:
            editions["public"] = {"markup": self.public.markup, "panels": dict(self.public.panels)}
        return {"text/plain": repr(self), "text/html": self.internal.markup, EDITIONS: editions}

    def __repr__(self) -> str:
        """Say that there is something to see, for terminals."""
        return f"<HTML, {len(self.internal.markup)} tegn>"


def render_piece(name: str, build: Builder, values: Mapping[str, Any]) -> Piece:
    """Fill a template and, for each claim in it, the panel that it opens."""
    claims: dict[str, Claim] = {}
    versions = {"internal": build.internal, "earlier": earlier_words(build), "many": has_many(build.mapped)}
    unverified = unverified_evidence(build.mapped)
    markup = environment().get_template(name).render(**values, **versions, claims=claims, unverified=unverified)
    panel = environment().get_template("panel.html")
    panels = {
        anchor: panel.render(panel=build_panel(claim, build), **versions)
        for anchor, claim in claims.items()
    }
    return Piece(markup, panels)


def render_editions(name: str, builders: tuple[Builder, Builder], fill: Callable[[Builder], Mapping[str, Any]]) -> Html:
    """Fill a template for the internal and the public edition."""
    internal, public = (render_piece(name, build, fill(build)) for build in builders)
    return Html(internal, public)
