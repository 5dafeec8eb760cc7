"""Numbers: reading them as they are printed in Norwegian, and writing them in the language that is spoken."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from auditlib.language import Language, _, language

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
# Between groups of three, and before the decimals.
_MARKS: dict[Language, tuple[str, str]] = {"nb": (NO_BREAK_SPACE, ","), "nn": (NO_BREAK_SPACE, ","), "en": (",", ".")}

# Numbers written in letters. The words for one are articles too, and are left out.
_FROM_TWO = "to tre fire fem seks sju åtte ni ti elleve tolv".split()
COUNTING_WORDS = {word: number for number, word in enumerate(_FROM_TWO, 2)}

# Space, no-break space, narrow no-break space and thin space all occur between groups of three.
_GAP = "[ \u00a0\u202f\u2009]"
# An en dash is what a word processor makes of a typed minus.
_SIGN = "[+\\-\u2212\u2013]"
_NUMBER = re.compile(
    rf"(?P<sign>{_SIGN}?)"
    rf"(?P<whole>0|[1-9][0-9]{{0,2}}(?:{_GAP}[0-9]{{3}})+|[1-9][0-9]*)"
    r"(?:,(?P<fraction>[0-9]+))?"
    rf"(?P<percent>{_GAP}?%|{_GAP}prosent)?"
)

# Nothing printed comes near it, and Python does not write whole numbers of any length.
_MOST_CHARACTERS = 100


@dataclass(frozen=True)
class Number:
    """A number and how it was printed.

    `value` is the number itself (48.6 for `48,6 %`), `decimals` how many decimals were printed,
    `percent` whether a percent mark stood after it, and `text` the text that was read.
    """

    value: Decimal
    decimals: int
    percent: bool
    text: str


def read_number(text: str) -> Number | None:
    """Read a number written the Norwegian way, or return None.

    Accepts groups of three with a space between (`1 498`), a decimal comma, a sign (hyphen, minus, plus, or
    an en dash as minus) and `%` or `prosent` after. Refuses everything else: `1.498`, `1,2,3`, `12 34`,
    words, digits with a leading zero (`0301`), which are codes and not numbers, and more than a hundred
    characters.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None or len(text) > _MOST_CHARACTERS:
        return None
    sign = "" if match["sign"] in ("", "+") else "-"
    digits = re.sub(_GAP, "", match["whole"])
    fraction = match["fraction"] or ""
    value = Decimal(f"{sign}{digits}.{fraction}")
    return Number(value, len(fraction), match["percent"] is not None, text)


def round_half_up(value: Decimal | Fraction | int, decimals: int) -> Decimal:
    """Round to a number of decimals, halves away from zero, exactly at any size."""
    units = floor(abs(Fraction(value)) * 10**decimals + Fraction(1, 2))
    return Decimal(f"{'-' if value < 0 and units else ''}{units}E-{decimals}")


def format_number(value: Decimal | Fraction | int, decimals: int = 0, *, group_from: int = 4) -> str:
    """Write a number in the language that is spoken, rounded half up: `1 234,5`, `−3`; in English `1,234.5`.

    Groups are set off, in Norwegian with a no-break space, when the whole part has at least `group_from` digits. The
    minus is U+2212.
    """
    between, before = _MARKS[language()]
    rounded = round_half_up(value, decimals)
    whole, _, fraction = f"{rounded.copy_abs():f}".partition(".")
    if len(whole) >= group_from:
        whole = f"{Decimal(whole):,f}".replace(",", between)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{whole}{before}{fraction}" if fraction else f"{sign}{whole}"


def format_percent(value: Decimal | Fraction | int, decimals: int = 0) -> str:
    """Write a percentage with the word: 29 with one decimal is `29,0 prosent`."""
    return _("{number} prosent").format(number=format_number(value, decimals))
