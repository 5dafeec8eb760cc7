"""Bookmarks: the page's anchors as names that Word accepts, and back again.

A bookmark's name has letters, digits and `_`, at most 40 of them, and case does not tell two apart. Those that begin
with `_` are hidden. An item's id stays readable: `F12` is `F12`, and `K5.7` is `K5_2e7`, where `_2e` is the byte of
the full stop.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

_LONGEST = 40
_ESCAPED = re.compile(r"(?:_[0-9a-f]{2})+")


def bookmark_name(anchor: str) -> str:
    """Give the bookmark of an anchor; one that is too long, or no item's, is a digest."""
    if anchor.startswith("_"):
        return f"_{_digest(anchor)}"
    name = "".join(each if each.isalnum() else _escape(each) for each in anchor)
    return name if name[:1].isalpha() and len(name) <= _LONGEST else digest_name(anchor)


def digest_name(anchor: str) -> str:
    """Give the bookmark of an item whose readable name is too long or taken."""
    return f"item_h{_digest(anchor)}"


def item_of(name: str) -> str:
    """Read the item's id from a bookmark, or give nothing when it is not an item's or only a digest."""
    if name.startswith("_"):
        return ""
    try:
        found = _ESCAPED.sub(lambda match: bytes.fromhex(match[0].replace("_", "")).decode(), name)
    except ValueError:
        return ""
    return found if bookmark_name(found) == name else ""


def items_by_name(ids: Iterable[str]) -> dict[str, str]:
    """Give the ids by all names their bookmarks can have, in lower case."""
    return {name.lower(): each for each in ids for name in (digest_name(each), bookmark_name(each))}


def _escape(sign: str) -> str:
    return "".join(f"_{byte:02x}" for byte in sign.encode())


def _digest(anchor: str) -> str:
    return hashlib.sha256(anchor.encode()).hexdigest()[:20]


class Bookmarks:
    """The bookmarks of one document: each anchor once, each with a number of its own."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._last = 0

    def name(self, anchor: str) -> str:
        """Give the name of an anchor, the same each time."""
        if anchor not in self.names:
            wanted = bookmark_name(anchor)
            found = digest_name(anchor) if wanted.lower() in self._taken else wanted
            self._taken.add(found.lower())
            self.names[anchor] = found
        return self.names[anchor]

    def number(self) -> int:
        """Give the next bookmark's number."""
        self._last += 1
        return self._last
