"""«fra 57,0 til 71,6 prosent»: from what a figure went, and to what."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from auditlib.checks.recalc.intervals import Interval
from auditlib.checks.recalc.prose import norwegian
from auditlib.checks.recalc.prose.elements import Element, Hedge, Quantity, Sentence, Sort, Unit

_MOST_BETWEEN = 10  # elements from the first number to «til»
_MOST_BEFORE_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Range:
    """What a figure was before and after, and which elements of the sentence say so, the last one excluded."""

    before: Quantity
    after: Quantity
    first: int
    last: int
    counts: bool

    @property
    def of_percentages(self) -> bool:
        """Whether the two are percentages."""
        return self.before.unit is Unit.PERCENT

    @property
    def may_be_percentages(self) -> bool:
        """Whether the two are percentages, or plain numbers that could be."""
        bare = not (self.before.noun or self.after.noun)
        plain = bare and self.before.unit is Unit.NONE and self.before.scale == 1
        return self.of_percentages or (plain and max(self.before.value, self.after.value) <= 100)

    @property
    def difference(self) -> Fraction:
        """How much it changed, with its sign."""
        return self.after.value - self.before.value

    @property
    def relative(self) -> Fraction:
        """How much it changed in percent of what it was."""
        return self.difference * 100 / self.before.value

    def ends(self) -> tuple[Interval, Interval]:
        """Give every value the two may have been rounded from; what is counted is exact."""
        return self.before.interval(exact=self.counts), self.after.interval(exact=self.counts)


def find_ranges(sentence: Sentence) -> list[Range]:
    """Find what goes from one number to another, in the order of the sentence, where the two can be compared."""
    found: list[Range] = []
    for place, element in enumerate(sentence):
        if found and place < found[-1].last:
            continue
        if element.text in norwegian.FROM:
            found.extend(_from_to(sentence, place))
        elif element.text == norwegian.TO:
            found.extend(_to_from(sentence, place))
    return found


def _from_to(sentence: Sentence, place: int) -> Iterator[Range]:
    start = _level_at(sentence, place + 1)
    if start is None:
        return
    end = _level_after(sentence, start + 1, frozenset({norwegian.TO}))
    if end is not None:
        yield from _comparable(sentence, (start, end), place, end + 1)


def _to_from(sentence: Sentence, place: int) -> Iterator[Range]:
    """Read «til 71,6 prosent, fra 57,0», unless what follows «fra» goes on to another number."""
    end = _level_at(sentence, place + 1)
    start = None if end is None else _level_after(sentence, end + 1, norwegian.FROM)
    if end is None or start is None or _level_after(sentence, start + 1, frozenset({norwegian.TO})) is not None:
        return
    yield from _comparable(sentence, (start, end), place, start + 1)


def _level_at(sentence: Sentence, place: int) -> int | None:
    """Give the place of a number that stands here, or after «en andel på»."""
    for each in range(place, min(place + _MOST_BEFORE_LEVEL + 1, len(sentence))):
        if sentence[each].quantity is not None:
            return each
        if sentence[each].text not in norwegian.BEFORE_LEVEL:
            return None
    return None


def _level_after(sentence: Sentence, place: int, words: frozenset[str]) -> int | None:
    """Give the place of the number that follows one of the words, when only words and years stand before it."""
    for each in range(place, min(place + _MOST_BETWEEN + 1, len(sentence))):
        element = sentence[each]
        if element.text in words:
            level = _level_at(sentence, each + 1)
            if level is not None or _is_year_at(sentence, each + 1):
                return level
        if not _may_stand_between(element):
            return None
    return None


def _is_year_at(sentence: Sentence, place: int) -> bool:
    return place < len(sentence) and sentence[place].sort is Sort.YEAR


def _may_stand_between(element: Element) -> bool:
    if element.sort is Sort.MARK:
        return element.text in "(),"
    plain = element.sort in (Sort.WORD, Sort.YEAR)
    return plain and element.text not in norwegian.BREAKS_AFTER_RANGE and element.text != norwegian.AND


def _comparable(sentence: Sentence, levels: tuple[int, int], first: int, last: int) -> Iterator[Range]:
    before, after = (sentence[place].quantity for place in levels)
    if before is None or after is None:
        return
    same = _in_one_unit(before, after)
    if same is None or Hedge.OPEN in (before.hedge, after.hedge) or after.noun in norwegian.SPANS:
        return
    if last < len(sentence) and sentence[last].text.startswith(norwegian.POST):
        return
    whole = before.is_whole and after.is_whole
    counted = norwegian.is_counted(before.noun) or norwegian.is_counted(after.noun)
    named = any(norwegian.COUNTING.fullmatch(element.text) for element in sentence[:first])
    yield Range(*same, first, last, whole and (counted or named))


def _in_one_unit(before: Quantity, after: Quantity) -> tuple[Quantity, Quantity] | None:
    """Give the unit of one to the other where it has none; None where the units differ."""
    if Unit.POINTS in (before.unit, after.unit):
        return None
    for given, other in ((before, after), (after, before)):
        bare = other.is_whole or (other.unit is Unit.NONE and other.scale == 1)
        if given.unit is not other.unit and bare and not norwegian.is_counted(other.noun):
            lent = replace(other, unit=given.unit, scale=given.scale, noun="")
            return (before, lent) if given is before else (lent, after)
        if given.unit is other.unit and given.scale != 1 and bare:
            lent = replace(other, scale=given.scale)
            return (before, lent) if given is before else (lent, after)
    return (before, after) if before.unit is after.unit else None
