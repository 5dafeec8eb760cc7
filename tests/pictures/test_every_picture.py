"""What must hold for every picture: the same bytes, an SVG that can stand anywhere, words, and a table of numbers."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pytest
import seaborn
from matplotlib import pyplot

from auditlib.pictures import Picture
from auditlib.pictures.svg import FONTS
from auditlib.pictures.words import sentence
from tests.pictures.made import EVERY

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("nb", "nn", "en")
DRAWN = {name: draw("nb") for name, draw in EVERY.items()}
every = pytest.mark.parametrize("name", EVERY)


def texts_of(picture: Picture) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(picture.svg).iter(f"{SVG}text")]


@every
def test_a_picture_is_the_same_each_time(name: str) -> None:
    assert EVERY[name]("nb") == DRAWN[name]


def test_a_new_process_draws_the_same() -> None:
    code = "from tests.pictures.made import EVERY; print(EVERY['Funnel']('nb').html())"
    made = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert made.stdout.rstrip("\n") == DRAWN["Funnel"].html()
    assert made.stderr == ""


def test_the_users_own_settings_are_neither_used_nor_changed() -> None:
    before = EVERY["series"]("nb")
    with matplotlib.rc_context():
        seaborn.set_theme("poster", "dark", font_scale=3)
        matplotlib.rcParams["svg.hashsalt"] = "mine"
        kept, drawn = dict(matplotlib.rcParams), pyplot.get_fignums()
        during = EVERY["series"]("nb")
        assert dict(matplotlib.rcParams) == kept
        assert pyplot.get_fignums() == drawn
    assert during == before


@every
def test_the_svg_can_stand_in_any_page(name: str) -> None:
    svg = DRAWN[name].svg
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert not re.search(r"<style|<script|<image|style=|<!|<\?|@import|\bon\w+=", svg)
    assert re.findall(r'(?:https?:)?//[^"]+', svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"Matplotlib|\d{4}-\d\d-\d\dT", svg)


@every
def test_every_address_in_the_svg_is_one_of_its_own_ids(name: str) -> None:
    svg = DRAWN[name].svg
    ids = re.findall(r'\bid="([^"]*)"', svg)
    assert len(set(ids)) == len(ids)
    assert all(each.startswith(f"{DRAWN[name].id}-") for each in ids)
    addresses = [*re.findall(r'href="([^"]*)"', svg), *re.findall(r"url\(([^)]*)\)", svg)]
    assert {address.removeprefix("#") for address in addresses} == set(ids)
    assert [each for each in addresses if not each.startswith("#")] == []


def test_no_two_pictures_share_an_id() -> None:
    every_id = [each for picture in DRAWN.values() for each in re.findall(r'\bid="([^"]*)"', picture.html())]
    assert len(set(every_id)) == len(every_id)
    assert len({picture.id for picture in DRAWN.values()}) == len(DRAWN)


@every
def test_text_stays_text_in_the_reports_fonts_and_is_large_enough(name: str) -> None:
    root = ElementTree.fromstring(DRAWN[name].svg)
    assert root.get("font-family") == FONTS
    assert root.get("viewBox", "").split()[2] == "350"
    sizes = [float(element.get("font-size", "0")) for element in root.iter(f"{SVG}text")]
    assert sizes
    assert min(sizes) >= 11
    assert 'font-family="DejaVu' not in DRAWN[name].svg


@every
def test_text_and_axes_take_the_colour_of_the_page(name: str) -> None:
    svg = DRAWN[name].svg
    assert "#010203" not in svg
    assert "#000000" not in svg
    root = ElementTree.fromstring(svg)
    assert root.get("fill") == "currentColor"
    fills = {element.get("fill", "currentColor") for element in root.iter(f"{SVG}text")}
    # numbers on bars have the colour that suits the bar
    assert fills <= {"currentColor", "#111111", "#ffffff"}


@every
def test_the_drawing_is_named_and_described(name: str) -> None:
    picture = DRAWN[name]
    root = ElementTree.fromstring(picture.svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == picture.alt
    assert root.get("aria-describedby") == f"{picture.id}-d"
    assert f'<p id="{picture.id}-d">' in picture.html()
    assert picture.alt.startswith(sentence(picture.title))
    assert re.search(r"\d", picture.alt.removeprefix(sentence(picture.title)))
    assert picture.description.endswith((".", "!"))


@every
def test_the_table_has_numbers_with_their_units(name: str) -> None:
    data = DRAWN[name].data
    assert data.rows
    cells = [cell for row in data.rows for cell in row]
    assert any(re.search(r"\d|:|×|oppgitt", cell) for cell in cells)
    assert not re.search(r"nan|None|\binf\b|-\d", " ".join(cells))
    assert all(row[0] for row in data.rows)


@pytest.mark.parametrize("language", LANGUAGES)
@every
def test_every_picture_speaks_every_language(name: str, language: str) -> None:
    picture = DRAWN[name] if language == "nb" else EVERY[name](language)  # type: ignore[arg-type]
    assert picture.language == language
    said = f"{picture.title} {picture.alt} {picture.description} {picture.note} {' '.join(texts_of(picture))}"
    said += " ".join(f"{heading.text} {heading.unit}" for heading in picture.data.headings)
    if language == "en":
        numbers = [*texts_of(picture), *(cell for row in picture.data.rows for cell in row)]
        assert [text for text in numbers if re.search(r"\d,\d(?!\d\d)|\u00a0\d", text)] == []
        assert not re.search(r"\b(prosent|andel|ikke|ikkje|uten)\b", re.sub("Kommunen skal.*?meldt", "", said))
    else:
        assert [text for text in texts_of(picture) if re.search(r"\d\.\d", text)] == []
        assert not re.search(r"\b(percent|share|with|from|the)\b", said)
    if language == "nn":
        assert not re.search(
            r"\b(ikke|fra|andel|enhet|enheter|hendelser|to ganger)\b", said.replace("ikke aktuelt", "")
        )


class Outline(HTMLParser):
    """Which tags a piece of HTML opens and closes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@every
def test_the_figure_is_whole_html_with_a_table_to_open(name: str) -> None:
    outline = Outline(DRAWN[name].html())
    assert outline.open == []
    assert outline.seen[0] == "figure"
    for tag in ("figcaption", "svg", "details", "summary", "table", "th"):
        assert tag in outline.seen
    assert DRAWN[name]._repr_html_() == DRAWN[name].html()
    assert repr(DRAWN[name]) == f"<Picture: {DRAWN[name].alt}>"
