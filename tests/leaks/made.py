"""Numbers that pass their control digits, made here by the rules themselves, and files that hold them."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

FIRST, SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def identity(date: str, serial: int, remainder: int = 0) -> str:
    """Make the first identity number of a date (six digits, with whatever its kind adds) from a serial number on.

    `remainder` above 0 makes one by the control of 2032.
    """
    for number in range(serial, 1000):
        nine = f"{date}{number:03}"
        one = (remainder - weighted(nine, FIRST)) % 11
        two = -weighted(f"{nine}{one}", SECOND) % 11 if one < 10 else 10
        if two < 10:
            return f"{nine}{one}{two}"
    raise AssertionError(f"no number from {serial} on")


def account(ten: str) -> str:
    """Make an account number of the first ten digits that have a control digit."""
    for number in range(int(ten), int(ten) + 20):
        two = -weighted(f"{number:010}", SECOND) % 11
        if two < 10:
            return f"{number:010}{two}"
    raise AssertionError("unreachable")


def iban(number: str) -> str:
    """Make an IBAN of an account number."""
    return f"NO{98 - int(f'{number}232400') % 97:02}{number}"


def weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def spread(number: str, *sizes: int, by: str = " ") -> str:
    """Write a number in groups."""
    parts, place = [], 0
    for size in sizes:
        parts.append(number[place : place + size])
        place += size
    assert place == len(number)
    return by.join(parts)


FNR = identity("010190", 120)
DNR = identity("410190", 130)
HNR = identity("014190", 140)
SYNTHETIC = identity("018190", 150)
SYNTHETIC_D = identity("418190", 160)
DOLLY = identity("016690", 170)
NEW = identity("020132", 900, remainder=2)
FH = identity("812345", 600)
ACCOUNT = account("9710105432")


def base64_of(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


# --- images ---


def png(*chunks: tuple[bytes, bytes], after: bytes = b"") -> bytes:
    """Make a PNG of one pixel with further chunks."""
    head = (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = (b"IDAT", zlib.compress(b"\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(chunk, (head, *chunks, pixels, (b"IEND", b"")))) + after


def chunk(part: tuple[bytes, bytes]) -> bytes:
    name, content = part
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def jpeg(*segments: tuple[int, bytes], after: bytes = b"") -> bytes:
    """Make what stands around the picture of a JPEG."""
    parts = b"".join(b"\xff" + bytes([marker]) + struct.pack(">H", len(part) + 2) + part for marker, part in segments)
    return b"\xff\xd8" + parts + b"\xff\xda\x00\x02\x12\x34\xff\xd9" + after


def exif(tag: int, kind: int, content: bytes) -> bytes:
    """Make EXIF data of one entry."""
    head = b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00"
    return head + struct.pack("<HHII", tag, kind, len(content), 26) + b"\x00" * 4 + content


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        name + struct.pack("<I", len(part)) + part + b"\x00" * (len(part) % 2)
        for name, part in ((b"VP8L", b"\x2f\x00\x00\x00\x00"), *chunks)
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def gif(comment: bytes) -> bytes:
    head = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    return head + b"\x21\xfe" + bytes([len(comment)]) + comment + b"\x00" + b"\x3b"


def in_page(image: bytes, kind: str) -> str:
    return f'<p>Figur: <img alt="Søyler" src="data:image/{kind};base64,{base64_of(image)}"></p>'


# --- documents ---

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_WORD}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def word(body: str, **parts: str | bytes) -> bytes:
    """Make a DOCX of the body's markup; further parts by name, `__` for a slash and `_xml` for its ending."""
    written = {"[Content_Types].xml": _TYPES, "word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    written |= {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}  # type: ignore[dict-item]
    return archive(written)


def part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_SPACES}>{inside}</w:{root}>'


def para(*runs: str) -> str:
    return (
        "<w:p>" + "".join(each if each.startswith("<") else f"<w:r><w:t>{each}</w:t></w:r>" for each in runs) + "</w:p>"
    )


def archive(parts: "dict[str, str | bytes]", comment: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content)
        made.comment = comment
    return stream.getvalue()


def groupings(number: str) -> Iterator[str]:
    """Give an identity number in the ways people write it."""
    yield number
    yield spread(number, 6, 5)
    yield spread(number, 6, 5, by="-")
    yield spread(number, 6, 5, by=".")
    yield spread(number, 6, 5, by=" - ")
    yield spread(number, 2, 2, 2, 5)
    yield spread(number, 2, 2, 2, 5, by=".")
    yield f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:]}"
    yield spread(number, 6, 3, 2)
    yield spread(number, 3, 3, 3, 2)
    yield " ".join(number)
    yield ".".join(number)
