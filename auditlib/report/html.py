"""Making HTML of the parts: templates with everything escaped, and objects that Jupyter shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from auditlib.claims import Claim
from auditlib.pictures import Picture
from auditlib.report.build import Builder
from auditlib.report.model import Piece
from auditlib.report.panels import build_panel, panel_anchor

EDITIONS = "application/vnd.auditlib.editions+json"
_TEMPLATES = Path(__file__).parent / "templates"


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


@cache
def environment() -> Environment:
    """Make the template environment once: escaping on, unknown names are errors."""
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.filters["says"] = says
    found.filters["drawn"] = drawn
    found.filters["paragraphs"] = paragraphs
    found.filters["full_stop"] = full_stop
    found.filters["sentence"] = sentence
    return found


def render_piece(name: str, build: Builder, values: Mapping[str, Any]) -> Piece:
    """Fill a template and, for each claim in it, the panel that it opens."""
    claims: dict[str, Claim] = {}
    markup = environment().get_template(name).render(**values, claims=claims, internal=build.internal)
    panel = environment().get_template("panel.html")
    panels = {
        anchor: panel.render(panel=build_panel(claim, build), internal=build.internal)
        for anchor, claim in claims.items()
    }
    return Piece(markup, panels)


def render_editions(name: str, builders: tuple[Builder, Builder], fill: Callable[[Builder], Mapping[str, Any]]) -> Html:
    """Fill a template for the internal and the public edition."""
    internal, public = (render_piece(name, build, fill(build)) for build in builders)
    return Html(internal, public)


@pass_context
def says(context: Context, text: tuple[str | Claim, ...]) -> Markup:
    """Write a text with each claim as a link to what it rests on, and note the claim for its panel."""
    parts = []
    for piece in text:
        parts.append(_link(piece, context["claims"]) if isinstance(piece, Claim) else Markup("{}").format(piece))
    return Markup("").join(parts)


def _link(claim: Claim, claims: dict[str, Claim]) -> Markup:
    """Write a claim as a link to its panel; one that names something with a place of its own leads there.

    What only points at a piece of evidence is set small, as a note mark is.
    """
    if claim.said == f"[{claim.target}]":
        return Markup('<a class="ref" id="{}" href="#{}">{}</a>').format(claim.id, claim.target, claim.target)
    anchor = claim.target
    if not claim.names_it:
        anchor = panel_anchor(claim.reference)
        claims[anchor] = claim
    return Markup('<a class="claim" id="{}" href="#{}">{}</a>').format(claim.id, anchor, claim.said)


def sentence(text: str) -> str:
    """Begin a text with a capital letter and leave the names in it alone."""
    return text[:1].upper() + text[1:]


def full_stop(text: Markup) -> Markup:
    """End a text with a full stop unless it ends a sentence already."""
    return text if text.striptags().endswith((".", "!", "?")) else text + Markup(".")


def paragraphs(text: str) -> Markup:
    """Write a plain text with its blank lines as paragraphs."""
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n") if part.strip())


def drawn(picture: Picture) -> Markup:
    """Write a picture as a figure with its words and numbers."""
    return Markup(picture.html())
