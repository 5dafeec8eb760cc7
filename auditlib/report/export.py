"""From executed notebooks to fragments of HTML in both editions, without code and prompts.

A report shows Markdown and what cells show, with no scripts. That is little of what nbconvert does, whose import alone
takes longer than making the rest of a report. What the report's own templates made is taken over as it is; markup that
anything else made passes an allow-list.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt

from auditlib.language import SOURCE, _, foreign, language, later
from auditlib.language.texts import in_language
from auditlib.report.anchors import EDITIONS
from auditlib.report.model import Piece
from auditlib.runs.executed import read_notebook

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_ATTACHED = re.compile(r"(?<=src=\")attachment:(?P<name>[^\"]+)")
_IMAGES = ("image/png", "image/jpeg", "image/gif")
_IMAGE_ATTRIBUTES = {"src", "alt", "width", "height"}
_FIGURE = later("Figur uten beskrivelse")


def fragment(path: Path) -> str:
    """Give an executed notebook's content in both editions, as JSON that `editions_of` reads."""
    return fragment_of(read_notebook(path)["cells"])


def fragment_of(cells: Sequence[Mapping[str, Any]]) -> str:
    """Give what executed cells show in both editions; warnings that a cell wrote stay in the notebook."""
    editions = {name: _piece(cells, internal) for name, internal in (("internal", True), ("public", False))}
    made = {name: {"markup": each.markup, "panels": dict(each.panels)} for name, each in editions.items()}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def editions_of(made: str) -> tuple[Piece, Piece]:
    """Read a fragment: its internal and its public edition."""
    read = json.loads(made)
    return Piece(**read["internal"]), Piece(**read["public"])


def _piece(cells: Sequence[Mapping[str, Any]], internal: bool) -> Piece:
    """Put what the cells show in one edition together."""
    shown = [each for cell in cells for each in _shown(cell, internal)]
    panels = {anchor: panel for each in shown for anchor, panel in each.panels.items()}
    return Piece("".join(f"{each.markup.strip()}\n" for each in shown if each.markup.strip()), panels)


def _shown(cell: Mapping[str, Any], internal: bool) -> Iterator[Piece]:
    """Give what a cell shows, in order."""
    if cell["cell_type"] == "markdown":
        yield Piece(_with_attachments(_prose(_text(cell["source"])), cell.get("attachments", {})), {})
    elif cell["cell_type"] == "code":
        for output in cell["outputs"]:
            yield _output(output, internal)


def _output(output: Mapping[str, Any], internal: bool) -> Piece:
    """Give an output in its richest form that needs no script."""
    kind = output["output_type"]
    if kind == "error":
        return Piece(_plain("\n".join(output["traceback"])), {})
    if kind == "stream":
        return Piece("" if output["name"] == "stderr" else _plain(_text(output["text"])), {})
    if EDITIONS in output["data"]:
        return _own(output["data"], internal)
    return Piece(_data(output["data"], output.get("metadata", {})), {})


def _own(data: Mapping[str, Any], internal: bool) -> Piece:
    """Give what the report's own templates made."""
    editions = data[EDITIONS]
    if not internal and "public" in editions:
        return _as_read(**editions["public"])
    return _as_read(_text(data["text/html"]), editions["panels"])


def _as_read(markup: str, panels: Mapping[str, str]) -> Piece:
    """Put the panels in the order their claims are read in, which a notebook on disk does not keep."""
    order = {anchor: markup.find(f'href="#{anchor}"') for anchor in panels}
    return Piece(markup, {anchor: panels[anchor] for anchor in sorted(panels, key=order.__getitem__)})


def _data(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> str:
    """Give one of the forms that a value has."""
    if "text/html" in data:
        return _cleaned(_text(data["text/html"]))
    if "image/svg+xml" in data:
        return _image("image/svg+xml", base64.b64encode(_text(data["image/svg+xml"]).encode()).decode(), {})
    if "text/markdown" in data:
        return _rendered(_text(data["text/markdown"]))
    for form in _IMAGES:
        if form in data:
            return _image(form, "".join(_text(data[form]).split()), metadata.get(form, metadata))
    return _plain(_text(data.get("text/latex", data.get("text/plain", ""))))


def _image(form: str, content: str, metadata: Mapping[str, Any]) -> str:
    """Give a picture that carries its own bytes."""
    size = "".join(f' {name}="{int(metadata[name])}"' for name in ("width", "height") if name in metadata)
    said = escape(str(metadata.get("alt") or _(_FIGURE)))
    return f'<img alt="{said}"{size} src="data:{form};base64,{escape(content)}">'


def _with_attachments(markup: str, attached: Mapping[str, Mapping[str, str]]) -> str:
    """Put the pictures that a cell carries in place of their names."""

    def found(match: re.Match[str]) -> str:
        forms = attached.get(unquote(match["name"]), {})
        return next((f"data:{escape(form)};base64,{escape(content)}" for form, content in forms.items()), match[0])

    return _ATTACHED.sub(found, markup) if attached else markup


def _plain(text: str) -> str:
    """Give text as it is, without the colours of a terminal."""
    return f"<pre>{escape(_ANSI.sub('', text), quote=False)}</pre>" if text.strip() else ""


def _text(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)


def _prose(markdown: str) -> str:
    """Write a notebook's prose in the language that is spoken; what there is no translation of is marked as foreign."""
    if language() == SOURCE:
        return _rendered(markdown)
    said, own = in_language(markdown), foreign()
    if own and " ".join(said.split()) == " ".join(markdown.split()):
        return f'<div lang="{own}">{_rendered(markdown)}</div>'
    return _rendered(said)


def _rendered(markdown: str) -> str:
    return _cleaned(str(_markdown().render(markdown)))


def _cleaned(markup: str) -> str:
    """Leave only what cannot run or reach out: known elements, and links and pictures inside the page."""
    import nh3

    return nh3.clean(
        markup,
        tags=nh3.ALLOWED_TAGS | {"section", "main"},
        attributes={**nh3.ALLOWED_ATTRIBUTES, "*": {"class", "lang", "dir", "title"}, "img": _IMAGE_ATTRIBUTES},
        attribute_filter=_kept_attribute,
        url_schemes={"https", "http", "mailto", "data"},
        link_rel="noreferrer",
    )


def _kept_attribute(element: str, name: str, value: str) -> str | None:
    """Keep pictures that the page carries itself, and links that are no pictures."""
    inside = value.startswith(("attachment:", "data:image/svg+xml", *(f"data:{form}" for form in _IMAGES)))
    if name == "src":
        return value if inside else None
    return None if name == "href" and value.startswith("data:") else value


@cache
def _markdown() -> MarkdownIt:
    """Make the reader of Markdown once; notebooks are code, so markup in them stays markup."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
