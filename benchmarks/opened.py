"""A report opened in headless Chromium: when something is seen, and how long a reader waits for what they ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

_LOADED = """() => {
  const [painted] = performance.getEntriesByName("first-contentful-paint");
  const [loaded] = performance.getEntriesByType("navigation");
  return [painted.startTime, loaded.loadEventEnd];
}"""
_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_SEARCH = """async (word) => {
  const box = document.getElementById("_sok"), begun = performance.now();
  const told = document.getElementById("_antall-treff"), list = document.getElementById("_treff");
  const until = async (done) => {
    while (!done()) await new Promise((next) => setTimeout(next, 5));
    return performance.now() - begun;
  };
  box.value = word;
  box.dispatchEvent(new Event("input"));
  return [await until(() => list.children.length), await until(() => told.textContent)];
}"""
_PANEL = f"""async () => {{
  const claims = document.querySelectorAll('main a.claim[href^="#_b-"]'), begun = performance.now();
  claims[Math.floor(claims.length / 2)].click();
  await {_FRAMES};
  if (!document.querySelector("dialog").open) throw new Error("no panel");
  return performance.now() - begun;
}}"""
_JUMP = f"""async () => {{
  const rows = document.querySelectorAll("table.register tbody tr[id]"), begun = performance.now();
  location.hash = rows[Math.floor(rows.length / 2)].id;
  await {_FRAMES};
  return performance.now() - begun;
}}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser of the machine."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("Chromium is not installed (on Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path) -> Iterator[Page]:
    """Open a file in a fresh context."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(file.as_uri(), timeout=600_000)
    yield page
    context.close()


def painted_and_loaded(page: Page) -> tuple[float, float]:
    """Give the milliseconds until something was painted, and until all was loaded and its script had run."""
    painted, loaded = page.evaluate(_LOADED)
    return float(painted), float(loaded)


def asked(page: Page, word: str) -> dict[str, float]:
    """Search for a word, open a claim's panel and go to a row of the register; give the milliseconds of each."""
    first, found = page.evaluate(_SEARCH, word)
    panel = page.evaluate(_PANEL)
    page.keyboard.press("Escape")
    return {"first": first, "all": found, "panel": panel, "jump": page.evaluate(_JUMP)}
