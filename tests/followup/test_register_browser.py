"""The register's page in a real browser: nothing is fetched, it sorts, and axe finds nothing, wide and narrow."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from auditlib.followup import register, start
from auditlib.report.register import register_page
from auditlib.workbench import load
from tests.followup.towns import BEGUN, FIRST, THIRD, towns_in

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TODAY = date(2026, 11, 22)
SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 740}]

if CHROMIUM is None and os.environ.get("CI"):
    raise RuntimeError("the browser tests need Chromium; on Debian: apt-get install chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (on Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of three made-up audits."""
    folder = tmp_path_factory.mktemp("register")
    towns = towns_in(folder)
    start(load(FIRST, towns.root), THIRD, BEGUN)
    path = folder / "oppfolging.html"
    path.write_text(register_page(register(towns.root, TODAY), TODAY), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, file: Path, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context.close()


def test_it_sorts_and_fetches_nothing(browser: Browser, file: Path) -> None:
    context = browser.new_context(viewport=SIZES[0], offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    said, asked = list[str](), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    ages = "[...document.querySelectorAll('.recommended tbody tr')].map((row) => row.cells[5].textContent)"
    assert page.evaluate(ages) == ["2", "2", "5"]
    page.get_by_role("button", name="Alder (år)").click()
    page.get_by_role("button", name="Alder (år)").click()
    assert page.evaluate(ages) == ["5", "2", "2"]
    assert (said, asked) == ([], [file.as_uri()])
    context.close()
