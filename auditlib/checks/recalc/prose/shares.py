"""«8 av 18 mapper (44 prosent)»: a share with the counts it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditlib.checks.recalc.prose import norwegian
from auditlib.checks.recalc.prose.elements import Element, Hedge, Quantity, Sentence, Sort, Unit

_IDIOMS = frozenset({2, 3, 4, 5, 10})  # «fire av ti» is a way to say four tenths as well as a count
_REACH = 6  # elements from the counts to the share
_SAYS_AGAIN = frozenset({"eller", "altså", "dvs", "si", "seie", "tilsvarende", "tilsvarande", "–", "—", "-", "="})


@dataclass(frozen=True, slots=True)
class StatedShare:
    """A percentage and the two counts beside it; `part` is None where only the whole is stated."""

    share: Element
    whole: Quantity
    part: Quantity | None = None
    is_idiom: bool = False

    @property
    def quantity(self) -> Quantity:
        """The share as stated."""
        assert self.share.quantity is not None
        return self.share.quantity


@dataclass(frozen=True, slots=True)
class _Counts:
    """«8 av 18»: the two counts and which elements of the sentence they are, the last one excluded."""

    part: Quantity
    whole: Quantity
    first: int
    last: int
    is_idiom: bool


def find_shares(sentence: Sentence) -> Iterator[StatedShare]:
    """Find the percentages of a sentence that are stated with their counts, or with a whole that is counted."""
    if any(norwegian.is_adjusted(element.text) for element in sentence):
        return
    earlier: _Counts | None = None
    for place, element in enumerate(sentence):
        counts = _counts_at(sentence, place)
        if counts is not None:
            share = _share_after(sentence, counts) or _share_before(sentence, counts)
            if share is not None and not _are_added_up(sentence, earlier, counts):
                yield StatedShare(share, counts.whole, counts.part, counts.is_idiom)
            earlier = counts
        elif _is_percentage(element) and element.quantity and element.quantity.hedge is Hedge.NONE:
            whole = _counted_whole(sentence, place)
            if whole is not None:
                yield StatedShare(element, whole)


def _counts_at(sentence: Sentence, place: int) -> _Counts | None:
    part = sentence[place].quantity
    if part is None or not _is_count(part):
        return None
    of = place + 1 if not part.noun else place + 2
    if of >= len(sentence) or sentence[of].text != norwegian.OF:
        return None
    at, spelled_out = _past(sentence, of + 1, norwegian.ALL_OF)
    whole = sentence[at].quantity if at < len(sentence) else None
    if whole is None or not _is_count(whole) or whole.value < 1 or whole.value < part.value:
        return None
    return _Counts(part, whole, place, at + 1, whole.value in _IDIOMS and not spelled_out)


def _are_added_up(sentence: Sentence, earlier: _Counts | None, counts: _Counts) -> bool:
    """Tell whether a percentage may be of «8 av 18 kvinner og 2 av 7 menn» together."""
    if earlier is None:
        return False
    return not any(_is_percentage(element) for element in sentence[earlier.last : counts.first])


def _past(sentence: Sentence, place: int, words: frozenset[str]) -> tuple[int, bool]:
    """Give the place after some words, and whether there were any."""
    at = place
    while at < len(sentence) and sentence[at].text in words:
        at += 1
    return at, at > place


def _is_count(quantity: Quantity) -> bool:
    return quantity.is_whole and quantity.hedge is Hedge.NONE and quantity.number.value >= 0


def _is_percentage(element: Element) -> bool:
    quantity = element.quantity
    return quantity is not None and quantity.unit is Unit.PERCENT and quantity.hedge is not Hedge.OPEN


def _share_after(sentence: Sentence, counts: _Counts) -> Element | None:
    """Find «(44 prosent)», «, eller 44 prosent,» or «, 44 prosent,» after the counts."""
    for at in range(counts.last, min(counts.last + _REACH + 1, len(sentence))):
        element = sentence[at]
        if element.quantity is not None:
            said = at > counts.last and _says_again(sentence, counts.last, at)
            return element if said and _is_percentage(element) else None
        if element.sort is Sort.UNREAD or _breaks(element):
            return None
        if element.sort is Sort.MARK and element.text not in ",(–—-=":
            return None
    return None


def _says_again(sentence: Sentence, start: int, place: int) -> bool:
    before = sentence[place - 1].text
    after = sentence[place + 1] if place + 1 < len(sentence) else None
    ends = after is None or after.sort is Sort.MARK
    if before == "(":
        return ends
    if before == ",":
        return ends and all(each.sort is not Sort.MARK for each in sentence[start : place - 1])
    return before in _SAYS_AGAIN and (after is None or after.text != norwegian.OF)


def _share_before(sentence: Sentence, counts: _Counts) -> Element | None:
    """Find the percentage of «44 prosent av mappene (8 av 18)», «44 prosent, 8 av 18» or «44 prosent eller 8 av 18»."""
    place = counts.first - 1
    if place < 1:
        return None
    before = sentence[place].text
    if before in (",", "eller", "altså", "dvs", "–", "—"):
        return sentence[place - 1] if _is_percentage(sentence[place - 1]) else None
    if before != "(":
        return None
    if not _closes(sentence, counts.last):
        return None
    for at in range(place - 1, max(place - 1 - _REACH, -1), -1):
        element = sentence[at]
        if element.quantity is not None:
            return element if _is_percentage(element) else None
        if element.sort is not Sort.WORD or _breaks(element):
            return None
    return None


def _closes(sentence: Sentence, place: int) -> bool:
    """Tell whether only words stand before the parenthesis ends, or what is said of it in turn."""
    for element in sentence[place : place + _REACH]:
        if element.sort is Sort.MARK:
            return element.text in ");,"
        if element.sort is not Sort.WORD or _breaks(element):
            return False
    return False


def _breaks(element: Element) -> bool:
    return element.text in norwegian.BREAKS_AFTER_RANGE or element.text == norwegian.AND


def _counted_whole(sentence: Sentence, place: int) -> Quantity | None:
    """Give the 18 of «44 prosent av de 18 mappene», when it is things that are counted."""
    if place + 2 >= len(sentence) or sentence[place + 1].text != norwegian.OF:
        return None
    at, _ = _past(sentence, place + 2, norwegian.ALL_OF)
    whole = sentence[at].quantity if at < len(sentence) else None
    definite = sentence[at - 1].text in norwegian.DEFINITE
    if any(element.text == norwegian.RESTRICTING for element in sentence[at + 1 : at + 4]):
        return None
    if whole is None or not definite or not _is_count(whole) or not norwegian.is_counted(whole.noun):
        return None
    return whole
