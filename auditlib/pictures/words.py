"""How the pictures speak: their own words in bokmål, nynorsk and English, and names and numbers as they are shown."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable
from decimal import Decimal
from typing import get_args

from auditlib.language import Language
from auditlib.numbers import round_half_up
from auditlib.pictures.phrases import SAID
from auditlib.stats.explain import require, written

# what XML cannot hold
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = re.compile(r"[ \t\n\r]+")


def say(key: str, language: Language, **values: object) -> str:
    """Give the pictures' own words; raise StatsError for a language there are none in."""
    known = get_args(Language)
    require(language in known, "language", language, f"one of {', '.join(known)}")
    return SAID[key][known.index(language)].format(**values)


def plain(text: str) -> str:
    """Give a text on one line, with what XML cannot hold replaced."""
    return _SPACE.sub(" ", _UNWRITABLE.sub("\ufffd", str(text))).strip(" ")


def wrapped(text: str, letters: int) -> list[str]:
    """Break a text into lines of so many letters at most; one line for an empty text."""
    return textwrap.wrap(plain(text), letters, break_on_hyphens=True) or [""]


def as_printed(value: float, language: Language) -> str:
    """Write a number with the decimals it has."""
    text = f"{Decimal(f'{value:.10g}'):f}"
    return written(Decimal(text), len(text.partition(".")[2]), language)


def decimals_in(values: Iterable[float], most: int = 3) -> int:
    """Give how many decimals the numbers have between them, up to a limit."""
    exponents = (Decimal(f"{value:.10g}").normalize().as_tuple().exponent for value in values)
    return min(most, max((-each for each in exponents if isinstance(each, int) and each < 0), default=0))


def shown(value: float | Decimal | None, decimals: int, language: Language) -> str:
    """Write a number with so many decimals, and up to three more where it would look like 0; None is missing."""
    if value is None:
        return say("not given", language)
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    places = next((d for d in range(decimals, decimals + 4) if round_half_up(exact, d)), decimals)
    return written(exact, places, language)


def spread(lower: float, upper: float, decimals: int, language: Language) -> str:
    """Write an interval in little room: `21,5–69,2`; in words where a limit is below 0 or missing."""
    low, high = (shown(each, decimals, language) for each in (lower, upper))
    if math.isinf(lower) or math.isinf(upper):
        ends = (
            "no limits"
            if math.isinf(lower) and math.isinf(upper)
            else "below limit"
            if math.isinf(lower)
            else "above limit"
        )
        return say(ends, language, low=low, high=high)
    return f"{low}–{high}" if lower >= 0 else say("from to", language, low=low, high=high)


def level(confidence: float | None, language: Language) -> str:
    """Write a level of confidence: `95 % KI`, `95% CI`; nothing where limits are certain."""
    return "" if confidence is None else say("level", language, level=as_printed(100 * confidence, language))


def listed(names: Iterable[str], language: Language) -> str:
    """List names in a sentence."""
    *most, last = names
    return say("and", language, first=", ".join(most), last=last) if most else last


def sentence(text: str) -> str:
    """Begin a text with a capital letter and end it with a full stop."""
    opened = text[:1].upper() + text[1:]
    return opened if not opened or opened.endswith((".", "!", "?")) else f"{opened}."
