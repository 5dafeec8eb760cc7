"""Running text as sentences of words, marks, years and quantities, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction

from auditlib.checks.recalc.intervals import Interval, add_up
from auditlib.checks.recalc.prose import norwegian
from auditlib.numbers import Number, read_number

_GAP = "[ \u00a0\u202f\u2009]"
_TOKEN = re.compile(
    rf"""
    (?P<unread>\d[\d.,]{{0,30}}[/–-][\d.,/–-]{{0,30}}\d | \d+(?:\.\d+)+\.? | \d+-[^\W\d_][\w-]*
        | [^\W\d_]+[-.]?\d[\w.-]*)
    | (?P<number>(?:(?<![^\s(«])[+\-−–])?(?<!\w)(?:\d{{1,3}}(?:{_GAP}\d{{3}})+|\d+)(?:,\d+)?(?!\w))
    | (?P<word>%-poeng | (?:{"|".join(map(re.escape, norwegian.ABBREVIATIONS))})\.(?!\w)
        | [^\W\d_]+(?:[-–][^\W\d_]+)*)
    | (?P<alnum>\w+)
    | (?P<mark>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Markup that hides nothing is read past; its place is kept so that lines and columns stay right.
_MARKUP = re.compile(r"[*_`]+|\]\([^)\s]{0,500}\)|\]\{[^}]{0,500}\}|\[(?=[^\]]{0,500}\][({])|<[^<>\s][^<>]{0,500}>")
_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?:[-+#|•>]|\d+[.)]\s)")
_ENDS = frozenset(".!?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


class Unit(Enum):
    """What a number in a text is a number of."""

    NONE = auto()
    PERCENT = auto()
    POINTS = auto()
    MONEY = auto()


class Hedge(Enum):
    """How firmly a number is stated: «44», «om lag 44», «over 44»."""

    NONE = auto()
    ABOUT = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, what it counts, and how firmly it is stated; `scale` is 10**6 for millions."""

    number: Number
    unit: Unit = Unit.NONE
    noun: str = ""
    scale: int = 1
    hedge: Hedge = Hedge.NONE
    in_words: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is a plain whole number, which may count something."""
        return self.unit is Unit.NONE and self.scale == 1 and not self.number.decimals

    @property
    def value(self) -> Fraction:
        """The number as stated, in its own unit."""
        return Fraction(self.number.value) * Fraction(self.scale)

    def interval(self, *, exact: bool = False) -> Interval:
        """Give every value that may have been rounded to the number, as many more as «om lag» allows."""
        stated = add_up([self.number], before_rounding=not exact)
        if self.hedge is Hedge.ABOUT:
            leeway = _leeway(self.number)
            stated = Interval(stated.low - leeway, stated.high + leeway)
        return stated.scaled(self.scale)


def _leeway(number: Number) -> Fraction:
    """Give a unit of the last digit, and half a ten, hundred … for a number that ends in noughts."""
    digits = str(int(abs(number.value).scaleb(number.decimals)))
    noughts = len(digits) - len(digits.rstrip("0"))
    return max(Fraction(1), Fraction(10**noughts, 2)) / Fraction(10**number.decimals)


class Sort(Enum):
    """What an element of a sentence is; an unread one is a range, a date, a reference or a misprint."""

    WORD = auto()
    MARK = auto()
    YEAR = auto()
    UNREAD = auto()
    QUANTITY = auto()


@dataclass(frozen=True, slots=True)
class Element:
    """A word, mark, year or quantity; `text` is in lower case, `start` and `end` its place in the whole text."""

    sort: Sort
    text: str
    start: int
    end: int
    quantity: Quantity | None = None
    capital: bool = False


Sentence = tuple[Element, ...]


def read_sentences(text: str) -> Iterator[tuple[Sentence, ...]]:
    """Yield each paragraph as its sentences."""
    plain = _MARKUP.sub(lambda match: " " * len(match.group()), text)
    start = 0
    for end in [*(match.start() for match in _PARAGRAPH.finditer(plain)), len(plain)]:
        tokens = [_token(match) for match in _TOKEN.finditer(plain, start, end)]
        if tokens:
            yield tuple(_quantified(part) for part in _parts(tokens))
        start = end


def _token(match: re.Match[str]) -> Element:
    text = " ".join(match.group().split())
    start, end, lower = match.start(), match.end(), text.casefold()
    match match.lastgroup:
        case "number":
            number = read_number(text)
            if number is not None:
                return Element(Sort.QUANTITY, lower, start, end, Quantity(number))
            return Element(Sort.UNREAD, lower, start, end)
        case "word" if lower in norwegian.NUMBERS:
            number = Number(Decimal(norwegian.NUMBERS[lower]), 0, False, text)
            return Element(Sort.QUANTITY, lower, start, end, Quantity(number, in_words=True), text[0].isupper())
        case "word":
            return Element(Sort.WORD, lower.replace(".", ""), start, end, capital=text[0].isupper())
        case "mark":
            return Element(Sort.MARK, text, start, end)
        case _:
            return Element(Sort.UNREAD, lower, start, end)


def _parts(tokens: list[Element]) -> Iterator[list[Element]]:
    """Divide a paragraph where a sentence ends: at a stop that no small letter follows."""
    part: list[Element] = []
    for place, token in enumerate(tokens):
        part.append(token)
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.sort is Sort.MARK and token.text in _ENDS and not _goes_on(following):
            yield part
            part = []
    if part:
        yield part


def _goes_on(following: Element | None) -> bool:
    return following is not None and following.sort is Sort.WORD and not following.capital


def _quantified(tokens: list[Element]) -> Sentence:
    """Join numbers with their hedges and units, and tell years from quantities."""
    elements: list[Element] = []
    place = 0
    while place < len(tokens):
        element, place = tokens[place], place + 1
        if element.quantity is not None:
            element, place = _with_unit(element, tokens, place)
            if _is_year(element):
                element = replace(element, sort=Sort.YEAR, quantity=None)
            else:
                element = _with_hedge(element, elements)
        elements.append(element)
    return tuple(elements)


def _with_unit(element: Element, tokens: list[Element], place: int) -> tuple[Element, int]:
    """Give the element with its unit, and the place of what follows."""
    quantity = element.quantity
    assert quantity is not None
    following = [token.text for token in tokens[place : place + 2]] + ["", ""]
    first, second = following[:2]
    used = 0
    if first in norwegian.POINTS:
        quantity, used = replace(quantity, unit=Unit.POINTS), 1
    elif first in norwegian.PERCENT:
        points = second == norwegian.POINT
        quantity, used = replace(quantity, unit=Unit.POINTS if points else Unit.PERCENT), 1 + points
    else:
        if first in norwegian.SCALES:
            quantity, used = replace(quantity, scale=norwegian.SCALES[first]), 1
        if following[used] in norwegian.MONEY:
            quantity, used = replace(quantity, unit=Unit.MONEY), used + 1
    noun = tokens[place + used] if place + used < len(tokens) else None
    if noun and quantity.unit is Unit.NONE and noun.sort is Sort.WORD and noun.text not in norwegian.NOT_COUNTED:
        quantity = replace(quantity, noun=noun.text)
    end = tokens[place + used - 1].end
    return replace(element, end=end, quantity=quantity), place + used


def _is_year(element: Element) -> bool:
    quantity = element.quantity
    assert quantity is not None
    plain = quantity.is_whole and element.text.isdigit() and not norwegian.is_counted(quantity.noun)
    return plain and _FIRST_YEAR <= quantity.number.value <= _LAST_YEAR


def _with_hedge(element: Element, before: list[Element]) -> Element:
    """Take the words that hedge a quantity, and a «kr», off the end of what was read before it."""
    quantity = element.quantity
    assert quantity is not None
    if before and before[-1].sort is Sort.WORD and before[-1].text in norwegian.MONEY and quantity.unit is Unit.NONE:
        before.pop()
        quantity = replace(quantity, unit=Unit.MONEY, noun="")
    for count in range(min(norwegian.LONGEST_HEDGE, len(before)), 0, -1):
        phrase = " ".join(each.text for each in before[-count:])
        hedges = ((norwegian.ABOUT, Hedge.ABOUT), (norwegian.OPEN_ENDED, Hedge.OPEN))
        hedge = next((hedge for phrases, hedge in hedges if phrase in phrases), None)
        if hedge is not None:
            del before[-count:]
            quantity = replace(quantity, hedge=hedge)
            break
    return replace(element, quantity=quantity)
