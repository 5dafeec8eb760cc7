"""Every planted secret is found as what it is, wherever it stands and however it is written, and none is shown."""

import re
import zlib

import pytest

from auditlib.leaks import Category, Leak, Secrets, find_leaks
from tests.leaks.made import FNR, base64_of, exif, gif, in_page, jpeg, png, webp
from tests.leaks.planted import ONE_OF_EACH, PLANTED, SECRETS

PAGE = '<!DOCTYPE html>\n<html lang="nb">\n<head><title>Rapport</title></head>\n<body><main>{}</main></body></html>\n'


def leaks_in(body: str, secrets: Secrets = SECRETS) -> tuple[Leak, ...]:
    return find_leaks(PAGE.format(body).encode(), "html", secrets)


def categories(leaks: tuple[Leak, ...]) -> set[Category]:
    return {each.category for each in leaks}


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def test_there_are_many() -> None:
    assert len(PLANTED) >= 200
    assert {category for _, category in PLANTED} == set(Category) - {Category.POSITION}


@pytest.mark.parametrize(
    ("text", "category"), PLANTED, ids=[f"{category.name}-{n}" for n, (_, category) in enumerate(PLANTED)]
)
def test_a_secret_in_words_is_found(text: str, category: Category) -> None:
    leaks = leaks_in(f"<p>Det står her: {text}</p>" if category is not Category.ADDRESS else f"<p>{text}</p>")
    assert categories(leaks) == {category}


PLACES = {
    "paragraph": "<p>{}</p>",
    "heading": "<h2>{}</h2>",
    "cell": "<table><tr><td>{}</td></tr></table>",
    "list": "<ul><li>{}</li></ul>",
    "summary": "<details><summary>{}</summary></details>",
    "hidden": '<div hidden style="display:none">{}</div>',
    "template": "<template><p>{}</p></template>",
    "noscript": "<noscript>{}</noscript>",
    "alt": '<img alt="{}" src="data:,">',
    "title": '<a href="#x" title="{}">x</a>',
    "aria-label": "<nav aria-label='{}'></nav>",
    "href": '<a href="{}">x</a>',
    "href in percent": '<a href="#%7B{}%7D">x</a>',
    "data": '<p data-kilde="{}">x</p>',
    "class": '<p class="a {} b">x</p>',
    "id": '<p id="k-{}">x</p>',
    "style attribute": "<p style='--x: \"{}\"'>x</p>",
    "style": "<style>p::after {{ content: '{}'; }}</style>",
    "comment": "<!-- {} -->",
    "comment with markup": "<!-- <p>{}</p> -->",
    "script": "<script>var x = '{}';</script>",
    "JSON": '<script type="application/json">{{"a": ["{}"]}}</script>',
    "meta": '<meta name="description" content="{}">',
    "textarea": "<textarea>{}</textarea>",
    "value": '<input value="{}">',
    "svg text": "<svg><text x='1' y='2'>{}</text></svg>",
    "svg title": "<svg><title>{}</title></svg>",
    "svg desc": "<svg><desc>{}</desc></svg>",
    "svg metadata": "<svg><metadata><rdf:RDF><dc:creator>{}</dc:creator></rdf:RDF></metadata></svg>",
    "srcdoc": '<iframe srcdoc="&lt;p&gt;{}&lt;/p&gt;"></iframe>',
    "cdata": "<svg><![CDATA[{}]]></svg>",
    "instruction": "<?notat {}?>",
    "unclosed tag": "<p>x</p><div title='{}",
    "svg in data address": '<img src="data:image/svg+xml,%3Csvg%3E%3Ctext%3E{}%3C/text%3E%3C/svg%3E">',
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("category", ONE_OF_EACH, ids=lambda each: each.name)
def test_a_secret_is_found_in_every_place(place: str, category: Category) -> None:
    secret = ONE_OF_EACH[category]
    leaks = leaks_in(PLACES[place].format(secret))
    assert category in categories(leaks)
    assert letters(secret) not in letters(" ".join(str(each) for each in leaks))


def each_as(form: str, text: str) -> str:
    """Write every character by its code."""
    return "".join(form.format(ord(each)) for each in text)


def svg(inside: str) -> bytes:
    return f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>".encode()


def script(text: str) -> str:
    return f"<script>x = '{text}'</script>"


def style(text: str) -> str:
    return f"<style>p::after {{ content: '{text}' }}</style>"


def png_text(name: bytes, head: bytes, text: str, packed: bool = False) -> str:
    """A page with a PNG that has the text in a chunk."""
    content = zlib.compress(text.encode()) if packed else text.encode()
    return in_page(png((name, head + content)), "png")


def picture(text: str) -> str:
    """A drawing that holds a PNG that holds the text."""
    return f'<image href="data:image/png;base64,{base64_of(png((b"tEXt", text.encode())))}"/>'


XMP = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta><dc:creator>%s</dc:creator></x:xmpmeta>"
ENCODED = {
    "svg in base64": lambda text: in_page(svg(f"<text>{text}</text>"), "svg+xml"),
    "text in base64": lambda text: f'<a href="data:text/plain;base64,{base64_of(text)}">x</a>',
    "base64 in a script": lambda text: f"<script>var x = atob('{base64_of(text)}');</script>",
    "base64 twice": lambda text: f'<p data-x="{base64_of(base64_of(text))}"></p>',
    "PNG in SVG in base64": lambda text: in_page(svg(picture(text)), "svg+xml"),
    "escapes of JSON": lambda text: script(each_as(chr(92) + "u{:04x}", text)),
    "escapes of a script": lambda text: script(each_as(chr(92) + "x{:02x}", text)),
    "escapes with braces": lambda text: script(each_as(chr(92) + "u{{{:x}}}", text)),
    "escapes of a style sheet": lambda text: style(each_as(chr(92) + "{:06x}", text)),
    "percent in a link": lambda text: f'<a href="#{each_as("%{:02x}", text)}">x</a>',
    "references in an attribute": lambda text: f'<p title="{each_as("&#{};", text)}">x</p>',
    "references twice": lambda text: f'<p title="{each_as("&amp;#x{:x};", text)}">x</p>',
    "tEXt of PNG": lambda text: png_text(b"tEXt", b"Author\x00", text),
    "zTXt of PNG": lambda text: png_text(b"zTXt", b"Comment\x00\x00", text, packed=True),
    "iTXt of PNG": lambda text: png_text(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00", text),
    "iTXt packed": lambda text: png_text(b"iTXt", b"Title\x00\x01\x00nb\x00Tittel\x00", text, packed=True),
    "eXIf of PNG": lambda text: in_page(png((b"eXIf", exif(0x013B, 2, text.encode()))), "png"),
    "after a PNG": lambda text: in_page(png(after=text.encode()), "png"),
    "comment of JPEG": lambda text: in_page(jpeg((0xFE, text.encode())), "jpeg"),
    "EXIF of JPEG": lambda text: in_page(jpeg((0xE1, exif(0x013B, 2, text.encode()))), "jpeg"),
    "EXIF in UTF-16": lambda text: in_page(jpeg((0xE1, exif(0x9C9D, 1, text.encode("utf-16-le")))), "jpeg"),
    "XMP of JPEG": lambda text: in_page(jpeg((0xE1, XMP % text.encode())), "jpeg"),
    "after a JPEG": lambda text: in_page(jpeg(after=text.encode()), "jpeg"),
    "EXIF of WebP": lambda text: in_page(webp((b"EXIF", exif(0x013B, 2, text.encode()))), "webp"),
    "XMP of WebP": lambda text: in_page(webp((b"XMP ", f"<x>{text}</x>".encode())), "webp"),
    "comment of GIF": lambda text: in_page(gif(text.encode()), "gif"),
}  # fmt: skip


@pytest.mark.parametrize("how", ENCODED)
@pytest.mark.parametrize("category", [Category.IDENTITY, Category.NAME, Category.MAIL], ids=lambda each: each.name)
def test_a_secret_is_found_in_every_encoding(how: str, category: Category) -> None:
    leaks = leaks_in(ENCODED[how](ONE_OF_EACH[category]))
    assert category in categories(leaks)


def test_a_position_in_a_photograph_is_found() -> None:
    (leak,) = leaks_in(in_page(jpeg((0xE1, exif(0x8825, 4, b"\x00" * 8))), "jpeg"))
    assert leak.category is Category.POSITION


def test_the_place_is_told() -> None:
    page = f'<p>Ja.</p>\n<p>Hun heter\nKari Nordmann.</p>\n<img src="data:," alt="x"><img alt="{FNR}" src="data:,">\n'
    name, number = leaks_in("\n" + page)
    assert (name.line, name.column, name.where) == (7, 1, "p 2")
    assert (number.line, number.where, number.rule) == (8, "attribute alt of img 2", "fødselsnummer")
    assert str(name) == "7:1: informant's name in p 2: «Hun heter ••• .» (name)".replace("••• .", "•••.")


def test_the_excerpt_masks_every_secret_around() -> None:
    leaks = leaks_in(f"<p>Ring Kari Nordmann på 22 33 44 56 eller skriv til kari@nyby.no om {FNR}, sa leder-1.</p>")
    assert len(leaks) == 5
    for each in leaks:
        shown = letters(each.excerpt)
        assert not any(secret in shown for secret in ("nordmann", "223344", "karinybyno", FNR, "leder1"))


@pytest.mark.parametrize(
    "public", ["postmottak@nyby.example", "Rådhusplassen 1", "72 54 00 00", "+47 72 54 00 00", "leder-1 i klubben"]
)
def test_what_is_declared_public_may_stand(public: str) -> None:
    assert leaks_in(f"<p>Skriv til {public}.</p>") == ()


def test_what_is_public_hides_nothing_else() -> None:
    assert categories(leaks_in("<p>postmottak@nyby.example, leder-1 i klubben, leder-1</p>")) == {Category.INFORMANT}


def test_a_quote_that_somebody_else_may_say_is_no_leak() -> None:
    quote = next(iter(SECRETS.quotes))
    secrets = Secrets(quotes=SECRETS.quotes, cleared=frozenset({quote}))
    assert leaks_in(f"<p>{quote}</p>", secrets) == ()


def test_a_cleared_quote_may_be_quoted_and_nothing_more() -> None:
    said = "Ring Kari Nordmann på 22 33 44 56, for hun vet hvordan dette ble gjort."
    secrets = Secrets(names=SECRETS.names, quotes=frozenset({said}), cleared=frozenset({said}))
    assert categories(leaks_in(f"<p>{said}</p>", secrets)) == {Category.NAME, Category.PHONE}
