"""Pictures: the page's SVG drawn as PNG, with the words that stand for it.

The drawing uses the font that the pictures were measured with, which matplotlib brings along, and none of the
system's, so that every machine makes the same file.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from auditlib.problems import AuditlibError
from auditlib.word.draft import Draft
from auditlib.word.ooxml import clean, el

_SCALE, _LARGEST = 3, 5_000
_POINT, _TWIP = 12_700, 635
_INK, _PAPER = "#1f2a37", "#ffffff"


def draw(svg: str) -> bytes:
    """Draw an SVG as PNG, three dots for each of its points; raise AuditlibError when it cannot be drawn."""
    try:
        render = import_module("resvg_py").svg_to_bytes
    except ImportError:
        raise AuditlibError("pictures in a Word file are drawn by resvg-py, which is not installed") from None
    try:
        return bytes(
            render(
                svg_string=svg.replace("currentColor", _INK), background=_PAPER, zoom=_SCALE, skip_system_fonts=True,
                font_files=[_font()], font_family="DejaVu Sans", sans_serif_family="DejaVu Sans",
            )
        )  # fmt: skip
    except ValueError as error:
        raise AuditlibError(f"a picture of the report cannot be drawn for Word: {error}") from None


@cache
def _font() -> str:
    """Find the measuring font."""
    import matplotlib

    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")


def picture(draft: Draft, svg: str, said: str) -> Any:
    """Make the run of a picture, never wider than the text, with its alternative text."""
    width, height = size_of(svg)
    relation = draft.add_picture(draw(svg))
    share = min(1.0, draft.width * _TWIP / (width * _POINT))
    draft.drawn += 1
    drawing = parse_xml(_DRAWING.format(namespaces=nsdecls("w", "wp", "a", "pic", "r"), number=draft.drawn))
    for each in drawing.xpath(".//wp:extent | .//a:ext"):
        each.set("cx", str(round(width * _POINT * share)))
        each.set("cy", str(round(height * _POINT * share)))
    drawing.xpath(".//wp:docPr")[0].set("descr", clean(said))
    drawing.xpath(".//a:blip")[0].set(f"{{{drawing.nsmap['r']}}}embed", relation)
    return el("w:r", drawing)


def size_of(svg: str) -> tuple[float, float]:
    """Give the width and height of a drawing, in points."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(svg.encode(), parser)
        width, height = (float(str(root.get(each)).removesuffix("px")) for each in ("width", "height"))
    except (etree.XMLSyntaxError, ValueError):
        raise AuditlibError("a picture of the report has no width and height, so that Word cannot show it") from None
    if not (0 < width < _LARGEST and 0 < height < _LARGEST):
        raise AuditlibError(f"a picture of the report is {width} by {height} points, which cannot be drawn for Word")
    return width, height


_DRAWING = (
    '<w:drawing {namespaces}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="0" cy="0"/>'
    '<wp:docPr id="{number}" name="Figur {number}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
    '</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Figur {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    "<a:blip/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
    '<a:ext cx="0" cy="0"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
