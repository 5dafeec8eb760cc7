"""Made-up documents of Nyby, as files of each kind: sound ones, and every way that they come broken."""

import functools
import zipfile
from pathlib import Path

from docx import Document as WordFile

STYLE = """<style>@page{size:A4;margin:2cm;@bottom-center{content:counter(page)}}
td,th{border:1px solid black;padding:2px} table{border-collapse:collapse}</style>"""
OFFICES = "".join(f"<tr><td>Kontor {n}</td><td>{n}</td><td>{n + 2}</td></tr>" for n in range(1, 60))
REPORT = f"""<html lang="nb"><head><title>x</title>{STYLE}</head><body>
<h1>Årsrapport for byggesakskontoret</h1>
<h2>1 Innledning</h2><p>Rapporten gjelder søknader i Nyby. Se tabell 1 og tabell 7.</p>
<h2>2 Svartid</h2><p>I 2023 var det 61 saker ved Kontor 3 (tabell 1).</p>
<p>Antallet økte med 50 prosent, fra 10 til 12.</p>
<p>Tabell 1: Saker etter kontor</p>
<table><thead><tr><th>Kontor</th><th>2022</th><th>2023</th></tr></thead>{OFFICES}
<tr><td>Totalt</td><td>1770</td><td>1889</td></tr></table>
<h2>4 Konklusjon</h2><p>Fristen ble holdt.</p></body></html>"""


@functools.cache
def as_pdf(page: str) -> bytes:
    """Print a page in HTML as a PDF."""
    import weasyprint

    return bytes(weasyprint.HTML(string=page).write_pdf())


def two_halves(heading_again: str) -> str:
    """A page with a table on each of two pages, the second with another heading, or none."""
    first = "<tr><td>Kontor</td><td>2022</td><td>2023</td></tr><tr><td>Nord</td><td>1</td><td>2</td></tr>"
    second = f"{heading_again}<tr><td>Sør</td><td>3</td><td>4</td></tr><tr><td>Vest</td><td>5</td><td>6</td></tr>"
    return f"<html>{STYLE}<p>Tekst.</p><table>{first}</table><table style='break-before:page'>{second}</table></html>"


def word_file(path: Path) -> Path:
    """A Word file with two pages, a table and a tracked change."""
    made = WordFile()
    made.add_heading("Årsrapport", 1)
    made.add_paragraph("Fristen ble holdt i de fleste saker.")
    table = made.add_table(rows=3, cols=3)
    for at, row in enumerate([("Kontor", "2022", "2023"), ("Nord", "1", "2"), ("Sum", "1", "3")]):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    made.add_page_break()
    made.add_paragraph("Side to begynner her.")
    made.save(str(path))
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Put another part in the place of one of a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, text in {**parts, name: content}.items():
            archive.writestr(each, text)
    return path
