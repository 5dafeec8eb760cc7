"""What an image says besides its picture: texts, comments, EXIF, XMP and whatever stands after its end.

PNG (Portable Network Graphics, third edition), JPEG (ITU-T T.81), GIF 89a, WebP and, in EXIF, TIFF 6.0. The picture
itself is not read: a name that is drawn is not found.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from auditlib.leaks.model import Category, Channel, Stretch, UncheckableError

_PNG = b"\x89PNG\r\n\x1a\n"
_PIXELS = (b"IDAT", b"fdAT", b"PLTE", b"tRNS", b"IHDR", b"IEND")
_PIXEL_CHUNKS = (b"VP8 ", b"VP8L", b"ALPH")
_MOST_TEXT = 20_000_000
_SHOWN = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\xff][\x00-\x03]){4,}"), re.compile(rb"(?:[\x00-\x03][\x20-\xff]){4,}")
_POSITION = 0x8825  # the tag of EXIF's table of positions


def is_image(data: bytes) -> bool:
    """Say whether these bytes are an image of a kind that is read here."""
    return data.startswith((_PNG, b"\xff\xd8\xff", b"GIF8")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def stretches_of(data: bytes, what: str) -> Iterator[Stretch]:
    """Give the texts in an image; `what` names the image."""
    kind, parts = (
        ("PNG", _png) if data.startswith(_PNG)
        else ("JPEG", _jpeg) if data.startswith(b"\xff\xd8")
        else ("WebP", _webp) if data[:4] == b"RIFF" and data[8:12] == b"WEBP"
        else ("GIF", _gif) if data.startswith(b"GIF8") else ("file", _whole)
    )  # fmt: skip
    for name, content in parts(data):
        where = f"{name} of {kind} in {what}"
        if has_position(content):
            yield Stretch("GPS position", where, Channel.PROSE, leak=Category.POSITION)
        yield from texts_in(content, where)


def texts_in(content: bytes, where: str) -> Iterator[Stretch]:
    """Give what can be read in bytes: as UTF-8 or Latin-1, and as both kinds of UTF-16."""
    found = b"\n".join(_SHOWN.findall(content))
    if found:
        yield Stretch(_decoded(found), where, Channel.PROSE, ((0, 0, 0),))
    for pattern, encoding in zip(_WIDE, ("utf-16-le", "utf-16-be"), strict=True):
        wide = "\n".join(each.decode(encoding, "replace") for each in pattern.findall(content))
        if wide:
            yield Stretch(wide, where, Channel.PROSE, ((0, 0, 0),))


def _decoded(found: bytes) -> str:
    try:
        return found.decode()
    except UnicodeDecodeError:
        return found.decode("latin-1")


def _whole(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "content", data


def _png(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give every chunk that is not picture; compressed texts are unpacked."""
    place = len(_PNG)
    while place + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[place : place + 8])
        content = data[place + 8 : place + 8 + length]
        place += 12 + length
        if name not in _PIXELS:
            yield name.decode("latin-1"), content + _unpacked(name, content)
        if name == b"IEND":
            break
    yield "end", data[place:]


def _unpacked(name: bytes, content: bytes) -> bytes:
    """Unpack what follows the keyword of a compressed chunk."""
    if name not in (b"zTXt", b"iTXt", b"iCCP"):
        return b""
    found = re.search(rb"\x78[\x01\x5e\x9c\xda]", content)
    if found is None:
        return b""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(content[found.start() :], _MOST_TEXT)
    except zlib.error:
        return b""
    if unpacker.unconsumed_tail:
        raise UncheckableError(f"a text in an image unpacks to more than {_MOST_TEXT // 10**6} MB")
    return b"\n" + text


def _jpeg(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give every segment before the picture, and what stands after it."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in (0xFF, 0x01) or 0xD0 <= marker <= 0xD8:
            place += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[place + 2 : place + 4])
        if marker == 0xFE or 0xE0 <= marker <= 0xEF:
            name = "comment" if marker == 0xFE else f"APP{marker - 0xE0}"
            yield name, data[place + 4 : place + 2 + length]
        place += 2 + length
        if marker == 0xDA:
            break
    end = data.rfind(b"\xff\xd9", place)
    yield "end", data[end + 2 :] if end >= 0 else b""


def _webp(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give every chunk that is not picture."""
    place = 12
    while place + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[place : place + 8])
        if name not in _PIXEL_CHUNKS:
            yield name.decode("latin-1").strip(), data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2
    yield "end", data[min(place, len(data)) :]


def _gif(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the comments and applications' blocks; the blocks of a GIF are at most 255 bytes, joined here."""
    for match in re.finditer(rb"\x21[\xfe\x01\xff]", data):
        place, joined = match.end(), b""
        while place < len(data) and data[place]:
            joined += data[place + 1 : place + 1 + data[place]]
            place += 1 + data[place]
        yield "comment", joined
    yield "end", data[data.rfind(b"\x3b") + 1 :]


def has_position(content: bytes) -> bool:
    """Say whether EXIF data holds a position: the tag stands in the first directory of its TIFF structure."""
    for mark, order in ((b"II*\x00", "<"), (b"MM\x00*", ">")):
        start = content.find(mark)
        if start < 0 or len(content) < start + 8:
            continue
        (offset,) = struct.unpack(f"{order}I", content[start + 4 : start + 8])
        directory = content[start + offset :]
        if len(directory) < 2:
            continue
        (count,) = struct.unpack(f"{order}H", directory[:2])
        tags = (directory[2 + 12 * each : 4 + 12 * each] for each in range(count))
        if any(len(tag) == 2 and struct.unpack(f"{order}H", tag)[0] == _POSITION for tag in tags):
            return True
    return False
