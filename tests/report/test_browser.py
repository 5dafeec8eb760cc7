"""The report in a real browser: claims open, search finds, keyboard and print work, and nothing is fetched."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.report.pages import pages_of

AUDIT = "nyby-2024"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}

if CHROMIUM is None and os.environ.get("CI"):
    raise RuntimeError("the browser tests need Chromium; on Debian: apt-get install chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (on Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def report(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal and the public page of the worked example, in a folder."""
    folder = tmp_path_factory.mktemp("report")
    internal, public = pages_of(Path(shutil.copytree(template, folder / "workspace")), AUDIT, folder)
    (folder / "intern.html").write_text(internal.html, encoding="utf-8")
    (folder / "rapport.html").write_text(public.html, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Opened:
    """A page with all that went wrong and all that was asked for."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())


@pytest.fixture
def opened(browser: Browser, report: Path) -> Iterator[Opened]:
    context = browser.new_context(viewport=WIDE, offline=True)
    yield Opened(context, report / "rapport.html")
    context.close()


def open_claim(page: Page) -> str:
    """Open the first claim that counts informants; give its words."""
    claim = page.locator('main a.claim[href^="#_b-"]', has_text="av de spurte").first
    words = claim.text_content() or ""  # what is far away is not laid out, and has no inner text
    claim.click()
    return words


def test_nothing_is_fetched_and_nothing_is_refused(opened: Opened, report: Path) -> None:
    assert opened.asked == [(report / "rapport.html").as_uri()]
    assert opened.said == []


def test_a_claim_opens_what_it_rests_on_and_gives_the_focus_back(opened: Opened) -> None:
    page = opened.page
    words = open_claim(page)
    drawer = page.get_by_role("dialog")
    assert drawer.locator("#_grunnlag-tittel").inner_text() == words
    assert "Spurt" in drawer.inner_text()
    assert drawer.locator(".evidence li").count() >= 1
    page.keyboard.press("Escape")
    assert not drawer.is_visible()
    assert page.evaluate("document.activeElement.className") == "claim"
    assert opened.said == []


def test_evidence_in_a_claim_opens_in_its_place(opened: Opened) -> None:
    page = opened.page
    open_claim(page)
    drawer = page.get_by_role("dialog")
    evidence = drawer.locator(".evidence a.ref").first
    name = evidence.inner_text()
    evidence.click()
    assert drawer.is_visible()
    assert drawer.locator("#_grunnlag-tittel").inner_text() == name
    drawer.get_by_role("link", name="Gå til stedet i rapporten").click()
    assert not drawer.is_visible()
    assert page.evaluate("decodeURIComponent(location.hash)") == f"#{name}"


def test_without_scripts_a_claim_leads_to_the_same_words(browser: Browser, report: Path) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = Opened(context, report / "rapport.html").page
    words = open_claim(page)
    target = page.locator(":target")
    assert target.locator("h3").first.inner_text() == words
    assert target.is_visible()
    assert not page.get_by_role("search").is_visible()
    assert page.locator("nav .contents a, nav.contents a").count() > 5
    context.close()


def test_search_finds_words_wherever_they_stand(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("FRISTEN BLE HOLDT")
    hits = page.locator("#_treff li")
    assert hits.count() >= 3
    assert "fristen ble holdt" in hits.first.inner_text().lower()
    assert page.locator("#_antall-treff").inner_text() == f"{hits.count()} treff"
    hits.last.locator("a").click()
    assert page.locator(":target").is_visible()
    page.fill("#_sok", "finnes ikke noe sted")
    assert hits.count() == 0
    assert page.locator("#_antall-treff").inner_text() == "0 treff"


def test_a_table_is_sorted_as_norwegian_is(opened: Opened) -> None:
    page = opened.page
    page.evaluate(
        """() => {
          const body = document.querySelector('table.overview tbody');
          const row = body.rows[0];
          body.replaceChildren(...['Ås', 'Zoo', 'Ærlig', 'Ask', 'Øy'].map((word) => {
            const made = row.cloneNode(true); made.cells[1].textContent = word; return made;
          }));
        }"""
    )
    head = page.locator("table.overview thead th").nth(1)
    words = page.locator("table.overview tbody tr td:nth-child(2)")
    head.get_by_role("button").click()
    assert words.all_inner_texts() == ["Ask", "Zoo", "Ærlig", "Øy", "Ås"]
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert words.all_inner_texts() == ["Ås", "Øy", "Ærlig", "Zoo", "Ask"]


def test_figures_are_sorted_by_size(opened: Opened) -> None:
    page = opened.page
    page.evaluate(
        """() => [...document.querySelectorAll('table.overview tbody tr')].forEach(
          (row, place) => { row.cells[5].textContent = ['1 000', '29,5', '−3', '200'][place % 4]; })"""
    )
    page.locator("table.overview thead th").nth(5).get_by_role("button").click()
    shown = page.locator("table.overview tbody tr td:nth-child(6)").all_inner_texts()
    order = ["−3", "29,5", "200", "1 000"]
    assert [order.index(each) for each in shown] == sorted(order.index(each) for each in shown)


def test_a_long_table_is_narrowed_by_words(opened: Opened) -> None:
    table = opened.page.locator("table.register").first
    rows = table.locator("tbody tr:not([hidden])")
    before = rows.count()
    opened.page.locator(".narrow input").first.fill("kontoret")
    assert 0 < rows.count() < before
    assert all("kontoret" in text.lower() for text in rows.all_inner_texts())


def test_the_keyboard_reaches_the_text_and_the_claims(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hopp til innholdet"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.locator('main a.claim[href^="#_b-"]').first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")


def test_one_finding_leads_to_the_next(opened: Opened) -> None:
    page = opened.page
    following = page.locator('.finding a[rel="next"]').first
    name = following.get_attribute("href")
    following.click()
    assert page.evaluate("location.hash") == name


@pytest.mark.parametrize("width", [1280, 768, 360])
@pytest.mark.parametrize("file", ["rapport.html", "intern.html"])
def test_nothing_is_wider_than_the_screen(browser: Browser, report: Path, width: int, file: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = Opened(context, report / file).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_print_shows_claims_with_the_number_of_what_they_rest_on(browser: Browser, report: Path) -> None:
    context = browser.new_context(viewport=WIDE)
    page = Opened(context, report / "rapport.html").page
    page.emulate_media(media="print")
    claim = page.locator('main a.claim[href^="#_b-"]').first
    shown = claim.evaluate("each => getComputedStyle(each, '::after').content")
    number = claim.get_attribute("data-n")
    assert number is not None
    assert f'"{number}"' in shown or f"[{number}]" in shown.replace('"', "").replace(" ", "")
    anchor = claim.get_attribute("href")
    assert anchor is not None
    assert page.locator(f'li[value="{number}"] [id="{anchor[1:]}"]').is_visible()
    assert not page.get_by_role("search").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_axe_finds_nothing(browser: Browser, report: Path, scheme: str, size: dict[str, int], media: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # axe is a script of its own
    page = Opened(context, report / "intern.html").page
    page.emulate_media(media=media, color_scheme=scheme)
    wanted = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
    page.add_style_tag(content="* { content-visibility: visible !important; }")  # so that axe sees all of the page
    found = Axe().run(page, options=wanted).response["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found] == []
    if media == "screen":
        open_claim(page)
        found = Axe().run(page, options=wanted).response["violations"]
        assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found] == []
    context.close()


def test_only_the_internal_edition_says_that_it_is(browser: Browser, report: Path) -> None:
    for file, count in (("intern.html", 1), ("rapport.html", 0)):
        context = browser.new_context(viewport=WIDE)
        assert Opened(context, report / file).page.get_by_text("Intern utgave").count() == count
        context.close()
