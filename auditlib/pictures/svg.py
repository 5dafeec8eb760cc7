"""From a drawing to SVG that can stand in any page: no style sheet, no ids but those it uses, no date."""

from __future__ import annotations

import io
import re
import warnings
from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from auditlib.pictures.look import INK
from auditlib.pictures.words import plain
from auditlib.stamps import short, stamp

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

FONTS = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

_REFERENCE = re.compile(r'(url\(#|href="#)([^")]+)')
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-\d+")
_MEASURED = {"d", "x", "y", "width", "height", "transform", "stroke-width", "stroke-dasharray"}
_SHORTHAND = re.compile(r"(?P<bold>bold |[6-9]00 )?(?P<size>[\d.]+)px")
_NO_TURN = re.compile(r"rotate\(-?0 [^)]*\)")
_LEFT_OUT = {"metadata", "style"}


def write_svg(canvas: Canvas, alt: str) -> tuple[str, str]:
    """Write a drawing as SVG named by its alternative text; give its id, with which every id in it begins, and the SVG.

    The drawing's description is looked for at the id with `-d` after it.
    """
    root = _unwrapped(_cleaned(ElementTree.fromstring(_drawn(canvas))))
    used = {name for _, name in _REFERENCE.findall(ElementTree.tostring(root, encoding="unicode"))}
    for element in root.iter():
        if element.get("id") not in used:
            element.attrib.pop("id", None)
    body = ElementTree.tostring(_unwrapped(root), encoding="unicode")
    name = f"p{short(stamp([alt, body]))}"
    own = _REFERENCE.sub(rf"\g<1>{name}-\g<2>", body.replace(' id="', f' id="{name}-'))
    return name, own.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" aria-describedby="{name}-d" ', 1)


def _drawn(canvas: Canvas) -> str:
    """Let matplotlib write the drawing, with texts that XML can hold."""
    from matplotlib.text import Text

    for text in canvas.findobj(Text):
        text.set_text("\n".join(map(plain, text.get_text().split("\n"))))
    buffer = io.StringIO()
    with warnings.catch_warnings():
        # text stays text: a letter that the measuring font lacks is found among the reader's fonts
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        canvas.savefig(buffer, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return buffer.getvalue()


def _cleaned(element: ElementTree.Element) -> ElementTree.Element:
    """Copy an element without name spaces and style sheets, its style as attributes and its numbers short."""
    tag = _local(element.tag)
    made = ElementTree.Element(tag, _root(element) if tag == "svg" else dict(_attributes(element)))
    made.text = element.text if tag == "text" else None
    made.extend(_cleaned(child) for child in element if _local(child.tag) not in _LEFT_OUT)
    return made


def _root(element: ElementTree.Element) -> dict[str, str]:
    """Give the attributes of the whole drawing; it has its own size until a page says otherwise."""
    width, height = (_short(each) for each in element.get("viewBox", "").split()[2:])
    size = {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    plain = {"fill": "currentColor", "font-family": FONTS, "stroke-linejoin": "round", "stroke-linecap": "butt"}
    return {"xmlns": "http://www.w3.org/2000/svg", **size, **plain}


def _attributes(element: ElementTree.Element) -> list[tuple[str, str]]:
    """Give the attributes of an element, those of its style among them, which a page's own style can override."""
    found = []
    for name, value in element.items():
        declared = _declared(value) if name == "style" else [(_local(name), value)]
        found += [(key, _short(each) if key in _MEASURED else each) for key, each in declared]
    return [each for each in found if each[0] != "transform" or not _NO_TURN.fullmatch(each[1])]


def _declared(style: str) -> list[tuple[str, str]]:
    """Give the declarations of a style; the font's family is that of the whole drawing."""
    found = []
    for name, _, value in (each.strip().partition(": ") for each in style.split(";") if each.strip()):
        if name == "font" and (font := _SHORTHAND.match(value)):
            found += [("font-size", font["size"]), *([("font-weight", "700")] if font["bold"] else [])]
        elif name not in ("font", "font-family"):
            found.append((name, "currentColor" if value == INK else value.removesuffix("px")))
    return found


def _short(value: str) -> str:
    """Write numbers with two decimals at most, and white space as one space."""
    return " ".join(_LONG_NUMBER.sub(lambda match: _two_decimals(float(match[0])), value).split())


def _two_decimals(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _unwrapped(element: ElementTree.Element) -> ElementTree.Element:
    """Take away groups that say nothing of their content, and those without any."""
    children = [_unwrapped(child) for child in element]
    for child in list(element):
        element.remove(child)
    for child in children:
        bare = child.tag in ("g", "defs") and not len(child)
        element.extend([] if bare else child if child.tag == "g" and not child.attrib else [child])
    return element


def _local(name: str) -> str:
    """Give a name without its name space."""
    return name.rpartition("}")[2]
