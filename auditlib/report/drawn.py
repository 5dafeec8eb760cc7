"""Each picture once: the two editions mostly show the same, and so does the report after the next edit.

The functions are those of `auditlib.pictures`; what they give follows from what they are given, which is the key.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from functools import wraps
from io import BytesIO
from typing import ParamSpec

from auditlib import pictures
from auditlib.language import language
from auditlib.pictures import Picture

_P = ParamSpec("_P")

_MOST = 500
_drawn: dict[bytes, Picture] = {}


def _once(draw: Callable[_P, Picture]) -> Callable[_P, Picture]:
    """Draw in the language that is spoken and remember it; what has no bytes of its own is drawn each time."""

    @wraps(draw)
    def drawn(*given: _P.args, **named: _P.kwargs) -> Picture:
        named.setdefault("language", language())
        try:
            key = _bytes_of((draw.__name__, given, sorted(named.items())))
        except (pickle.PicklingError, AttributeError, TypeError):
            return draw(*given, **named)
        if key not in _drawn:
            hand_over({key: draw(*given, **named)})
        return _drawn[key]

    return drawn


def _bytes_of(value: object) -> bytes:
    """Give bytes that are the same for equal values, whether or not their parts are one and the same object."""
    written = BytesIO()
    pickler = pickle.Pickler(written)
    pickler.fast = True  # writes what is met twice as often, and not as a note of where it was met
    pickler.dump(value)
    return written.getvalue()


groups = _once(pictures.groups)
matrix = _once(pictures.matrix)
picture_of = _once(pictures.picture_of)
stances = _once(pictures.stances)


def drawn_keys() -> frozenset[bytes]:
    """Give the keys of the pictures that are remembered."""
    return frozenset(_drawn)


def drawn_since(known: frozenset[bytes]) -> Mapping[bytes, Picture]:
    """Give the pictures that are not among the known, to hand them to another process."""
    return {key: each for key, each in _drawn.items() if key not in known}


def hand_over(others: Mapping[bytes, Picture]) -> None:
    """Take over what another process drew; the oldest are forgotten when there are many."""
    _drawn.update(others)
    for key in list(_drawn)[: max(0, len(_drawn) - _MOST)]:
        del _drawn[key]
