"""What cannot be read whole is refused with its reason: nobody knows what it lets out."""

import gzip
import io
import zipfile
import zlib

import pytest

from auditlib.leaks import Secrets, UncheckableError, find_leaks
from auditlib.leaks.reading import Kind
from tests.leaks.made import archive, base64_of, png, word


def bomb(times: int = 400) -> bytes:
    """A part that unpacks to a thousand times its size."""
    return archive({"word/document.xml": b"<a>" + b" " * (times << 20) + b"</a>"})


def nested(depth: int) -> bytes:
    inside = word("")
    for _ in range(depth):
        inside = archive({"a.docx": inside})
    return inside


def lying() -> bytes:
    """An archive whose directory says that a part of a megabyte holds one byte."""
    made = bytearray(archive({"word/document.xml": b"<a>" + bytes(range(65, 91)) * 40_000 + b"</a>"}))
    place = made.rindex(b"PK\x01\x02")
    made[place + 24 : place + 28] = b"\x01\x00\x00\x00"
    return bytes(made)


def locked() -> bytes:
    made = bytearray(word(""))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.index(mark)
        made[place + offset] |= 1
    return bytes(made)


def crowded() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for number in range(10_001):
            made.writestr(f"{number}", b"")
    return stream.getvalue()


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><a>&b;&b;</a>'
BAD = {
    "zip bomb": ("docx", bomb(), "unpacks to more than"),
    "archives in archives": ("docx", nested(9), "deep"),
    "a lie about the size": ("docx", lying(), "not a readable archive: Bad CRC-32"),
    "locked": ("docx", locked(), "encrypted"),
    "too many parts": ("docx", crowded(), "more than 10000 parts"),
    "cut off": ("docx", word("")[:-40], "not a readable archive"),
    "no archive": ("docx", b"%PDF-1.7", "not a DOCX file"),
    "a broken part": ("docx", word("<w:p>"), "not readable XML"),
    "a wrong sum": ("docx", word("x" * 100).replace(b"PK\x01\x02", b"PK\x01\x03"), "not a readable archive"),
    "entities in a document": ("docx", archive({"word/document.xml": LAUGHS}), "DOCTYPE"),
    "an outer entity": (
        "docx", archive({"word/document.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}), "DOCTYPE",
    ),
    "depth": ("docx", archive({"word/document.xml": "<a>" * 300 + "</a>" * 300}), "in each other"),
    "entities in a drawing": ("svg", LAUGHS.encode(), "entities"),
    "entities in an embedded drawing": (
        "html", f'<img src="data:image/svg+xml;base64,{base64_of(LAUGHS)}">'.encode(), "entities",
    ),
    "not UTF-8": ("html", b"<p>\xe6\xf8\xe5</p>", "not UTF-8: byte 3"),
    "UTF-16": ("html", "<p>Kari</p>".encode("utf-16"), "not UTF-8"),
    "a packed text in an image": (
        "image", png((b"zTXt", b"a\x00\x00" + zlib.compress(b" " * 30_000_000))), "unpacks to more than 20 MB",
    ),
    "a gzip bomb": (
        "html", f'<p data-x="{base64_of(gzip.compress(b" " * 310_000_000, 9))}">'.encode(), "more than 300 MB",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_the_reason(case: str) -> None:
    kind, data, reason = BAD[case]
    with pytest.raises(UncheckableError, match=reason):
        find_leaks(data, kind, Secrets())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"GIF89a",
        b"\xff\xd8\xff\xe1\xff\xff",
        png()[:40],
    ],
)
def test_a_broken_image_holds_nothing(data: bytes) -> None:
    assert find_leaks(data, "image", Secrets()) == ()


@pytest.mark.parametrize("kind", ["html", "svg", "text"])
def test_an_empty_file_holds_nothing(kind: Kind) -> None:
    assert find_leaks(b"", kind, Secrets()) == ()
