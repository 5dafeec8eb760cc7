"""Styles: the calm set a report has of its own, and what a municipality's template must bring."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from auditlib.problems import AuditlibError
from auditlib.word.ooxml import el

# What the template's owner wants to see; the rest is added where it is missing.
REQUIRED = ("Title", "Heading 1", "Heading 2", "Heading 3")
# What Word calls the languages.
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Calibri"/>'
_INK, _GREY, _LINK = "1F2A37", "4B5563", "0B4F8A"


def _ppr(before: int = 0, after: int = 0, more: str = "", line: int = 276, left: int = 0, hanging: int = 0) -> str:
    """Write a paragraph's properties; sizes in twentieths of a point, `more` what stands before the spacing."""
    indent = f'<w:ind w:left="{left}" w:hanging="{hanging}"/>' if left else ""
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
    return f"<w:pPr>{more}{spacing}{indent}</w:pPr>"


def _rpr(size: int, colour: str = _INK, more: str = "") -> str:
    """Write a run's properties; `size` in half points."""
    return f'<w:rPr>{_FONT}{more}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def _heading(level: int, size: int, before: int) -> str:
    turned = "<w:pageBreakBefore/>" if level == 1 else ""
    more = f"<w:keepNext/><w:keepLines/>{turned}"
    outline = _ppr(before, 120, more, 252).replace("</w:pPr>", f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>')
    return outline + _rpr(size, more="<w:b/>")


_BOLD = "<w:b/>"
_BOX = (
    '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="0B4F8A"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="EEF3F8"/>'
)
# name: type, the style it is based on, and its properties
_STYLES: dict[str, tuple[str, str, str]] = {
    "Normal": ("paragraph", "", _ppr(0, 140) + _rpr(21)),
    "Title": ("paragraph", "Normal", _ppr(120, 240, line=240) + _rpr(60, more=_BOLD)),
    "Subtitle": ("paragraph", "Normal", _ppr(0, 120) + _rpr(26, _GREY)),
    "heading 1": ("paragraph", "Normal", _heading(1, 36, 0)),
    "heading 2": ("paragraph", "Normal", _heading(2, 28, 360)),
    "heading 3": ("paragraph", "Normal", _heading(3, 23, 280)),
    "heading 4": ("paragraph", "Normal", _heading(4, 21, 200)),
    "caption": ("paragraph", "Normal", _ppr(240, 80, line=252) + _rpr(19, more=_BOLD)),
    "List Bullet": ("paragraph", "Normal", _ppr(40, 40, left=360, hanging=360)),
    "List Number": ("paragraph", "Normal", _ppr(40, 40, left=360, hanging=360)),
    "TOC Heading": ("paragraph", "Normal", _ppr(0, 200, "<w:keepNext/><w:pageBreakBefore/>") + _rpr(36, more=_BOLD)),
    "toc 1": ("paragraph", "Normal", _ppr(120, 20, line=252) + _rpr(21, more=_BOLD)),
    "toc 2": ("paragraph", "Normal", _ppr(0, 10, line=252, left=360) + _rpr(20)),
    "header": ("paragraph", "Normal", _ppr(line=240) + _rpr(17, _GREY)),
    "footer": ("paragraph", "Normal", _ppr(line=240) + _rpr(17, _GREY)),
    "footnote text": ("paragraph", "Normal", _ppr(0, 20, line=240) + _rpr(16)),
    "Table text": ("paragraph", "Normal", _ppr(20, 20, line=240) + _rpr(17)),
    "Small print": ("paragraph", "Normal", _ppr(60, 120, line=252) + _rpr(18, _GREY)),
    "Notice": ("paragraph", "Normal", _ppr(60, 160, _BOX, line=264, left=227) + _rpr(21)),
    "Picture": ("paragraph", "Normal", _ppr(160, 40, "<w:keepNext/>", line=240)),
    "footnote reference": ("character", "", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    "Hyperlink": ("character", "", f'<w:rPr><w:color w:val="{_LINK}"/></w:rPr>'),
    "Source words": ("character", "", f'<w:rPr><w:color w:val="{_GREY}"/></w:rPr>'),
}


class Styles:
    """The styles of one document by name, whatever ids its template gives them."""

    def __init__(self, element: Any) -> None:
        self._element = element
        self._ids = {self._name(each): str(each.get(qn("w:styleId"))) for each in element.findall(qn("w:style"))}

    @staticmethod
    def _name(style: Any) -> str:
        named = style.find(qn("w:name"))
        return "" if named is None else str(named.get(qn("w:val"))).lower()

    def id(self, name: str) -> str:
        """Give the id that a style has here."""
        return self._ids[name.lower()]

    def missing(self, names: tuple[str, ...] = REQUIRED) -> list[str]:
        """Give those of the names that are not here."""
        return [each for each in names if each.lower() not in self._ids]

    def replace_all(self) -> None:
        """Put the report's own styles in the place of those of the same name."""
        for style in self._element.findall(qn("w:style")):
            if self._name(style) in {name.lower() for name in _STYLES}:
                self._element.remove(style)
                del self._ids[self._name(style)]
        self.add_missing()

    def add_missing(self) -> None:
        """Add the report's own styles where there is none of the name, based on the paragraph that is here."""
        for name, (kind, based, properties) in _STYLES.items():
            if name.lower() not in self._ids:
                self._add(name, kind, based, properties)

    def _add(self, name: str, kind: str, based: str, properties: str) -> None:
        taken = set(self._ids.values())
        id_ = "".join(word[:1].upper() + word[1:] for word in name.split())
        while id_ in taken:
            id_ += "A"
        parent = f'<w:basedOn w:val="{self.id(based)}"/>' if based and based.lower() in self._ids else ""
        first = ' w:default="1"' if name == "Normal" else ""
        self._element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{id_}"{first}><w:name w:val="{name}"/>{parent}'
                f"<w:qFormat/>{properties}</w:style>"
            )
        )
        self._ids[name.lower()] = id_

    def set_language(self, language: str) -> None:
        """Set the language of everything that says no other."""
        defaults = self._element.find(qn("w:docDefaults"))
        if defaults is None:
            defaults = parse_xml(f"<w:docDefaults {nsdecls('w')}/>")
            self._element.insert(0, defaults)
        properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
        if properties is None:
            for old in defaults.findall(qn("w:rPrDefault")):
                defaults.remove(old)
            defaults.insert(0, parse_xml(f"<w:rPrDefault {nsdecls('w')}><w:rPr/></w:rPrDefault>"))
            properties = defaults[0][0]
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(el("w:lang", val=language, eastAsia=language, bidi="ar-SA"))


def require_styles(styles: Styles, template: Path) -> None:
    """Raise AuditlibError when a template lacks the styles that carry a report's headings."""
    missing = styles.missing()
    if missing:
        raise AuditlibError(
            f"{template} lacks the styles {', '.join(missing)}; use each of them once in the template and save it, "
            "for Word keeps only styles that are used"
        )
