"""The picture of a result, whatever the result is."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch
from importlib import import_module
from typing import Any, get_args

from auditlib.language import Language
from auditlib.pictures.picture import Picture
from auditlib.stats.explain import StatsError, require

# Pictures of what takes a quarter of a second to load: whoever has such a result has loaded it.
_LATER = {"auditlib.stats.disclosure": "auditlib.pictures.disclosure"}


@singledispatch
def draws(result: object, **_: Any) -> Picture:
    """Draw a result; to give a new kind its picture, register a function for it beside the pictures it is like."""
    raise StatsError("result", type(result).__name__, "a result of auditlib.stats that has a picture")


def drawing_of(kind: type) -> Callable[..., Picture]:
    """Give the function that draws a kind of result; one that draws nothing refuses."""
    for package, pictures in _LATER.items():
        if kind.__module__.startswith(package):
            import_module(pictures)
    return draws.dispatch(kind)


def picture_of(result: object, *, language: Language = "nb", **options: Any) -> Picture:
    """Give the picture of a statistical result, of a measurement or of a table over years.

    Args:
        result: what is to be drawn.
        language: of the picture's own words.
        options: those of the function that draws this kind of result; `title` for every kind, and for some what the
            result does not hold, such as the `values` that breaks were looked for in.

    Raises StatsError for what has no picture, for a language there are no words in, and for values that are not those
    of the result.
    """
    require(language in get_args(Language), "language", language, f"one of {', '.join(get_args(Language))}")
    return drawing_of(type(result))(result, language=language, **options)
