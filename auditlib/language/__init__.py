"""The language of what people read: bokmål is written in the code, nynorsk and English come from gettext catalogues.

`_("…")` gives a text in the language that is spoken now, and `speaking("nn")` speaks another inside a `with`. A text
that is written at import time, in a table, is marked with `later` and translated with `_` where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal, get_args

from auditlib.problems import UsageError

Language = Literal["nb", "nn", "en"]

SOURCE: Language = "nb"
LANGUAGES: tuple[Language, ...] = get_args(Language)
CATALOGUES = Path(__file__).parent / "catalogues"
_language: ContextVar[Language] = ContextVar("language", default=SOURCE)
_written: ContextVar[Language | None] = ContextVar("written", default=None)


def _(text: str) -> str:
    """Give a text in the language that is spoken now; the text itself is in bokmål, and none stays none."""
    spoken = _language.get()
    return text if spoken == SOURCE or not text else catalogue(spoken).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Give the form of a text that belongs to a count, in the language that is spoken now."""
    return catalogue(_language.get()).ngettext(one, many, count)


def later(text: str) -> str:
    """Mark a text for the catalogues; it is translated with `_` where it is used."""
    return text


def language() -> Language:
    """Give the code of the language that is spoken now."""
    return _language.get()


def known(code: str) -> Language:
    """Give a language by its code; raise UsageError for one that there are no texts in."""
    for each in LANGUAGES:
        if each == code:
            return each
    raise UsageError(f"there is no language `{code}`; choose one of {', '.join(LANGUAGES)}, for example nn")


def foreign() -> Language | None:
    """Give the language that the audit's own words are in, if it is not the one that is spoken."""
    own = _written.get()
    return None if own == _language.get() else own


@contextmanager
def speaking(code: Language, written: Language | None = None) -> Iterator[None]:
    """Speak a language inside a `with`; `written` is the one that the audit's own words are in, where that is known."""
    before, own = _language.set(code), _written.set(written or _written.get())
    try:
        yield
    finally:
        _language.reset(before)
        _written.reset(own)


@cache
def catalogue(code: Language) -> NullTranslations:
    """Read a language's catalogue, once; that of bokmål is empty, for the texts are written in it."""
    if code == SOURCE:
        return NullTranslations()
    with (CATALOGUES / f"{code}.mo").open("rb") as file:
        return GNUTranslations(file)
