"""A made-up report page with everything a report can have, and its document taken apart."""

import io
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from auditlib.audits import Audit
from auditlib.report.assemble import assemble
from auditlib.report.model import Piece
from auditlib.workspace import read_inputs
from tests.builders import AUDIT, Nyby

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WORKED = "_b-K1-deviates-1"
LONG = "Tallet bygger på lister som er ført for hånd og ikke er kontrollert mot arkivet " * 2

SUMMARY = """
<h1>Sammendrag</h1>
<aside class="notice"><strong>Merk:</strong> Foreløpig.</aside>
<p>Se <a href="#F1">F1</a> og <a href="https://nyby.example/plan">planen</a>.</p>
<h2>Anbefalinger</h2>
<ol class="recommendations"><li id="A1"><strong>A1</strong> Rådmannen bør svare.</li></ol>
<ol><li>først</li><li>så <ul><li>under</li></ul></li></ol><ol><li>igjen</li></ol>
"""
CHAPTER = """
<h1>Svartid</h1>
<table class="criteria"><caption>Revisjonskriterier</caption>
<thead><tr><th scope="col">Nr.</th><th scope="col" class="number">Dager <span class="unit">døgn</span></th></tr></thead>
<tbody><tr id="K5.7"><th scope="row">K5.7</th><td class="number">84</td></tr>
<tr id="K1"><th scope="row" rowspan="2">K1</th><td>a</td></tr><tr><td>b</td></tr>
<tr><td colspan="2">til sammen</td></tr></tbody></table>
<section class="finding deviation" id="F1"><h3>F1 Fristen brytes</h3>
<p class="meta"><a href="#K1">K1</a> · svakhet</p>
<p>Her sier <a class="claim" id="F1.c1" href="#_b-K1-deviates-1">flere søkere (4 av 7)</a> at fristen brytes, og
<a class="claim" id="F1.c2" href="#_b-M1-2">29,0 prosent</a> fikk svar. <a class="claim" id="F1.c3"
href="#_b-K1-deviates-1">De samme</a> og <a class="claim" id="F1.c4" href="#_b-M2-3">31 prosent</a>.</p>
<details><summary>Bevis: 2 for</summary><h4>Taler for</h4>
<ul class="evidence"><li><a href="#I01.p1" class="ref">I01.p1</a> Hemmelig lang tekst. </li>
<li><a href="#I02.p1" class="ref">I02.p1</a> Mer.</li></ul></details>
<h4>Om svaret</h4><dl><dt>Svartid</dt><dd>Tid til svar.</dd></dl>
<p class="neighbours"><a href="#F1">Neste funn</a></p></section>
"""
REGISTER = """
<h1>Register</h1><table><caption>Bevisregister</caption><thead><tr><th>Id</th><th>Innhold</th></tr></thead>
<tbody><tr id="I01.p1"><th scope="row">I01.p1</th><td>Vi ventet.</td></tr>
<tr id="I02.p1"><th scope="row">I02.p1</th><td>Vi også.</td></tr>
<tr id="M1"><th scope="row">M1</th><td>Andel.</td></tr></tbody></table>
"""
FIGURE = """
<h1>Figurer</h1><figure class="picture" id="fig"><figcaption>Svar etter år.</figcaption>
<svg role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 350 60" width="350" height="60" fill="currentColor">
<text x="8" y="20" font-size="12">svar</text><rect x="8" y="30" width="120" height="20"/></svg>
<details><summary>Figuren i ord og tall</summary><p>Svar gikk ned.</p><div class="scroll">
<table aria-label="Svar"><thead><tr><th scope="col">År</th></tr></thead><tbody><tr><th>2023</th></tr></tbody></table>
</div></details></figure>
"""


def panel(anchor: str, body: str) -> str:
    return f'<section class="panel" id="{anchor}"><h3 class="said">x</h3>{body}</section>'


PANELS = {
    WORKED: panel(
        WORKED,
        '<dl class="facts"><div><dt>Spurt</dt><dd>7 (7 søkere)</dd></div></dl><h4>Bygger på (2)</h4>'
        '<ul class="evidence for"><li><a href="#I01.p1" class="ref">I01.p1</a> Vi ventet.</li>'
        '<li><a href="#I02.p1">I02.p1</a> Vi også.</li></ul>'
        '<h4>Kriteriet</h4><p><a href="#K1">K1</a> Krav.</p><p class="uses"><a href="#K1">K1</a></p>',
    ),
    "_b-M1-2": panel(
        "_b-M1-2",
        f'<dl class="facts"><div><dt>Forbehold</dt><dd>{LONG}</dd></div></dl>'
        '<p class="uses"><a href="#M1">M1 i bevisregisteret</a> · Brukt i <a href="#F1.c2">F1</a></p>',
    ),
    "_b-M2-3": panel(
        "_b-M2-3", f'<dl class="facts"><div><dt>Forbehold</dt><dd>{LONG}</dd></div></dl><p class="uses"></p>'
    ),
}


def audit_of(nyby: Nyby) -> Audit:
    inputs, _ = read_inputs(nyby.root, AUDIT)
    assert inputs is not None
    return inputs.audit


def page_of(nyby: Nyby, *more: str) -> str:
    """Put a report's page together, with further chapters."""
    bodies = [SUMMARY, CHAPTER, *more, REGISTER]
    names = ["00_sammendrag", "30_p_P1", *(f"4{n}_mer" for n in range(len(more))), "82_register"]
    pieces = [
        (name, Piece(body, PANELS if body is CHAPTER else {})) for name, body in zip(names, bodies, strict=True)
    ]
    return assemble(audit_of(nyby), pieces, internal=False)


def parts_of(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        return {each: archive.read(each) for each in archive.namelist()}


def xml_of(made: bytes, name: str = "word/document.xml") -> Any:
    return etree.fromstring(parts_of(made)[name])


def repacked(made: bytes, path: Path, changed: dict[str, bytes | None]) -> Path:
    """Write a document with some of its parts replaced, added or (None) left out."""
    parts = {**parts_of(made), **changed}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def text_of(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def style_of(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def paragraphs(root: Any, *styles: str) -> list[str]:
    """Give the texts of the paragraphs in some styles, in order."""
    return [text_of(each) for each in root.iter(f"{W}p") if style_of(each) in styles]


def codes(root: Any) -> list[str]:
    """Give what the fields say."""
    return [each.text.strip() for each in root.iter(f"{W}instrText")]
