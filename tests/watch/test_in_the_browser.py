"""`auditlib watch` as an auditor meets it: a note is saved, and the page in the browser says what it now says."""

import shutil
import signal
from pathlib import Path

import pytest

from tests.report.made import start

AUDIT = "nyby-2024"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (on Debian: apt-get install chromium)")
def test_a_saved_note_is_on_the_page_and_nothing_is_left_behind(run_workspace: Path, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    workspace = Path(shutil.copytree(run_workspace, tmp_path / "ws"))
    watching = start("auditlib", "watch", AUDIT, cwd=workspace)
    assert watching.stdout is not None
    address = watching.stdout.readline().strip().rpartition(" ")[2]
    note = workspace / "interviews" / AUDIT / "I01.md"
    text = note.read_text(encoding="utf-8")
    try:
        with playwright.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page()
            said: list[str] = []
            page.on("console", lambda message: said.append(message.text))
            page.goto(address)
            report = page.frame_locator("iframe")
            page.get_by_text("Oppdatert").wait_for(timeout=60_000)
            report.locator("main").wait_for()
            title = text.partition("title: ")[2].partition("\n")[0]
            note.write_text(text.replace(title, "Tittelen er endret"), encoding="utf-8")
            report.get_by_text("Tittelen er endret").first.wait_for(state="attached", timeout=30_000)
            note.write_text(text.replace("informants: [", "informants: [ingen-slik, "), encoding="utf-8")
            page.get_by_text("R303").first.wait_for(timeout=30_000)
            assert report.get_by_text("Tittelen er endret").count() > 0
            browser.close()
        assert [each for each in said if "Content Security Policy" in each] == []
    finally:
        note.write_text(text, encoding="utf-8")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=20) == 130
        watching.communicate()
