"""Making HTML of the parts: templates with everything escaped, and objects that Jupyter shows."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from auditlib.claims import Claim
from auditlib.report.figures import Figure

_MOST_IN_TITLE = 12
_TEMPLATES = Path(__file__).parent / "templates"


class Html:
    """A piece of the report: Jupyter shows it, and the report takes it over as it is."""

    def __init__(self, markup: str) -> None:
        """Hold finished markup."""
        self.markup = markup

    def _repr_html_(self) -> str:
        """Give the markup to Jupyter."""
        return self.markup

    def __repr__(self) -> str:
        """Say that there is something to see, for terminals."""
        return f"<HTML, {len(self.markup)} tegn>"


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


def render_template(name: str, **values: Any) -> Html:
    """Fill a template."""
    return Html(environment().get_template(name).render(**values))


def says(text: tuple[str | Claim, ...]) -> Markup:
    """Write a text with each claim as a link to what it rests on."""
    parts = []
    for piece in text:
        parts.append(_link(piece) if isinstance(piece, Claim) else Markup("{}").format(piece))
    return Markup("").join(parts)


def _link(claim: Claim) -> Markup:
    """Write a claim as a link; one that only points at a piece of evidence is set small, as a note mark is."""
    pointer = claim.said == f"[{claim.target}]"
    said = claim.target if pointer else claim.said
    evidence = ", ".join(claim.evidence[:_MOST_IN_TITLE]) or claim.target
    more = len(claim.evidence) - _MOST_IN_TITLE
    title = f"Bygger på {evidence}" + (f" og {more} til" if more > 0 else "")
    return Markup('<a class="{}" id="{}" href="#{}" title="{}">{}</a>').format(
        "ref" if pointer else "claim", claim.id, claim.target, title, said
    )


def sentence(text: str) -> str:
    """Begin a text with a capital letter and leave the names in it alone."""
    return text[:1].upper() + text[1:]


def full_stop(text: Markup) -> Markup:
    """End a text with a full stop unless it ends a sentence already."""
    return text if text.striptags().endswith((".", "!", "?")) else text + Markup(".")


def paragraphs(text: str) -> Markup:
    """Write a plain text with its blank lines as paragraphs."""
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n") if part.strip())


def drawn(figure: Figure) -> Markup:
    """Write a figure with caption and description."""
    svg = figure.svg.replace('role="img"', Markup('role="img" aria-label="{}"').format(figure.description), 1)
    return Markup("<figure>{}<figcaption>{}</figcaption></figure>").format(Markup(svg), figure.caption)
