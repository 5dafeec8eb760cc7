"""A report full of hostile texts, in a real browser: nothing runs, nothing is fetched, and the page still stands.

Each page is opened once as it is and once with its Content-Security-Policy switched off, so that what is tested is that
texts are texts, and not only that the policy holds.
"""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.hostile.corpus import HOSTILE
from tests.hostile.laid import AUDIT, RIGHT_TO_LEFT, lay_in
from tests.report.pages import pages_of

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
EDITIONS = ("intern", "rapport")

if CHROMIUM is None and os.environ.get("CI"):
    raise RuntimeError("the browser tests need Chromium; on Debian: apt-get install chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (on Debian: apt-get install chromium)"),
]

COUNT = """
window.hits = [];
window.ranHere = (...said) => { window.hits.push(said.join(' ')); };
document.addEventListener('securitypolicyviolation', (event) => {
  const what = event.effectiveDirective;
  if (!what.startsWith('style')) window.hits.push(what + ' ' + event.blockedURI);
});
"""
# Everything that a reader could set off: whatever is closed is opened, and everything gets the events people make.
SET_OFF = """
() => {
  for (const each of document.querySelectorAll('details')) each.open = true;
  for (const each of document.querySelectorAll('*'))
    for (const name of ['mouseover', 'mouseenter', 'pointerenter', 'focus', 'focusin', 'toggle', 'begin', 'error'])
      each.dispatchEvent(new Event(name, {bubbles: false}));
}
"""
SHAPE = """
() => {
  const all = [...document.querySelectorAll('*')];
  const leading = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcset', 'poster', 'ping', 'srcdoc'];
  return {
    tags: [...new Set(all.map((each) => each.localName))],
    attributes: [...new Set(all.flatMap((each) => each.getAttributeNames()))],
    links: all.flatMap((each) => leading.map((name) => each.getAttribute(name))).filter((link) => link !== null),
    headings: all.filter((each) => /^h[1-6]$/.test(each.localName)).length,
    text: document.documentElement.textContent,
    hits: window.hits,
  };
}
"""
# What follows a right-to-left text on its line must stand to the right of it: gives what does not, and where.
TURNED = r"""
(said) => {
  const wrong = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const box = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from); range.setEnd(node, to);
    const boxes = [...range.getClientRects()].filter((each) => each.width > 0);
    return boxes.length ? boxes : null;
  };
  const nextText = (node) => {
    const block = node.parentElement.closest('p,li,td,th,h1,h2,h3,h4,dt,dd,summary,caption,figcaption,div,section,nav');
    const inside = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    inside.currentNode = node;
    let next = inside.nextNode();
    while (next && !next.data.trim()) next = inside.nextNode();
    return next;
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.data.lastIndexOf(said);
    if (at < 0 || !node.parentElement.checkVisibility()) continue;
    const own = box(node, at, at + said.length);
    let after = node, start = at + said.length;
    while (start < node.data.length && /\s/.test(node.data[start])) start += 1;
    if (start >= node.data.length) { after = nextText(node); start = after ? after.data.search(/\S/) : 0; }
    const rest = after && box(after, start, start + 1);
    if (!own || !rest) continue;
    const last = own[own.length - 1], line = own.filter((each) => Math.abs(each.top - last.top) < 3);
    const right = Math.max(...line.map((each) => each.right)), holder = node.parentElement;
    if (Math.abs(rest[0].top - last.top) < 6 && rest[0].left < right - 1)
      wrong.push(`${holder.localName} in ${holder.parentElement.localName}: ${after.data.slice(start, start + 20)}`);
  }
  return wrong;
}
"""
LINES = ("שלום (שלום) 12, 34–56!", "مرحبا (F12) 100 % «الف»", RIGHT_TO_LEFT)




@pytest.fixture(scope="module")
def folder(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both editions of the worked example, and of the same with hostile texts in it."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("clean", "hostile"):
        workspace = Path(shutil.copytree(template, folder / name / "workspace"))
        if name == "hostile":
            lay_in(workspace)
        for edition, page in zip(EDITIONS, pages_of(workspace, AUDIT, folder / name), strict=True):
            (folder / name / f"{edition}.html").write_text(page.html, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page with what it asked for and said while it was used."""

    page: Page
    asked: list[str]
    said: list[str]


def open_in(browser: Browser, file: Path, *, policy: bool = True, size: Any = WIDE) -> Opened:
    context = browser.new_context(viewport=size, bypass_csp=not policy)
    page = context.new_page()
    opened = Opened(page, [], [])
    page.on("request", lambda request: opened.asked.append(request.url))
    page.on("dialog", lambda dialog: (opened.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: opened.said.append(str(error)))
    page.on(
        "framenavigated", lambda frame: opened.said.append(f"to {frame.url}") if frame.url != file.as_uri() else None
    )
    page.add_init_script(COUNT)
    page.goto(file.as_uri())
    return opened


@pytest.fixture(scope="module", params=[(edition, policy) for edition in EDITIONS for policy in (True, False)], ids=str)
def used(request: pytest.FixtureRequest, browser: Browser, folder: Path) -> Iterator[tuple[Opened, Path, str]]:
    """A hostile page that somebody has used all of."""
    edition, policy = request.param
    file = folder / "hostile" / f"{edition}.html"
    opened = open_in(browser, file, policy=policy)
    search_for(
        opened.page,
        ["<img src=x onerror=window.ranHere(1)>", "{{7*7}}", '"><svg onload=window.ranHere(1)>', "__proto__"],
    )
    for claim in opened.page.locator('main a.claim[href^="#_b-"]').all()[:12]:
        claim.evaluate("(each) => each.click()")
    opened.page.evaluate(SET_OFF)
    yield opened, file, edition
    opened.page.context.close()


def search_for(page: Page, texts: list[str]) -> None:
    """Type texts into the page's search, if it has one that can be seen."""
    for field in page.locator("input[type=search]").all():
        if field.is_visible():
            for text in texts:
                field.fill(text)


def shape_of(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SHAPE)
    return found


@pytest.fixture(scope="module")
def clean(browser: Browser, folder: Path) -> dict[str, dict[str, Any]]:
    """What the pages of the worked example are made of."""
    shapes = {}
    for edition in EDITIONS:
        opened = open_in(browser, folder / "clean" / f"{edition}.html")
        search_for(opened.page, ["søker"])
        opened.page.evaluate(SET_OFF)
        shapes[edition] = shape_of(opened.page)
        opened.page.context.close()
    return shapes


def folded(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text)


def test_nothing_runs_and_nothing_is_fetched(used: tuple[Opened, Path, str]) -> None:
    opened, file, _ = used
    assert opened.page.evaluate("window.hits") == []
    assert opened.said == []
    assert opened.asked == [file.as_uri()]


def test_a_count_that_cannot_fail_would_be_no_test(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "runs.html"
    body = "".join(
        f"<div>{each}</div>"
        for each in ("<img src=x: onerror=window.ranHere('image')>", "<p onfocus=window.ranHere('p')>")
    )
    file.write_text(
        f"<!DOCTYPE html><html><body>{body}<script>window.ranHere('script')</script></body></html>", encoding="utf-8"
    )
    opened = open_in(browser, file)
    opened.page.evaluate(SET_OFF)
    assert {"script", "image", "p"} <= set(opened.page.evaluate("window.hits"))
    opened.page.context.close()


def test_no_text_became_markup(used: tuple[Opened, Path, str], clean: dict[str, dict[str, Any]]) -> None:
    opened, _, edition = used
    shape = shape_of(opened.page)
    assert set(shape["tags"]) <= set(clean[edition]["tags"])
    assert set(shape["attributes"]) <= set(clean[edition]["attributes"])
    assert [each for each in shape["attributes"] if each.startswith("on")] == []
    assert [each for each in shape["links"] if not each.startswith("#")] == []


def test_every_text_is_there_as_it_was_written(used: tuple[Opened, Path, str]) -> None:
    opened, _, _ = used
    text = folded(shape_of(opened.page)["text"])
    assert [each for each in HOSTILE if folded(each) not in text] == []


def test_the_page_still_stands(used: tuple[Opened, Path, str], clean: dict[str, dict[str, Any]]) -> None:
    opened, _, edition = used
    page = opened.page
    assert page.locator("main").count() == 1
    assert page.locator("main").bounding_box()["height"] > 5_000  # type: ignore[index]
    assert page.evaluate("getComputedStyle(document.querySelector('main')).visibility") == "visible"
    assert page.locator("nav").first.is_visible()
    assert page.locator("footer").count() >= 1
    assert shape_of(page)["headings"] >= clean[edition]["headings"]
    hidden = "[...document.querySelectorAll('main h1, main h2')].filter((each) => !each.checkVisibility()).length"
    assert page.evaluate(hidden) == 0
    wanted = {"1 Innledning", "2 Metode og data", "Bevisregister"}
    contents = folded(page.locator("nav").first.inner_text())
    assert {each for each in wanted if each not in contents} == set()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_word_makes_the_page_wider_than_the_screen(edition: str, size: Any, browser: Browser, folder: Path) -> None:
    opened = open_in(browser, folder / "hostile" / f"{edition}.html", size=size)
    opened.page.evaluate("() => { for (const each of document.querySelectorAll('details')) each.open = true; }")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    opened.page.context.close()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("said", LINES, ids=["hebrew", "arabic", "last"])
def test_a_text_from_right_to_left_does_not_turn_its_line(
    edition: str, said: str, browser: Browser, folder: Path
) -> None:
    opened = open_in(browser, folder / "hostile" / f"{edition}.html")
    opened.page.evaluate("() => { for (const each of document.querySelectorAll('details')) each.open = true; }")
    assert opened.page.evaluate(TURNED, said) == []
    opened.page.context.close()
