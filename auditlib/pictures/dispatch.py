"""The picture of a result, whatever the result is."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from auditlib.pictures.picture import Picture
from auditlib.stats.explain import StatsError


@singledispatch
def picture_of(result: object, **options: Any) -> Picture:
    """Give the picture of a statistical result.

    Every picture takes `language` (`nb`, `nn`, `en`) and `title`; further options are those of the function that is
    registered for the kind of result. To give a new kind of result its picture, register a function for its class
    beside the pictures it is like, with `@picture_of.register`.

    Raises StatsError for what has no picture.
    """
    raise StatsError("result", type(result).__name__, "a result of auditlib.stats that has a picture")
