"""Finding the words that an audit keeps to itself: names, ids, roles, notes and quotes.

Words are compared by their skeletons, so case, accents, look-alike letters and punctuation hide nothing. A name is
found with its parts in either order, and by a family name alone where that is written with a capital letter. A text is
found by any run of so many words in a row, across paragraphs too. A shorter note is found whole, if it has two words or
ten letters, and a shorter quote if it has half as many words as a run; what is shorter still, many people say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from auditlib.leaks.folding import fold, skeleton
from auditlib.leaks.model import Category, Hit, Secrets

_WORD = re.compile(r"[^\W_]+")
_LEFT, _RIGHT = r"(?<![^\W_])", r"(?:'?s)?(?![^\W_])"
_LEAST_FAMILY_NAME = 4
_LEAST_LETTERS = 10
_WORDS_BETWEEN = 5


def _plain(text: str) -> str:
    return skeleton(fold(text).text)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_plain(text)))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A secret as a regular expression over skeletons, which is tried where one of its `starts` stands."""

    category: Category
    rule: str
    expression: re.Pattern[str]
    starts: tuple[str, ...]
    capital: bool = False

    def matches(self, plain: str) -> Iterator[re.Match[str]]:
        """Give every match; looking for a plain word first is many times faster than trying at each place."""
        for start in self.starts:
            yield from _matches(self.expression, start, plain)


def _matches(expression: re.Pattern[str], start: str, plain: str) -> Iterator[re.Match[str]]:
    place = plain.find(start)
    while place >= 0:
        match = expression.match(plain, place)
        if match:
            yield match
        place = plain.find(start, place + 1)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A secret as words in a row; `as_written` is what they must be, signs and all, where words alone are too few."""

    words: tuple[str, ...]
    category: Category | None
    rule: str = ""
    as_written: str = ""

    def spans(self, text: _Text) -> Iterator[tuple[int, int]]:
        """Give where it stands, whatever is between the words unless it must be as written."""
        between = re.escape(self.as_written) or r"[\W_]+".join(map(re.escape, self.words))
        whole = re.compile(f"{_LEFT}{between}(?![^\\W_])")
        start = self.as_written or self.words[0]
        yield from (match.span() for match in _matches(whole, start, text.plain))


class _Text:
    """A folded text with its skeleton and the words of that."""

    def __init__(self, folded: str) -> None:
        self.folded, self.plain = folded, skeleton(folded)
        self.words: list[str] = _WORD.findall(self.plain)
        self._spans: list[tuple[int, int]] = []

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where words stand, from one up to another; the places are only worked out when somebody asks."""
        if not self._spans:
            self._spans = [match.span() for match in _WORD.finditer(self.plain)]
        return self._spans[first][0], self._spans[last - 1][1]


class PhraseBook:
    """The secrets of an audit, ready to be looked for in any number of texts."""

    def __init__(self, secrets: Secrets) -> None:
        """Work the secrets into patterns, phrases and runs of words."""
        self._patterns = [*_name_patterns(secrets), *_path_patterns(secrets), *_role_patterns(secrets)]
        self._size = secrets.least_words
        self._phrases: dict[str, list[_Phrase]] = {}
        cleared = {_words(text) for text in secrets.cleared | secrets.public}
        known = {run for words in cleared for run in _runs(words, self._size)}
        self._runs: dict[tuple[str, ...], Category] = {}
        for category, texts in ((Category.QUOTE, secrets.quotes), (Category.NOTE, secrets.notes)):
            for words in sorted(map(_words, texts)):
                self._add(() if words in cleared else _whole(words, category, self._size))
                self._runs.update((run, category) for run in _runs(words, self._size) if run not in known)
        self._begin_runs = {run[0] for run in self._runs}
        self._add(_ids(secrets))
        self._add(_Phrase(_words(each), None) for each in sorted(secrets.public))
        self._public_digits = {re.sub(r"\D", "", fold(each).text) for each in secrets.public} - {""}

    def _add(self, phrases: Iterable[_Phrase]) -> None:
        for each in phrases:
            if each.words:
                self._phrases.setdefault(each.words[0], []).append(each)

    def look(self, folded: str) -> tuple[list[Hit], Callable[[], list[tuple[int, int]]]]:
        """Find the secrets in a folded text; with them comes what gives the stretches of it that are declared public.

        Where those stand is only of interest when something was found.
        """
        if not (self._patterns or self._phrases or self._runs):
            return [], list
        text = _Text(folded)
        phrases = self._in_phrases(text)
        found = [*self._in_patterns(text), *self._in_runs(text), *_hits(text, phrases)]
        return found, lambda: [span for each in phrases if each.category is None for span in each.spans(text)]

    def _in_patterns(self, text: _Text) -> Iterator[Hit]:
        for each in self._patterns:
            for match in each.matches(text.plain):
                if not each.capital or text.folded[match.start()].isupper():
                    yield Hit(*match.span(), each.category, each.rule, match.group())

    def _in_phrases(self, text: _Text) -> list[_Phrase]:
        """Find which phrases there are, word by word."""
        begins = self._phrases  # most words begin none, which is found out fastest like this
        found: dict[_Phrase, None] = {}
        for place in [place for place, word in enumerate(text.words) if word in begins]:
            for each in begins[text.words[place]]:
                if each not in found and tuple(text.words[place : place + len(each.words)]) == each.words:
                    found[each] = None
        return list(found)

    def _in_runs(self, text: _Text) -> Iterator[Hit]:
        """Find runs of words that stand in a note or a quote; runs that overlap are one hit."""
        first = last = -1
        category = Category.NOTE
        begins, words = self._begin_runs, text.words  # most words of a page's source begin none
        for place in [place for place, word in enumerate(words) if word in begins]:
            here = self._runs.get(tuple(words[place : place + self._size]))
            if here is None:
                continue
            if first >= 0 and place > last:
                yield self._run(text, first, last, category)
                first = -1
            first, last, category = (place if first < 0 else first), place + self._size, here
        if first >= 0:
            yield self._run(text, first, last, category)

    def _run(self, text: _Text, first: int, last: int, category: Category) -> Hit:
        return Hit(
            *text.span(first, last), category, f"{last - first} words in a row", " ".join(text.words[first:last])
        )

    def is_public_number(self, digits: str) -> bool:
        """Say whether a number is declared public, however it is grouped."""
        return bool(digits) and any(each.endswith(digits) for each in self._public_digits)


def _hits(text: _Text, phrases: Iterable[_Phrase]) -> Iterator[Hit]:
    """Give every place of the phrases that are secrets."""
    for each in phrases:
        if each.category is not None:
            yield from (Hit(*span, each.category, each.rule, text.plain[slice(*span)]) for span in each.spans(text))


def _runs(words: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    return (words[place : place + size] for place in range(len(words) - size + 1))


def _whole(words: tuple[str, ...], category: Category, size: int) -> Iterator[_Phrase]:
    """A text with fewer words than a run has."""
    least = size // 2 if category is Category.QUOTE else 2
    long = category is Category.NOTE and sum(map(len, words)) >= _LEAST_LETTERS
    if len(words) < size and (len(words) >= least or long):
        yield _Phrase(words, category, "the whole text")


def _ids(secrets: Secrets) -> Iterator[_Phrase]:
    groups = (
        (Category.INFORMANT, secrets.informants),
        (Category.INTERVIEW, secrets.interviews),
        (Category.CASE, secrets.cases),
    )
    for category, ids in groups:
        for each in sorted(ids):
            yield _Phrase(_words(each), category, "id", as_written=_plain(each))


def _name_patterns(secrets: Secrets) -> Iterator[_Pattern]:
    """A name with its parts in either order and what may stand between them, and the family name alone."""
    for name in sorted(secrets.names):
        parts = [re.escape(each) for each in _words(name)]
        if not parts:
            continue
        between = rf"[\W_]{{0,3}}(?:[^\W_]+[\W_]{{1,2}}){{0,{2 if len(parts) > 1 else 0}}}"
        both = (parts[0], parts[-1]), (parts[-1], parts[0])
        whole = parts[0] if len(parts) == 1 else "|".join(rf"{first}{between}{last}" for first, last in both)
        starts = (_words(name)[0], _words(name)[-1])
        yield _Pattern(Category.NAME, "name", re.compile(f"{_LEFT}(?:{whole}){_RIGHT}"), starts)
        if len(parts) > 1 and len(parts[-1]) >= _LEAST_FAMILY_NAME:
            alone = re.compile(f"{_LEFT}{parts[-1]}{_RIGHT}")
            yield _Pattern(Category.NAME, "family name", alone, starts[1:], capital=True)


def _path_patterns(secrets: Secrets) -> Iterator[_Pattern]:
    """A path with either kind of slash; a page is full of those, so it is looked for by what stands after the first."""
    for path in sorted(filter(None, secrets.paths)):
        plain = _plain(path).replace("\\", "/")
        inside = plain.lstrip("/")
        before = _LEFT if inside == plain else r"(?<=[\\/])(?<![^\W_][\\/])"
        expression = re.escape(inside).replace("/", r"[\\/]{1,4}")
        whole = re.compile(f"{before}{expression}(?![^\\W_])")
        if inside:
            yield _Pattern(Category.PATH, "path of the workspace", whole, (inside.partition("/")[0],))


def _role_patterns(secrets: Secrets) -> Iterator[_Pattern]:
    """A role and a unit close to each other, or in two cells side by side; both may be inflected."""
    gap = r"(?:[^\w\x00<>]|_)+"
    between = rf"[^\W_]{{0,4}}(?:{gap}(?:[^\W_]+{gap}){{0,{_WORDS_BETWEEN}}}|\s*\x00\s*)"
    for role, unit in sorted(secrets.roles):
        names = [r"[\W_]+".join(map(re.escape, _words(each))) for each in (role, unit)]
        if all(names):
            either = "|".join(rf"{first}{between}{last}" for first, last in (names, names[::-1]))
            expression = re.compile(rf"{_LEFT}(?:{either})[^\W_]{{0,4}}(?![^\W_])")
            yield _Pattern(Category.ROLE, "role and unit together", expression, (_words(role)[0], _words(unit)[0]))
