"""Stamps: the hash of an item's canonical content.

Two items have the same stamp when they say the same, wherever they stand and however they are laid out; a judgement
can therefore be compared with what it rested on when it was made.
"""

from __future__ import annotations

import hashlib
import json

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stamp(content: object) -> str:
    """Give the SHA-256 of plain content (mappings, sequences, text, numbers), white space in texts folded."""
    return hashlib.sha256(_CANONICAL.encode(_fold(content)).encode()).hexdigest()


def short(full: str) -> str:
    """Give the first twelve digits, which is what people compare by eye."""
    return full[:12]


def _fold(value: object) -> object:
    """Fold white space in every text, so that a moved line break changes nothing."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {str(key): _fold(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_fold(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)
