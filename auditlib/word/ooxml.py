"""Elements of WordprocessingML: made here, so that no text becomes markup and nothing that XML refuses gets in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def clean(text: str) -> str:
    """Take away control characters and lone surrogates, which XML refuses."""
    return _REFUSED.sub("", text)


def el(tag: str, *children: Any, **attributes: str | int) -> Any:
    """Make an element such as `w:p`; attributes are Word's, so that `val="x"` is `w:val`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), clean(str(value)))
    for child in children:
        made.append(child)
    return made


def run(text: str, *properties: Any) -> Any:
    """Make a run of text with its properties."""
    words = el("w:t")
    words.text = clean(text)
    words.set(_SPACE, "preserve")
    return el("w:r", *([el("w:rPr", *properties)] if properties else []), words)


def field(code: str, result: Iterable[Any], *, dirty: bool = False) -> list[Any]:
    """Make a field: its code, and what is shown until Word works it out again."""
    begin = el("w:fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {}))
    said = el("w:instrText")
    said.text = f" {code} "
    said.set(_SPACE, "preserve")
    return [
        el("w:r", begin), el("w:r", said), el("w:r", el("w:fldChar", fldCharType="separate")),
        *result, el("w:r", el("w:fldChar", fldCharType="end")),
    ]  # fmt: skip


def paragraph(style: str, *content: Any, properties: Iterable[Any] = ()) -> Any:
    """Make a paragraph of a style, given by its id; `properties` stand after the style, in Word's order."""
    return el("w:p", el("w:pPr", el("w:pStyle", val=style), *properties), *content)


def bookmarked(name: str, number: int, content: Iterable[Any]) -> list[Any]:
    """Put a bookmark around what stands in a paragraph."""
    return [el("w:bookmarkStart", id=number, name=name), *content, el("w:bookmarkEnd", id=number)]


def bookmark_blocks(name: str, number: int, blocks: list[Any]) -> list[Any]:
    """Put a bookmark around paragraphs and tables; it begins inside the first paragraph, where editing keeps it."""
    first = blocks[0] if blocks[0].tag == qn("w:p") else next(blocks[0].iter(qn("w:p")))
    place = 1 if first[:1] and first[0].tag == qn("w:pPr") else 0
    first.insert(place, el("w:bookmarkStart", id=number, name=name))
    end = el("w:bookmarkEnd", id=number)
    if blocks[-1].tag != qn("w:p"):
        return [*blocks, end]
    blocks[-1].append(end)
    return blocks
