"""Stamps: the hash of an item's canonical content.

Two items have the same stamp when they say the same, wherever they stand and however they are laid out; a judgement
can therefore be compared with what it rested on when it was made.
"""

from __future__ import annotations

import hashlib
import json
import re

_SPACE = re.compile(r"\s+")


def stamp(content: object) -> str:
    """Give the SHA-256 of plain content (mappings, sequences, text, numbers), white space in texts folded."""
    canonical = json.dumps(_fold(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def short(full: str) -> str:
    """Give the first twelve digits, which is what people compare by eye."""
    return full[:12]


def _fold(value: object) -> object:
    """Fold white space in every text, so that a moved line break changes nothing."""
    if isinstance(value, str):
        return _SPACE.sub(" ", value).strip()
    if isinstance(value, dict):
        return {str(key): _fold(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_fold(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)
