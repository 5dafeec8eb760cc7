"""How the worked example's report looks, as small pictures; `python -m tests.visual.looks` takes them anew.

A picture is a fifth of the size of what the browser shows, and blurred before it is held against another: what differs
between two machines' fonts is gone by then, and what a reader would notice is not.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Page, sync_playwright

from tests.report.pages import pages_of

KEPT = Path(__file__).parent / "kept"
AUDIT = "nyby-2024"
TEMPLATE = Path(__file__).parents[2] / "auditlib" / "templates" / "workspace"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# A pixel differs when a channel is so many levels off, and a picture when so great a part of it does.
LEVELS, SHARE = 22, 0.004
_SMALLER, _BLUR = 5, 1.6
_HEIGHT = 1000
# What is far away gets its true height only when it comes near; a picture must not depend on when that was.
_ALL = "document.querySelectorAll('.section, .panels > li').forEach((each) => each.style.contentVisibility = 'visible')"
_OPTIONS = ("--no-sandbox", "--disable-gpu", "--force-color-profile=srgb")


@dataclass(frozen=True)
class Look:
    """A place of the report at a width: `place` is scrolled to the top, `click` is opened first."""

    name: str
    width: int
    place: str = "body"
    click: str = ""
    edition: str = "public"
    scheme: str = "light"
    media: str = "screen"


PLACES = {
    "cover": "body", "chapter": "#_30_problemstilling_P1", "finding": "#F1", "register": "#_81_vedlegg_bevis",
    "coverage": "#_82_vedlegg_dekning",
}  # fmt: skip
WIDTHS = (1280, 768, 360)
LOOKS = (
    *(Look(f"{name}-{width}", width, place) for name, place in PLACES.items() for width in WIDTHS),
    *(Look(f"overview-{width}", width, "table.overview") for width in (1280, 360)),
    Look("cover-dark", 1280, scheme="dark"),
    Look("finding-dark", 360, "#F1", scheme="dark"),
    Look("panel", 1280, "#F1", click="#F1 a.claim"),
    Look("panel-phone", 360, "#F1", click="#F1 a.claim"),
    Look("internal", 1280, edition="internal"),
    Look("print-cover", 768, media="print"),
    Look("print-panels", 768, "#_99_grunnlag", media="print"),
)


def written(folder: Path) -> Path:
    """Make both pages of the worked example in a folder."""
    internal, public = pages_of(Path(shutil.copytree(TEMPLATE, folder / "workspace")), AUDIT, folder)
    (folder / "internal.html").write_text(internal.html, encoding="utf-8")
    (folder / "public.html").write_text(public.html, encoding="utf-8")
    return folder


@contextmanager
def browsers() -> Iterator[Callable[..., Browser]]:
    """Give what starts a browser, with one of its ways to fit letters to pixels."""
    with sync_playwright() as playwright:
        started: list[Browser] = []

        def start(hinting: str = "none") -> Browser:
            options = [*_OPTIONS, f"--font-render-hinting={hinting}"]
            started.append(playwright.chromium.launch(executable_path=CHROMIUM, args=options))
            return started[-1]

        yield start
        for each in started:
            each.close()


def seen(browser: Browser, look: Look, folder: Path, style: str = "") -> Image.Image:
    """Give the small picture of a look, with `style` added to the page's own."""
    size = {"width": look.width, "height": _HEIGHT}
    scheme, media = ("dark" if look.scheme == "dark" else "light"), ("print" if look.media == "print" else "screen")
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce", bypass_csp=bool(style))
    try:
        page = context.new_page()
        page.goto((folder / f"{look.edition}.html").as_uri())
        page.emulate_media(media=media, color_scheme=scheme)
        if style:
            page.add_style_tag(content=style)
        return _picture(page, look)
    finally:
        context.close()


def _picture(page: Page, look: Look) -> Image.Image:
    page.evaluate(_ALL)
    page.locator(look.place).first.evaluate("(place) => place.scrollIntoView()")
    if look.click:
        page.locator(look.click).first.click()
    page.wait_for_timeout(40)
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return taken.resize((taken.width // _SMALLER, taken.height // _SMALLER), Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Give how great a part of two pictures differs, from 0 to 1; of another size, all of it."""
    if one.size != other.size:
        return 1.0
    blurred = (each.filter(ImageFilter.GaussianBlur(_BLUR)) for each in (one, other))
    channels = ImageChops.difference(*blurred).split()
    worst = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return sum(worst.histogram()[LEVELS:]) / (one.width * one.height)


def main() -> None:
    """Take every picture anew."""
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir()
    with tempfile.TemporaryDirectory() as folder, browsers() as start:
        report, browser = written(Path(folder)), start()
        for look in LOOKS:
            seen(browser, look, report).quantize(64).save(KEPT / f"{look.name}.png", optimize=True)


if __name__ == "__main__":
    main()
