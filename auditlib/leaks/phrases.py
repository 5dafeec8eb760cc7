"""Finding the words that an audit keeps to itself: names, ids, roles, notes and quotes.

Words are compared by their skeletons, so case, accents, look-alike letters and punctuation hide nothing. A name is
found with its parts in either order, and by a family name alone where that is written with a capital letter. A text is
found by any run of so many words in a row, across paragraphs too. A shorter note is found whole, if it has two words or
ten letters, and a shorter quote if it has half as many words as a run; what is shorter still, many people say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    """A secret as a regular expression over skeletons."""

    category: Category
    rule: str
    expression: re.Pattern[str]
    capital: bool = False


class PhraseBook:
    """The secrets of an audit, ready to be looked for in any number of texts."""

    def __init__(self, secrets: Secrets) -> None:
        """Work the secrets into patterns and runs of words."""
        self._patterns = [*_name_patterns(secrets), *_id_patterns(secrets), *_role_patterns(secrets)]
        self._size = secrets.least_words
        known = {run for text in secrets.public for run in _runs(_words(text), self._size)}
        self._runs: dict[tuple[str, ...], Category] = {}
        for category, texts in ((Category.QUOTE, secrets.quotes), (Category.NOTE, secrets.notes)):
            for text in sorted(texts):
                words = _words(text)
                least = self._size // 2 if category is Category.QUOTE else 2
                if len(words) < self._size:
                    self._patterns.extend(_whole(words, category, least))
                self._runs.update((run, category) for run in _runs(words, self._size) if run not in known)
        self._public = [_in_a_row(_words(each)) for each in sorted(secrets.public) if _words(each)]
        self._public_digits = {re.sub(r"\D", "", fold(each).text) for each in secrets.public} - {""}

    def hits(self, folded: str) -> Iterator[Hit]:
        """Find the secrets in a folded text."""
        plain = skeleton(folded)
        for each in self._patterns:
            for match in each.expression.finditer(plain):
                if not each.capital or folded[match.start()].isupper():
                    yield Hit(*match.span(), each.category, each.rule, match.group())
        if self._runs:
            yield from self._texts(plain)

    def _texts(self, plain: str) -> Iterator[Hit]:
        """Find runs of words that stand in a note or a quote; runs that overlap are one hit."""
        found = list(_WORD.finditer(plain))
        words = [each.group() for each in found]
        first = last = -1
        category = Category.NOTE
        for place in range(len(words) - self._size + 1):
            here = self._runs.get(tuple(words[place : place + self._size]))
            if here is None:
                continue
            if first >= 0 and place > last:
                yield self._run(found[first:last], category)
                first = -1
            first, last, category = (place if first < 0 else first), place + self._size, here
        if first >= 0:
            yield self._run(found[first:last], category)

    def _run(self, words: list[re.Match[str]], category: Category) -> Hit:
        said = f"{len(words)} words in a row"
        return Hit(words[0].start(), words[-1].end(), category, said, " ".join(each.group() for each in words))

    def public_spans(self, folded: str) -> list[tuple[int, int]]:
        """Give the stretches of a folded text that are declared public."""
        plain = skeleton(folded) if self._public else ""
        return [match.span() for each in self._public for match in each.finditer(plain)]

    def is_public_number(self, digits: str) -> bool:
        """Say whether a number is declared public, however it is grouped."""
        return bool(digits) and any(each.endswith(digits) for each in self._public_digits)


def _runs(words: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    return (words[place : place + size] for place in range(len(words) - size + 1))


def _in_a_row(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_LEFT + r"[\W_]+".join(map(re.escape, words)) + r"(?![^\W_])")


def _whole(words: tuple[str, ...], category: Category, least: int) -> Iterator[_Pattern]:
    """A text with fewer words than a run has."""
    if len(words) >= least or (category is Category.NOTE and sum(map(len, words)) >= _LEAST_LETTERS):
        yield _Pattern(category, "the whole text", _in_a_row(words))


def _name_patterns(secrets: Secrets) -> Iterator[_Pattern]:
    """A name with its parts in either order and what may stand between them, and the family name alone."""
    for name in sorted(secrets.names):
        parts = [re.escape(each) for each in _words(name)]
        if not parts:
            continue
        between = rf"[\W_]{{0,3}}(?:[^\W_]+[\W_]{{1,2}}){{0,{2 if len(parts) > 1 else 0}}}"
        both = (parts[0], parts[-1]), (parts[-1], parts[0])
        whole = parts[0] if len(parts) == 1 else "|".join(rf"{first}{between}{last}" for first, last in both)
        yield _Pattern(Category.NAME, "name", re.compile(f"{_LEFT}(?:{whole}){_RIGHT}"))
        if len(parts) > 1 and len(parts[-1]) >= _LEAST_FAMILY_NAME:
            yield _Pattern(Category.NAME, "family name", re.compile(f"{_LEFT}{parts[-1]}{_RIGHT}"), capital=True)


def _id_patterns(secrets: Secrets) -> Iterator[_Pattern]:
    ids = (
        (Category.INFORMANT, secrets.informants),
        (Category.INTERVIEW, secrets.interviews),
        (Category.CASE, secrets.cases),
    )
    for category, group in ids:
        for each in sorted(filter(None, group)):
            yield _Pattern(category, "id", re.compile(f"{_LEFT}{re.escape(_plain(each))}(?![^\\W_])"))
    for path in sorted(filter(None, secrets.paths)):
        expression = re.escape(_plain(path)).replace(r"\\", "/").replace("/", r"[\\/]{1,4}")
        yield _Pattern(Category.PATH, "path of the workspace", re.compile(f"{_LEFT}{expression}(?![^\\W_])"))


def _role_patterns(secrets: Secrets) -> Iterator[_Pattern]:
    """A role and a unit close to each other, or in two cells side by side; both may be inflected."""
    gap = r"(?:[^\w\x00<>]|_)+"
    between = rf"[^\W_]{{0,4}}(?:{gap}(?:[^\W_]+{gap}){{0,{_WORDS_BETWEEN}}}|\s*\x00\s*)"
    for role, unit in sorted(secrets.roles):
        names = [r"[\W_]+".join(map(re.escape, _words(each))) for each in (role, unit)]
        if all(names):
            either = "|".join(rf"{first}{between}{last}" for first, last in (names, names[::-1]))
            expression = re.compile(rf"{_LEFT}(?:{either})[^\W_]{{0,4}}(?![^\W_])")
            yield _Pattern(Category.ROLE, "role and unit together", expression)
