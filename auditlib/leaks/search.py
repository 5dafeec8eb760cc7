"""Looking for leaks: every rule over every stretch of a file."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from auditlib.leaks.addresses import address_hits, path_hits
from auditlib.leaks.beside import beside
from auditlib.leaks.contacts import mail_hits, phone_hits
from auditlib.leaks.digits import chains_in
from auditlib.leaks.folding import Folded, fold
from auditlib.leaks.identity import iban_hits, identity_hits
from auditlib.leaks.model import Category, Channel, Hit, Leak, Secrets, Stretch
from auditlib.leaks.phrases import PhraseBook
from auditlib.leaks.reading import Kind, source_of, stretches_in

# Between stretches: no rule for numbers and addresses takes it, and folding leaves none in a text.
_EDGE = "\n\x00\n"
_CONTEXT = 24
_LARGE = 200_000
_MASK = "•••"
_NUMBERS = frozenset({Category.IDENTITY, Category.ACCOUNT, Category.PHONE})


def find_leaks(file: Path | bytes, kind: Kind, secrets: Secrets) -> tuple[Leak, ...]:
    """Find what must not get out in a finished file, in the order of the file.

    Args:
        file: the file, or its bytes.
        kind: html, docx, svg, image (PNG, JPEG, GIF, WebP) or text (UTF-8).
        secrets: what this audit keeps to itself; numbers, addresses and paths are found without being named there.

    Raises:
        UncheckableError: the file cannot be read whole: not UTF-8, a broken or oversized archive, a DOCTYPE.
        OSError: the file is not there.
    """
    data = file if isinstance(file, bytes) else file.read_bytes()
    book, source = _book(secrets), source_of(data, kind)
    in_source = _begun(source, book)
    bodies = _bodies(each for each in stretches_in(data, kind) if each != source)
    leaks: dict[tuple[object, ...], Leak] = {}
    shown = defaultdict[Category, set[str]](set)
    for channel, body, found in _searched(bodies, book, source, in_source):
        for hit in found:
            if channel is Channel.RAW and any(hit.value in value for value in shown[hit.category]):
                continue
            shown[hit.category].add(hit.value)
            leak = body.leak(hit, channel)
            leaks.setdefault((leak.category, leak.line, leak.column, leak.where, hit.value), leak)
    return tuple(sorted(leaks.values(), key=lambda each: (each.line, each.column)))


def _searched(
    bodies: Mapping[Channel, _Body], book: PhraseBook, source: Stretch | None, in_source: Callable[[], list[Hit]]
) -> Iterator[tuple[Channel, _Body, list[Hit]]]:
    """Give what is in each body; the source as it stands comes last, and adds only what was found nowhere else."""
    for channel in Channel:
        if channel in bodies:
            yield channel, bodies[channel], _hits(bodies[channel], channel, book)
    if source and (found := in_source()):
        yield Channel.RAW, _body([source]), found


@lru_cache(maxsize=1)
def _book(secrets: Secrets) -> PhraseBook:
    """Give the secrets ready to be looked for; one report after the other may have the same."""
    return PhraseBook(secrets)


def _begun(source: Stretch | None, book: PhraseBook) -> Callable[[], list[Hit]]:
    """Begin on the source as it stands, which takes about as long as taking it apart and looking through the parts."""

    def work() -> list[Hit]:
        return _hits(_body([source]), Channel.RAW, book) if source else []

    return beside(work) if source and len(source.text) > _LARGE else work


@dataclass(frozen=True, slots=True)
class _Body:
    """The stretches of one channel in a row, folded, with the offset where each begins."""

    text: str
    stretches: tuple[Stretch, ...]
    folded: tuple[Folded, ...]
    starts: tuple[int, ...]
    masks: list[tuple[int, int]]

    def leak(self, hit: Hit, channel: Channel) -> Leak:
        """Say where a hit stands and show what is around it."""
        at = bisect_right(self.starts, hit.start) - 1
        stretch, start = self.stretches[at], self.starts[at]
        line, column = stretch.place(self.folded[at].origin(hit.start - start))
        excerpt = _MASK if channel is Channel.RAW else self._excerpt(hit, start, start + len(self.folded[at].text))
        return Leak(hit.category, hit.rule, stretch.where, excerpt, line, column, hit.certain)

    def found_by_the_reader(self) -> Iterator[Hit]:
        """Give what was found when the file was taken apart."""
        for stretch, start in zip(self.stretches, self.starts, strict=True):
            if stretch.leak:
                end = start + len(stretch.text)
                yield Hit(start, end, stretch.leak, "what the image says of itself", stretch.where)

    def _excerpt(self, hit: Hit, first: int, last: int) -> str:
        """Show a hit's surroundings in its stretch, with every hit there masked."""
        first, last = max(first, hit.start - _CONTEXT), min(last, hit.end + _CONTEXT)
        parts, place = [], first
        for at in range(max(bisect_right(self.masks, (first,)) - 1, 0), len(self.masks)):
            start, end = self.masks[at]
            if start >= last:
                break
            if end > first:
                parts.append(self.text[place:start] if start > place else "")
                parts.append(_MASK)
                place = end
        parts.append(self.text[place:last] if last > place else "")
        return f"«{' '.join(''.join(parts).split())}»"


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give spans in order, those that touch as one."""
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current is None or start > current[1]:
            if current:
                yield current
            current = (start, end)
        else:
            current = (current[0], max(current[1], end))
    if current:
        yield current


def _bodies(stretches: Iterable[Stretch]) -> dict[Channel, _Body]:
    """Put the stretches of each channel in a row."""
    sorted_: dict[Channel, list[Stretch]] = {}
    for each in stretches:
        sorted_.setdefault(each.channel, []).append(each)
    return {channel: _body(each) for channel, each in sorted_.items()}


def _body(stretches: list[Stretch]) -> _Body:
    folded = [fold(each.text) for each in stretches]
    starts, length = [], 0
    for each in folded:
        starts.append(length)
        length += len(each.text) + len(_EDGE)
    text = _EDGE.join(each.text for each in folded)
    return _Body(text, tuple(stretches), tuple(folded), tuple(starts), [])


def _hits(body: _Body, channel: Channel, book: PhraseBook) -> list[Hit]:
    """Find everything in a body that is not declared public, and note what is to be masked."""
    secret, public = book.look(body.text)
    suspects = [*body.found_by_the_reader(), *_everything(body.text, channel), *secret]
    spans = sorted(public()) if suspects else []
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    found = []
    for hit in suspects:
        near = bisect_right(starts, hit.start) - 1
        within = any(ends[each] >= hit.end for each in range(max(near - 3, 0), near + 1))
        digits = hit.category in _NUMBERS and book.is_public_number(hit.value)
        if not within and not digits:
            found.append(hit)
    body.masks.extend(_joined((hit.start, hit.end) for hit in found))
    return list(_widest(found))


def _widest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Leave out what is a part of another hit of its category, as a family name is of the whole name."""
    end: dict[Category, int] = {}
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        if hit.end > end.get(hit.category, -1):
            end[hit.category] = hit.end
            yield hit


def _everything(text: str, channel: Channel) -> Iterator[Hit]:
    """Run every rule for numbers, addresses and paths; an identity number is not also a phone number."""
    for digits in chains_in(text, among_coordinates=channel is Channel.RAW):
        own = list(identity_hits(digits, channel))
        yield from own or phone_hits(digits, channel)
    yield from iban_hits(text)
    yield from mail_hits(text)
    yield from address_hits(text, channel)
    yield from path_hits(text, channel)
