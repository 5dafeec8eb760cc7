"""Every picture as a browser shows it: nothing is cut, no text stands in another, and all can be read on a phone."""

import os
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import auditlib.report
from tests.pictures.made import EVERY

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
STYLE = (Path(auditlib.report.__file__).parent / "templates" / "report.css").read_text(encoding="utf-8")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
LEAST_LETTER = 10  # pixels on a phone
# where each text is, how large, in which colour, and where the drawing is, in pixels
PLACES = """() => [...document.querySelectorAll('figure')].map(figure => {
  const svg = figure.querySelector('svg'), box = svg.getBoundingClientRect();
  const scale = box.width / svg.viewBox.baseVal.width;
  return {name: figure.dataset.name, box: {left: box.left, right: box.right, top: box.top, bottom: box.bottom},
    texts: [...svg.querySelectorAll('text')].map(text => {
      const at = text.getBoundingClientRect(), look = getComputedStyle(text);
      return {text: text.textContent, left: at.left, right: at.right, top: at.top, bottom: at.bottom,
        size: parseFloat(look.fontSize) * scale, fill: look.fill, own: text.getAttribute('fill') || ''};
    })};
})"""

if CHROMIUM is None and os.environ.get("CI"):
    raise RuntimeError("the browser tests need Chromium; on Debian: apt-get install chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (on Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pictures on one page in the report's style, under a policy that allows no requests."""
    drawn = [
        draw("nb").html().replace("<figure", f'<figure data-name="{escape(name)}"', 1) for name, draw in EVERY.items()
    ]
    file = tmp_path_factory.mktemp("pictures") / "page.html"
    file.write_text(
        f'<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8"><title>Bilder</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="color-scheme" content="light dark">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f'<body style="padding: 1rem"><main>{"".join(drawn)}</main></body></html>',
        encoding="utf-8",
    )
    return file


def shown(browser: Browser, file: Path, width: int, scheme: Any = "light") -> tuple[Page, list[dict[str, Any]]]:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert said == []
    return page, page.evaluate(PLACES)


@pytest.mark.parametrize("width", [700, 360])
def test_nothing_is_cut_off(browser: Browser, page_file: Path, width: int) -> None:
    page, figures = shown(browser, page_file, width)
    assert len(figures) == len(EVERY)
    cut = [
        (figure["name"], text["text"])
        for figure in figures
        for text in figure["texts"]
        if text["left"] < figure["box"]["left"] - 1
        or text["right"] > figure["box"]["right"] + 1
        or text["top"] < figure["box"]["top"] - 2
        or text["bottom"] > figure["box"]["bottom"] + 2
    ]
    assert not cut, cut
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_no_text_stands_in_another(browser: Browser, page_file: Path) -> None:
    page, figures = shown(browser, page_file, 700)
    collided = [
        (figure["name"], one["text"], other["text"])
        for figure in figures
        for place, one in enumerate(figure["texts"])
        for other in figure["texts"][place + 1 :]
        if one["text"] and other["text"] and overlap(one, other)
    ]
    assert not collided, collided
    page.close()


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two boxes share more than their edges; a line of text has air above and below its letters."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    up = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and up > 0.3 * min(one["bottom"] - one["top"], other["bottom"] - other["top"])


def test_text_can_be_read_on_a_phone(browser: Browser, page_file: Path) -> None:
    page, figures = shown(browser, page_file, 360)
    sizes = {(figure["name"], round(text["size"], 1)) for figure in figures for text in figure["texts"]}
    assert [each for each in sizes if each[1] < LEAST_LETTER] == []
    page.close()


def test_text_is_light_on_dark_paper(browser: Browser, page_file: Path) -> None:
    page, figures = shown(browser, page_file, 700, "dark")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(230, 233, 236)"
    assert {text["fill"] for figure in figures for text in figure["texts"] if text["own"] in ("", "currentColor")} == {
        ink
    }
    page.close()
