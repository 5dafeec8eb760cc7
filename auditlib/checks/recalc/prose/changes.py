"""«økte 14,6 prosent, fra 57,0 til 71,6 prosent»: a stated change and the range it is of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditlib.checks.recalc.prose import norwegian
from auditlib.checks.recalc.prose.elements import Element, Hedge, Quantity, Sentence, Sort, Unit
from auditlib.checks.recalc.prose.ranges import Range, find_ranges

_REACH = 12  # elements from the word for a change to its figure, and from a figure to its range
_MARKS_IN_GAP = frozenset({",", "(", "–", "-", "—"})
_OPENING = frozenset({"(", "–", "-", "—", "="})
_AND_SO_ON = frozenset({",", "(", "eller", "altså", "dvs", "det", "vil", "si", "seie", "og"})


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A change in percent or percentage points, said of a range; `direction` is 1, -1, or 0 where none is said.

    A loose one is a bare percentage after the range, which may be a share of something else.
    """

    of: Range
    change: Element
    direction: int
    is_loose: bool = False

    @property
    def quantity(self) -> Quantity:
        """The change as stated."""
        assert self.change.quantity is not None
        return self.change.quantity


@dataclass(frozen=True, slots=True)
class _Word:
    """A word for a change, where it stands, and whether it is a noun."""

    place: int
    direction: int
    is_noun: bool


def find_changes(sentences: tuple[Sentence, ...]) -> Iterator[StatedChange]:
    """Find the changes that a paragraph states together with what they are changes of.

    A change that could belong to two ranges, or whose range does not stand beside it, is left.
    """
    before: list[Range] = []
    for sentence in sentences:
        ranges = find_ranges(sentence)
        if not any(norwegian.is_adjusted(element.text) for element in sentence):
            yield from _in_sentence(sentence, ranges)
            if not ranges and len(before) == 1:
                yield from _pointing_back(sentence, before[0])
        before = ranges


def _in_sentence(sentence: Sentence, ranges: list[Range]) -> Iterator[StatedChange]:
    earlier: tuple[int, StatedChange] | None = None
    for place in _figures_of_change(sentence, ranges):
        near = _near(place, ranges)
        stated = [each for range_ in near for each in _linked(sentence, place, range_, near)]
        if not stated and earlier and _only(sentence, earlier[0] + 1, place, _AND_SO_ON):
            stated = [replace(earlier[1], change=sentence[place])]
        if len(stated) == 1:
            earlier = place, stated[0]
            yield stated[0]


def _near(place: int, ranges: list[Range]) -> list[Range]:
    """Give the two ranges before a place and the one after."""
    before = [each for each in ranges if each.last <= place]
    return before[-2:] + [each for each in ranges if each.first > place][:1]


def _figures_of_change(sentence: Sentence, ranges: list[Range]) -> Iterator[int]:
    """Yield the places of percentages and points that may be a change, and are none of the levels."""
    levels = {at for each in ranges for at in range(each.first, each.last)}
    for place, element in enumerate(sentence):
        quantity = element.quantity
        if place in levels or quantity is None or not _is_change(element) or quantity.hedge is Hedge.OPEN:
            continue
        following = [each.text for each in sentence[place + 1 : place + 3]]
        rate = following[:1] == ["i"] and following[1:] and following[1] in norwegian.AVERAGE
        if not rate and not norwegian.OTHER_FIGURE_AFTER.intersection(following[:1]):
            yield place


def _linked(sentence: Sentence, place: int, range_: Range, ranges: list[Range]) -> Iterator[StatedChange]:
    if place < range_.first:
        word = _word_before(sentence, place, ranges)
        if word is not None and _leads_on(sentence, place + 1, range_.first):
            yield StatedChange(range_, sentence[place], word.direction)
    elif range_.last <= place and not _is_one_of_several(sentence, range_, ranges):
        yield from _stated_after(sentence, place, range_, ranges)


def _is_one_of_several(sentence: Sentence, range_: Range, ranges: list[Range]) -> bool:
    """Tell whether another range stands before, with no change of its own between the two."""
    earlier = [each for each in ranges if each.last <= range_.first]
    return bool(earlier) and not any(_is_change(each) for each in sentence[earlier[-1].last : range_.first])


def _leads_on(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether what stands between a change and its range begins nothing else."""
    gap = sentence[start:end]
    if len(gap) > _REACH:
        return False
    for before, element, following in zip(
        sentence[start - 1 : end - 1], gap, sentence[start + 1 : end + 1], strict=True
    ):
        if element.sort is Sort.MARK:
            in_place = following.text in norwegian.AFTER_COMMA or following.sort is Sort.YEAR or _is_change(following)
            if element.text != ")" and not (element.text in _MARKS_IN_GAP and in_place):
                return False
        elif _is_change(element):
            if before.text not in _AND_SO_ON:
                return False
        elif element.sort is not Sort.YEAR and (element.sort is not Sort.WORD or _begins_another(element.text)):
            return False
    lists = [at for at, element in enumerate(gap) if element.text == norwegian.AND]
    return not lists or any(element.text == "," for element in gap[lists[-1] :])


def _is_change(element: Element) -> bool:
    return element.quantity is not None and element.quantity.unit in (Unit.PERCENT, Unit.POINTS)


def _begins_another(word: str) -> bool:
    changes = norwegian.direction_of_verb(word) is not None or norwegian.direction_of_noun(word) is not None
    return changes or word in norwegian.BREAKS_AFTER_CHANGE


def _word_before(sentence: Sentence, place: int, ranges: list[Range], stop: int = 0) -> _Word | None:
    """Find the word that makes a figure a change, to its left; ranges are passed over."""
    first = max(place - _REACH, stop)
    within = {at for each in ranges for at in range(each.first, each.last)}
    for at in range(place - 1, first - 1, -1):
        element = sentence[at]
        if at in within:
            continue
        word = _word_of_change(sentence, at)
        if word is not None:
            return word if _governs(sentence, word, place) else None
        if element.text in norwegian.BREAKS_AFTER_RANGE | norwegian.AVERAGE:
            return None
        if element.quantity or element.sort is Sort.UNREAD or element.sort is Sort.MARK:
            return None
    return None


def _word_of_change(sentence: Sentence, at: int) -> _Word | None:
    text = sentence[at].text
    for is_noun, direction in ((True, norwegian.direction_of_noun(text)), (False, norwegian.direction_of_verb(text))):
        if direction is not None:
            # «auke» and «endring» are read as nouns after an article, «auke» as a verb elsewhere
            return _Word(at, direction, is_noun)
    if text in (norwegian.UP, norwegian.DOWN):
        goes = any(each.text in norwegian.GOES for each in sentence[max(at - _REACH, 0) : at])
        return _Word(at, 1 if text == norwegian.UP else -1, is_noun=False) if goes else None
    return None


def _governs(sentence: Sentence, word: _Word, place: int) -> bool:
    """Tell whether the figure is how much, and not to where or of what."""
    if word.place > 0 and sentence[word.place - 1].text in norwegian.AVERAGE:
        return False
    last = sentence[place - 1].text
    may_be_verb = norwegian.direction_of_verb(sentence[word.place].text) is not None or not word.is_noun
    as_verb = may_be_verb and (word.place == place - 1 or last not in norwegian.NOT_BEFORE_AFTER_VERB)
    return as_verb or (word.is_noun and last in norwegian.BEFORE_AFTER_NOUN)


def _stated_after(sentence: Sentence, place: int, range_: Range, ranges: list[Range]) -> Iterator[StatedChange]:
    """Read a change after its range: «, en økning på 20 prosent», or a bare «, eller 20 prosent» or «(20 prosent)»."""
    gap = sentence[range_.last : place]
    if len(gap) > _REACH or any(each.quantity or each.sort is Sort.UNREAD for each in gap):
        return
    following = sentence[place + 1] if place + 1 < len(sentence) else None
    if following is not None and following.text in norwegian.PART_OF_GROUP_AFTER:
        return
    if any(each.text in norwegian.BREAKS_AFTER_RANGE or each.text in ";:." for each in gap):
        return
    word = _word_before(sentence, place, ranges, stop=range_.last)
    if word is not None:
        if word.is_noun:
            yield StatedChange(range_, sentence[place], word.direction)
        return
    ruling = _ruling_word(sentence, range_)
    if ruling is not None and _connects(gap, following, ruling):
        is_loose = gap[-1].text not in norwegian.SAYS_AGAIN and not ruling.is_noun
        yield StatedChange(range_, sentence[place], ruling.direction, is_loose)


def _ruling_word(sentence: Sentence, range_: Range) -> _Word | None:
    """Find the word for a change that a range belongs to: «økte fra 200 til 250»."""
    for at in range(range_.first - 1, max(range_.first - 1 - _REACH, -1), -1):
        word = _word_of_change(sentence, at)
        if word is not None:
            return word
        element = sentence[at]
        if element.text == "," or _is_change(element):
            continue
        if element.quantity or element.sort is Sort.MARK or element.text in norwegian.BREAKS_AFTER_RANGE:
            return None
    return None


def _connects(gap: Sentence, following: Element | None, ruling: _Word) -> bool:
    """Tell whether a bare percentage after a range says how much it changed: «, eller 20 prosent», «(20 prosent)»."""
    if not gap:
        return False
    if gap[-1].text == "med" and len(gap) > 1 and gap[-2].text in norwegian.SAYS_AGAIN:
        gap = gap[:-1]
    last, ends = gap[-1], following is None or following.sort is Sort.MARK
    if last.text in ("med", "på"):
        return ends and (last.text == "med") != ruling.is_noun and all(each.sort is not Sort.MARK for each in gap)
    if last.sort is Sort.MARK:
        return ends and last.text in _OPENING
    return last.text in norwegian.CONNECTORS and norwegian.AND not in {each.text for each in gap}


def _only(sentence: Sentence, start: int, end: int, words: frozenset[str]) -> bool:
    return start < end and all(element.text in words for element in sentence[start:end])


def _pointing_back(sentence: Sentence, range_: Range) -> Iterator[StatedChange]:
    """Read «Det er en økning på 20 prosent.» of the one range of the sentence before."""
    places = list(_figures_of_change(sentence, []))
    if len(places) != 1 or sum(element.quantity is not None for element in sentence) != 1:
        return
    following = sentence[places[0] + 1 : places[0] + 2]
    word = _word_before(sentence, places[0], [])
    if word is None or not word.is_noun or any(each.text in norwegian.PART_OF_GROUP_AFTER for each in following):
        return
    definite = sentence[word.place].text.endswith(("en", "a"))
    if sentence[0].text in norwegian.POINTING_BACK or (word.place == 0 and definite):
        yield StatedChange(range_, sentence[places[0]], word.direction)
