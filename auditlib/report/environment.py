"""The report's templates: everything escaped, unknown names are errors, and the filters that they use."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from auditlib.audits import Audit
from auditlib.claims import Claim
from auditlib.language import _, foreign, language, ngettext
from auditlib.report.anchors import panel_anchor, subject_anchor
from auditlib.report.many import counted, is_long
from auditlib.report.model import EvidencePart, Own

if TYPE_CHECKING:  # half a second, which whoever only puts finished sections together is spared
    from auditlib.pictures import Picture

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Make the template environment once: escaping on, unknown names are errors."""
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, bytecode_cache=_compiled(),
    )  # fmt: skip
    found.globals |= {"_": _, "ngettext": ngettext, "language": language}
    found.filters |= {
        "says": says, "drawn": drawn, "paragraphs": paragraphs, "full_stop": full_stop, "sentence": sentence,
        "own": own, "said": said, "filled": filled, "called": called, "counted": counted,
        "subject_anchor": subject_anchor,
    }  # fmt: skip
    found.tests |= {"in_own_words": lambda words: isinstance(words, Own), "long": is_long}
    return found


def _compiled() -> FileSystemBytecodeCache | None:
    """Keep compiled templates where Python keeps compiled modules: compiling all takes a third of a second."""
    folder = _TEMPLATES / "__pycache__" / f"jinja-{version('jinja2')}"
    if sys.dont_write_bytecode:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


@pass_context
def says(context: Context, text: tuple[str | Claim, ...]) -> Markup:
    """Write a text with each claim as a link to what it rests on, and note the claim for its panel."""
    parts = []
    for piece in text:
        parts.append(_link(piece, context["claims"]) if isinstance(piece, Claim) else Markup("{}").format(piece))
        if isinstance(piece, Claim) and not context.get("unverified", frozenset()).isdisjoint(piece.evidence):
            parts.append(Markup(' <span class="unverified">({})</span>').format(_("ikke verifisert")))
    return Markup(own(Markup("").join(parts)))


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


def own(text: str) -> str:
    """Mark the language of an audit's own words in a page of another language; blank lines part its paragraphs."""
    written = foreign()
    if written is None or not text:
        return text
    marked = (Markup('<span lang="{}">{}</span>').format(written, each) for each in text.split("\n\n"))
    return Markup("\n\n").join(marked)


def said(piece: EvidencePart) -> str:
    """Write what a piece of evidence says: a measurement in the page's language, else in the words it was given in."""
    return own(piece.said) if piece.own else piece.said


def filled(text: str, **values: str) -> Markup:
    """Put values, which may be markup, into the places of a text."""
    return escape(text).format(**values)


def called(text: str, audit: Audit) -> str:
    """Put what the audit calls its offices into the places of a fixed text, such as `{Chief_executive}`."""
    return text.format(**audit.offices)


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
