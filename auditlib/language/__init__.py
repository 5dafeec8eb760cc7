"""The language of what people read: bokmål is written in the code, nynorsk and English come from gettext catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

SOURCE = "nb"
LANGUAGES = ("nb", "nn", "en")
_CATALOGUES = Path(__file__).parent / "catalogues"
_language: ContextVar[str] = ContextVar("language", default=SOURCE)


def _(text: str) -> str:
    """Give a text in the language that is spoken now; the text itself is in bokmål."""
    return _catalogue(_language.get()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Give the form of a text that belongs to a count, in the language that is spoken now."""
    return _catalogue(_language.get()).ngettext(one, many, count)


def language() -> str:
    """Give the code of the language that is spoken now."""
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language inside a `with`."""
    before = _language.set(code)
    try:
        yield
    finally:
        _language.reset(before)


@cache
def _catalogue(code: str) -> NullTranslations:
    path = _CATALOGUES / f"{code}.mo"
    if code == SOURCE:
        return NullTranslations()
    with path.open("rb") as file:
        return GNUTranslations(file)
