"""Reading a finished file down to its last layer: what stands in it, what that is encoded in, and what is embedded.

A stretch is read as it stands and then with each encoding that it may be in taken off, again and again: character
references, percent encoding, the escapes of scripts, JSON and style sheets, and base64, whose bytes may be an image, a
drawing, a page or an archive.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import urllib.parse
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from auditlib.leaks import images, markup, office
from auditlib.leaks.model import Channel, Stretch, UncheckableError

Kind = Literal["html", "docx", "svg", "image", "text"]

_DEEPEST = 6
_REFERENCE = re.compile(r"&(?:#|\w{2,8};)")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPE = re.compile(r"\\(?:u\{(?P<braced>[0-9A-Fa-f]{1,6})\}|[ux](?P<short>[0-9A-Fa-f]{4}|[0-9A-Fa-f]{2})|"
                     r"(?P<css>[0-9A-Fa-f]{1,6})\s?|(?P<plain>[^0-9A-Fa-fux\s]))")  # fmt: skip
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}(?:\s{1,8}[A-Za-z0-9+/_-]{12,})*={0,2}")
_DATA = re.compile(r"data:[\w.+-]*/?[\w.+;=-]*?(?P<base64>;\s*base64)?,(?P<content>[^\"'<>)\x00]*)", re.IGNORECASE)
_ENTITIES = re.compile(r"<!DOCTYPE[^>]*\[|<!ENTITY", re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z]")
_LEAST_SHOWN = 0.9
_ARCHIVE, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_ROOTS = (b"<svg", b"<?xml", b"<!doctype", b"<html")


def stretches_in(data: bytes, kind: Kind) -> Iterator[Stretch]:
    """Give every stretch of a finished file; raises UncheckableError when it cannot be read whole."""
    budget = office.Budget()
    if kind in ("html", "svg", "text"):
        text = _text_of(data)
        found = _page(text, "") if kind != "text" else iter([Stretch(text, "the text", Channel.PROSE, ((0, 1, 1),))])
    elif kind == "docx":
        if not data.startswith(_ARCHIVE):
            raise UncheckableError("it is not a DOCX file")
        found = _archive(data, "", budget, 0)
    else:
        found = images.stretches_of(data, "the file")
    for each in found:
        yield from _layers(each, budget, 0)


def source_of(data: bytes, kind: Kind) -> Stretch | None:
    """Give the source of a finished page or drawing, which is one of its stretches."""
    return markup.as_it_stands(_text_of(data)) if kind in ("html", "svg") else None


def _text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UncheckableError(f"it is not UTF-8: byte {error.start}") from error


def _page(text: str, what: str) -> Iterator[Stretch]:
    """Take a page or a drawing apart; one that declares entities could hide text in them."""
    if _ENTITIES.search(text):
        raise UncheckableError(f"a DOCTYPE declares entities{what}, which can hide text or grow without end")
    return markup.stretches_of(text, what)


def _layers(stretch: Stretch, budget: office.Budget, depth: int) -> Iterator[Stretch]:
    """Give a stretch, and what it holds when an encoding is taken off."""
    yield stretch
    if depth == _DEEPEST:
        return
    for content, how in _decoded(stretch):
        budget.spend(len(content))
        where = f"{stretch.where}, {how}"
        inner: Iterator[Stretch]
        if isinstance(content, bytes):
            inner = _binary(content, where, budget, depth + 1)
        elif how == _AS_MARKUP:
            inner = _page(content, f" in {where}")
        else:
            inner = iter([replace(stretch, text=content, where=where)])
        place = ((0, *stretch.place(0)),)
        for each in inner:
            yield from _layers(replace(each, marks=place, encoded=True), budget, depth + 1)


_AS_MARKUP = "read as markup"


def _decoded(stretch: Stretch) -> Iterator[tuple[str | bytes, str]]:
    """Give what a stretch says in each encoding it may be in, with the encoding's name.

    The source as it stands is left as it is: its parts are decoded where they stand.
    """
    text = stretch.text
    if stretch.channel is Channel.RAW:
        return
    for match in _DATA.finditer(text):
        content = urllib.parse.unquote_to_bytes(match["content"])
        yield (_from_base64(content.decode("latin-1")) or content) if match["base64"] else content, "data address"
    if _REFERENCE.search(text) and (plain := html.unescape(text)) != text:
        yield plain, "character references resolved"
    if _PERCENT.search(text):
        yield urllib.parse.unquote(text, errors="replace"), "percent encoding resolved"
    if "\\" in text and stretch.channel is Channel.CODE and (plain := _ESCAPE.sub(_unescaped, text)) != text:
        yield plain, "escapes resolved"
    if _TAG.search(text) and _AS_MARKUP not in stretch.where:
        yield text, _AS_MARKUP
    for match in _BASE64.finditer(_DATA.sub(" ", text)):
        content = _from_base64(match.group())
        if content and (_is_known(content) or _is_shown(content)):
            yield content, "base64"


def _unescaped(match: re.Match[str]) -> str:
    digits = match["braced"] or match["short"] or match["css"]
    if digits is None:
        return {"n": "\n", "t": " ", "r": " "}.get(match["plain"], match["plain"])
    code = int(digits, 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _from_base64(text: str) -> bytes:
    """Read base64 in either alphabet, whatever white space and padding it has; nothing when it is none."""
    joined = re.sub(r"\s", "", text).rstrip("=").replace("-", "+").replace("_", "/")
    if len(joined) % 4 == 1:
        joined = joined[:-1]
    try:
        return base64.b64decode(joined + "=" * (-len(joined) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_known(content: bytes) -> bool:
    return images.is_image(content) or content.startswith((_ARCHIVE, _GZIP))


def _is_shown(content: bytes) -> bool:
    """Say whether bytes are text, so that a long word is not taken for base64."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return len(content) > 8 and content[1::2].count(0) >= 0.8 * (len(content) // 2)
    return sum(char.isprintable() or char in "\t\n\r" for char in text) >= _LEAST_SHOWN * len(text)


def _binary(content: bytes, where: str, budget: office.Budget, depth: int) -> Iterator[Stretch]:
    """Read embedded bytes as what they are, whatever they are called."""
    if depth > _DEEPEST:
        raise UncheckableError(f"{where}: files in files, more than {_DEEPEST} deep")
    if images.is_image(content):
        return images.stretches_of(content, where)
    if content.startswith(_ARCHIVE):
        return _archive(content, f"{where}: ", budget, depth + 1)
    if content.startswith(_GZIP):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            plain = unpacker.decompress(content, max(budget.left, 1))
        except zlib.error:
            return images.texts_in(content, where)
        budget.spend(len(plain) + len(unpacker.unconsumed_tail))
        return _binary(plain, f"{where}, gzip", budget, depth + 1)
    if content[:200].lstrip().lower().startswith(_ROOTS) and (text := _as_text(content)):
        return _page(text, f" in {where}")
    return images.texts_in(content, where)


def _as_text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def _archive(data: bytes, what: str, budget: office.Budget, depth: int) -> Iterator[Stretch]:
    """Read every part of an archive."""
    if depth > _DEEPEST:
        raise UncheckableError(f"{what}archives in archives, more than {_DEEPEST} deep")
    for name, content in office.parts_of(data, budget):
        where = f"{what}{name}"
        if content.lstrip()[:1] == b"<" and content.lstrip()[:5].lower() != b"<html":
            yield from office.xml_stretches(content, where)
        elif content:
            yield from _binary(content, where, budget, depth)
