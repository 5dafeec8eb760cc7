"""The assembled page, read back: its title, contents, sections, panels and pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

import lxml.html

from auditlib.problems import AuditlibError
from auditlib.word.ooxml import clean

_NO_TEXT = re.compile(r"<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SVG = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL)
_PANELS = "_99_grunnlag"


@dataclass(frozen=True, slots=True)
class Page:
    """What a document is made of; `pictures` are SVG by the number that stands in their place.

    `warnings` stand above the cover: that the edition is internal.
    """

    title: str
    kind: str
    when: str
    language: str
    warnings: tuple[Any, ...]
    contents: tuple[tuple[int, str, str], ...]
    sections: tuple[Any, ...]
    panels: dict[str, Any]
    pictures: tuple[str, ...]


def read_page(markup: str) -> Page:
    """Read a page that `report.assemble` made; raise AuditlibError when it is another kind of page.

    SVG is kept as it was written, for HTML's parser changes its names.
    """
    pictures = list[str]()

    def place(found: re.Match[str]) -> str:
        pictures.append(found[0])
        return f'<svg data-picture="{len(pictures) - 1}"></svg>'

    text = _SVG.sub(place, _NO_TEXT.sub("", clean(markup)))
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = lxml.html.document_fromstring((text or "<p></p>").encode(), parser=parser)
    main = root.find(".//main")
    if main is None:
        raise AuditlibError("the page has no <main>: only a report's assembled page can become a Word document")
    articles = [each for each in main.findall("article") if each.get("id") != _PANELS]
    others = [each for each in main.findall("article") if each.get("id") == _PANELS]
    left_out = {each.get("id") for article in others for each in article.iter()}
    panels = {str(each.get("id")): each for each in main.iterfind(".//section[@class='panel']")}
    contents = tuple(entry for entry in _contents(root) if entry[1] not in left_out)
    return Page(
        _said(root, "title"), _said(root, "kind"), _said(root, "when"), str(root.get("lang") or "nb"),
        tuple(root.iterfind("./body/aside")), contents, tuple(articles), panels, tuple(pictures),
    )  # fmt: skip


def _said(root: Any, name: str) -> str:
    """Give the words of a line on the cover."""
    found = root.find(f".//header[@class='cover']/*[@class='{name}']")
    return "" if found is None else words(found)


def _contents(root: Any) -> list[tuple[int, str, str]]:
    """Give the entries of the page's contents: level, anchor and words."""
    nav = root.find(".//nav[@class='contents']")
    found = [] if nav is None else [each for each in nav.iter("a") if each.getparent().tag == "li"]
    return [(_depth(each), str(each.get("href"))[1:], words(each)) for each in found]


def _depth(link: Any) -> int:
    return sum(each.tag == "ol" for each in link.iterancestors())


def words(element: Any) -> str:
    """Give an element's text with the whitespace that HTML would show."""
    return " ".join(cast(str, element.text_content()).replace("\u00a0", "\0").split()).replace("\0", "\u00a0")
