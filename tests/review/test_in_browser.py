"""The form in a real browser: nothing is fetched or lost, and what it saves is what the command imports."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from auditlib.review.acts import answer
from auditlib.review.desk import Desk, desk_of
from auditlib.workbench import load
from tests.builders import AUDIT as SMALL
from tests.builders import nyby_in
from tests.cli.calls import call
from tests.report.pages import pages_of

AUDIT = "nyby-2024"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
KARI = "Kari Nordmann"
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }});"

if CHROMIUM is None and os.environ.get("CI"):
    raise RuntimeError("the browser tests need Chromium; on Debian: apt-get install chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (on Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def office(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a round that has been started, and its internal page beside it."""
    folder = tmp_path_factory.mktemp("office")
    workspace = Path(shutil.copytree(template, folder / "workspace"))
    assert call("review", "start", AUDIT, "--as", KARI, "-w", workspace).exit_code == 0
    make_page(workspace, folder / "intern.html")
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal page of an audit with few words in it, all of which axe has to read each time."""
    folder = tmp_path_factory.mktemp("small")
    nyby = nyby_in(folder / "workspace")
    assert call("review", "start", SMALL, "--as", KARI, "-w", nyby.root).exit_code == 0
    make_page(nyby.root, folder / "intern.html", SMALL)
    return folder / "intern.html"


def make_page(workspace: Path, path: Path, audit: str = AUDIT) -> None:
    internal, public = pages_of(workspace, audit, path.parent)
    path.write_text(internal.html, encoding="utf-8")
    path.with_name("rapport.html").write_text(public.html, encoding="utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=WIDE, offline=True)
    yield context
    context.close()


class Form:
    """The page with the form switched on, and all that went wrong and was asked for."""

    def __init__(self, context: BrowserContext, file: Path, name: str = KARI) -> None:
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())
        self.begin(name)

    def begin(self, name: str) -> None:
        self.page.get_by_role("button", name="Referer rapporten").click()
        self.page.get_by_label("Fullt navn").fill(name)
        self.page.keyboard.press("Enter")

    @property
    def panel(self):  # type: ignore[no-untyped-def]
        return self.page.get_by_role("complementary", name="Referering")

    @property
    def now(self) -> str:
        return str(self.panel.locator("h2").inner_text()).partition(" ·")[0]

    @property
    def progress(self) -> str:
        return str(self.panel.locator(".review-head label").inner_text())

    def turn_to(self, id_: str) -> None:
        self.page.locator(f'.review-flag[aria-label^="Referer {id_}:"]').click()
        assert self.now == id_

    def say(self, kind: str, reason: str = "") -> None:
        self.panel.get_by_role("button", name=kind, exact=False).first.click()
        if reason:
            self.panel.get_by_label("Begrunnelse").fill(reason)

    def saved(self, folder: Path) -> Path:
        with self.page.expect_download() as download:
            self.panel.get_by_role("button", name="Lagre fil").click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path


def desk(workspace: Path) -> Desk:
    return desk_of(load(AUDIT, workspace).mapped)


def test_what_is_marked_is_kept_saved_and_imported(context: BrowserContext, office: Path, tmp_path: Path) -> None:
    form = Form(context, office / "intern.html")
    subjects = desk(office / "workspace").subjects
    assert form.progress == f"0 av {len(subjects)} gjennomgått"
    assert form.now == subjects[0].id
    form.say("Enig")
    assert form.now == subjects[1].id  # on to the next
    form.turn_to("F1.c1")
    form.say("Uenig", "Det står «9 av 20»: se mappe 3\u00ad.")
    form.turn_to("F1")
    form.say("Spør", "Hva er\tdette?\nOg dette?")
    assert form.progress == f"3 av {len(subjects)} gjennomgått"

    form.page.reload()
    form.begin("kari  NORDMANN")  # the same person
    assert form.progress == f"3 av {len(subjects)} gjennomgått"
    form.turn_to("F1.c1")
    assert form.panel.get_by_label("Begrunnelse").input_value().startswith("Det står «9 av 20»")
    form.page.get_by_role("button", name="Avslutt").click()
    form.begin(KARI)

    path = form.saved(tmp_path)
    assert path.name == "referering-nyby-2024-kari-nordmann.json"
    assert form.said == []
    assert {url.partition(":")[0] for url in form.asked} <= {"file", "blob"}
    assert all(url.startswith((office / "intern.html").as_uri()) for url in form.asked if url.startswith("file"))
    workspace = Path(shutil.copytree(office / "workspace", tmp_path / "workspace", symlinks=True))
    done = call("review", "import", path, "--audit", AUDIT, "-w", workspace)
    assert done.output == f"{KARI}, runde-1: 3 recorded\n"
    assert done.exit_code == 0
    found = {each["claim"]: each for each in json.loads(
        call("review", "list", AUDIT, "--format", "json", "-w", workspace).output
    )}  # fmt: skip
    assert [found[id_]["state"] for id_ in (subjects[0].id, "F1.c1", "F1")] == ["agreed", "disagreed", "asked"]
    assert found["F1.c1"]["points"][0]["reason"] == "Det står «9 av 20»: se mappe 3."
    assert found["F1"]["points"][0]["reason"] == "Hva er dette?\nOg dette?"


def test_the_form_goes_through_everything_with_the_keyboard_alone(context: BrowserContext, office: Path) -> None:
    form = Form(context, office / "intern.html", "Eva Berg")
    subjects = desk(office / "workspace").subjects
    assert form.page.evaluate("document.activeElement.tagName") == "H2"
    for each in subjects:
        assert form.now == each.id
        form.page.keyboard.press("1")
    assert form.progress == f"{len(subjects)} av {len(subjects)} gjennomgått"
    assert "Alt er gjennomgått" in form.panel.get_by_role("status").inner_text()
    form.page.keyboard.press("2")
    assert form.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    form.page.keyboard.type("123n er bare tekst her")
    assert form.panel.get_by_label("Begrunnelse").input_value() == "123n er bare tekst her"
    assert form.now == subjects[-1].id
    assert form.said == []


def test_a_disagreement_without_a_reason_is_not_done_and_not_saved(
    context: BrowserContext, office: Path, tmp_path: Path
) -> None:
    form = Form(context, office / "intern.html", "Nils Vik")
    form.turn_to("F1")
    form.say("Uenig")
    assert "Begrunnelsen mangler" in form.panel.inner_text()
    assert form.progress.startswith("0 av")
    form.turn_to("F2")
    form.say("Enig")
    saved = json.loads(form.saved(tmp_path).read_text(encoding="utf-8"))
    assert [(each["subject"], each["kind"]) for each in saved["marks"]] == [("F2", "agree")]
    assert "Uten begrunnelse, og derfor ikke med: 1." in form.panel.get_by_role("status").inner_text()


def test_a_browser_that_keeps_nothing_says_so_and_saves_the_file(
    browser: Browser, office: Path, tmp_path: Path
) -> None:
    context = browser.new_context(viewport=WIDE, offline=True)
    context.add_init_script(BLOCKED)
    form = Form(context, office / "intern.html")
    form.say("Enig")
    assert "Lagre filen før du lukker siden" in form.panel.get_by_role("status").inner_text()
    assert form.progress.startswith("1 av")
    path = form.saved(tmp_path)
    assert len(json.loads(path.read_text(encoding="utf-8"))["marks"]) == 1
    other = Form(context, office / "intern.html")
    assert other.progress.startswith("0 av")
    other.page.locator("#_skjema-fil").set_input_files(path)
    assert other.panel.get_by_role("status").inner_text() == "Vurderinger lest fra filen: 1."
    assert other.progress.startswith("1 av")
    assert form.said == other.said == []
    context.close()


def test_rubbish_in_the_storage_and_in_files_does_no_harm(
    context: BrowserContext, office: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto((office / "intern.html").as_uri())
    for text in ("{", "[]", "null", '{"F1": 3}', '{"F1": {"kind": "hei", "version": 1}}'):
        page.evaluate("text => localStorage.setItem('auditlib.referering.nyby-2024.kari nordmann', text)", text)
        form = Form(context, office / "intern.html")
        assert form.progress.startswith("0 av")
        assert form.said == []
    (tmp_path / "x.json").write_text("[1", encoding="utf-8")
    form.page.locator("#_skjema-fil").set_input_files(tmp_path / "x.json")
    assert "ikke en lagret referering" in form.panel.get_by_role("status").inner_text()


def test_the_writer_can_judge_nothing(context: BrowserContext, office: Path) -> None:
    writer = desk(office / "workspace").subjects[0].writers[0]
    form = Form(context, office / "intern.html", writer.upper())
    assert "Du har skrevet dette" in form.panel.inner_text()
    assert form.panel.get_by_role("button", name="Enig").first.is_disabled()
    form.page.keyboard.press("1")
    assert form.page.evaluate("Object.keys(localStorage).length") <= 1


def test_what_changed_since_is_to_be_read_again_and_import_says_it_is_void(
    context: BrowserContext, template: Path, tmp_path: Path
) -> None:
    workspace = Path(shutil.copytree(template, tmp_path / "workspace"))
    call("review", "start", AUDIT, "--as", KARI, "-w", workspace)
    make_page(workspace, tmp_path / "intern.html")
    form = Form(context, tmp_path / "intern.html")
    for id_ in ("F1", "F2"):
        form.turn_to(id_)
        form.say("Enig")
    findings = workspace / f"findings/{AUDIT}/findings.yaml"
    findings.write_text(findings.read_text(encoding="utf-8").replace("Fristen for vedtak brytes", "Fristen er brutt"))
    done = call("review", "import", form.saved(tmp_path), "--audit", AUDIT, "-w", workspace)
    assert done.exit_code == 1
    assert "Q904 F1 or what it rests on has changed" in done.output
    assert "1 recorded, 1 void" in done.output
    make_page(workspace, tmp_path / "intern.html")
    form = Form(context, tmp_path / "intern.html")
    form.turn_to("F1")
    assert "Dette er endret siden du så på det" in form.panel.inner_text()
    assert form.progress.startswith("1 av")


def test_a_point_is_shown_with_its_answer_and_settled_in_the_form(
    context: BrowserContext, template: Path, tmp_path: Path
) -> None:
    workspace = Path(shutil.copytree(template, tmp_path / "workspace"))
    call("review", "start", AUDIT, "--as", KARI, "-w", workspace)
    call("review", "record", AUDIT, "F1", "disagree", "--reason", "Ikke alle", "--as", KARI, "-w", workspace)
    answer(desk(workspace), "F1", "Nå står det noen", "Per Skriver")
    make_page(workspace, tmp_path / "intern.html")
    form = Form(context, tmp_path / "intern.html")
    form.turn_to("F1")
    told = form.panel.inner_text()
    assert "Kari Nordmann er uenig: Ikke alle" in told
    assert "Per Skriver svarer: Nå står det noen" in told
    assert not form.panel.get_by_role("button", name="✓ Enig").is_visible()
    form.say("Gjort opp")
    done = call("review", "import", form.saved(tmp_path), "--audit", AUDIT, "-w", workspace)
    assert done.output == f"{KARI}, runde-1: 1 recorded\n"
    assert str(desk(workspace).find("F1").state) == "agreed"


def test_the_public_page_has_no_form_and_no_names(context: BrowserContext, template: Path, tmp_path: Path) -> None:
    workspace = Path(shutil.copytree(template, tmp_path / "workspace"))
    call("review", "start", AUDIT, "--as", KARI, "-w", workspace)
    call("review", "record", AUDIT, "F1", "agree", "--as", KARI, "-w", workspace)
    call("review", "record", AUDIT, "F2", "ask", "--reason", "Hemmelig undring", "--as", "Ola Hansen", "-w", workspace)
    make_page(workspace, tmp_path / "intern.html")
    public = (tmp_path / "rapport.html").read_text(encoding="utf-8")
    total = len(desk(workspace).subjects)
    told = f"1 av {total} påstander og vurderinger i rapporten er kontrollert av noen som ikke har skrevet dem."
    assert told in public
    for word in (KARI, "Ola Hansen", "undring", "review-", "_skjema", "Referer rapporten"):
        assert word not in public
    internal = (tmp_path / "intern.html").read_text(encoding="utf-8")
    assert "Ola Hansen" in internal
    assert "Hemmelig undring" in internal


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    browser: Browser, small: Path, scheme: str, size: dict[str, int]
) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # axe is a script of its own
    page = context.new_page()
    page.goto(small.as_uri())
    page.get_by_role("button", name="Referer rapporten").click()
    assert violations(page) == []
    page.get_by_label("Fullt navn").fill(KARI)
    page.keyboard.press("Enter")
    for id_ in ("F1.c1", "F1", "V1", "A1"):
        flag = page.locator(f'.review-flag[aria-label^="Referer {id_}:"]')
        flag.evaluate("each => each.click()")
        page.locator('.review-panel [data-kind="disagree"]').click()
        assert violations(page, {"include": [[".review-panel"], [".review-flag"]]}) == []  # the rest stays as it is
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        top = flag.evaluate("each => each.getBoundingClientRect().top")
        assert 0 <= top < size["height"] * (0.42 if size == PHONE else 1)  # above the panel
    assert violations(page) == []
    context.close()


def violations(page: Page, part: dict[str, list[list[str]]] | None = None) -> list[tuple[str, list[str]]]:
    """Give what axe finds on a page, or in a part of it."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    found = Axe().run(page, part, {"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found]
