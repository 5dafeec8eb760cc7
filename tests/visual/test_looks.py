"""The report looks as it did when its pictures were last taken; a change that a reader would see is found."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.visual.looks import CHROMIUM, KEPT, LOOKS, SHARE, Look, browsers, difference, seen, written

if CHROMIUM is None and os.environ.get("CI"):
    raise RuntimeError("the browser tests need Chromium; on Debian: apt-get install chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (on Debian: apt-get install chromium)"),
]
BY_NAME = {each.name: each for each in LOOKS}
AGAIN = "if the change is meant, take the pictures anew with `python -m tests.visual.looks` and look at them"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("looks"))


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[..., Browser]]:
    with browsers() as started:
        yield started


@pytest.fixture(scope="module")
def browser(start: Callable[..., Browser]) -> Browser:
    return start()


def kept(look: Look) -> Image.Image:
    return Image.open(KEPT / f"{look.name}.png").convert("RGB")


@pytest.mark.parametrize("look", LOOKS, ids=lambda each: each.name)
def test_the_report_looks_as_it_did(look: Look, browser: Browser, report: Path, tmp_path: Path) -> None:
    now = seen(browser, look, report)
    share = difference(now, kept(look))
    now.save(tmp_path / f"{look.name}.png")
    assert share <= SHARE, f"{share:.1%} of {look.name} differs, see {tmp_path}; {AGAIN}"


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("cover-1280", ".layout { padding-left: 5rem; }"),  # a moved column
        ("cover-1280", ".layout { display: block; }"),
        ("finding-1280", ".finding { border-left-color: transparent !important; }"),  # a lost colour
        ("cover-360", ".cover { border-color: transparent; }"),
        ("finding-360", ".finding p { line-height: 0.8; }"),  # words over words
        ("chapter-768", "h2 { margin-top: -3rem; }"),
        ("register-1280", ".register.all { table-layout: auto; } .register td { white-space: nowrap; }"),
        ("overview-360", ".overview :is(td, th) { display: table-cell !important; }"),
        ("panel", ".drawer { width: 100vw; }"),
        ("print-panels", ".panels { columns: 1 !important; }"),
    ],
)  # fmt: skip
def test_what_a_reader_would_notice_is_found(name: str, style: str, browser: Browser, report: Path) -> None:
    assert difference(seen(browser, BY_NAME[name], report, style), kept(BY_NAME[name])) > 2 * SHARE


@pytest.mark.parametrize("hinting", ["slight", "full"])
def test_another_fit_of_letters_to_pixels_passes(hinting: str, start: Callable[..., Browser], report: Path) -> None:
    other = start(hinting)
    for name in ("cover-1280", "finding-360", "register-768"):
        assert difference(seen(other, BY_NAME[name], report), kept(BY_NAME[name])) <= SHARE


def test_the_pictures_are_few_and_small_and_each_is_of_a_look() -> None:
    sizes = {path.stem: path.stat().st_size for path in KEPT.iterdir()}
    assert sizes.keys() == BY_NAME.keys()
    assert len(sizes) <= 25
    assert max(sizes.values()) <= 40_000
