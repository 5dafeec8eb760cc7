"""Signs that stand for no letter: what a font wrote as one sign (ft, fi, ff) or as æ, ø, å, and nobody could read.

The letters are told by the word: it is a common one, or stands elsewhere in the document with them. Where one sign
was told to be the same letters in several words, it is so in the others too. What fits two words is left as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import product

from auditlib.intake.repair.words import DROPPED, STEMS, WORDS

SIGN = re.compile("\\(cid:\\d+\\)|[\ufffd\ue000-\uf8ff]|(?<=[^\\W\\d_])[\x01-\x08\x0b-\x1f](?=[^\\W\\d_])")
_UNREADABLE = "\ufffd"
_LETTERS = "ff fi fl ffi ffl ft fj fti tt ti tf tti st th ct æ ø å Æ Ø Å".split()
_WORD = re.compile(r"[^\W\d_]+")
_MOST_SIGNS, _LEAST_STEM, _LEAST_TOLD, _LEAST_WORDS = 3, 4, 3, 2
# The same letters everywhere: as large as a document's words, this is looked through once for each lost sign.
_STEMS = tuple(stem for stem in STEMS if len(stem) >= _LEAST_STEM)


def healthy_words(lines: Iterable[str]) -> frozenset[str]:
    """Give the words of a text that have no damage, in small letters."""
    tokens = (token for line in lines for token in line.split() if not SIGN.search(token))
    return frozenset(word.lower() for token in tokens for word in _WORD.findall(token) if len(word) > 1)


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a document's lost signs: its whole words, and the signs that several words have told."""

    vocabulary: frozenset[str]
    told: dict[str, str]

    def mend(self, word: str) -> tuple[str, str]:
        """Give a word with its letters and what showed them; as it is, and nothing, where they cannot be told."""
        letters = told_by_word(word, self.vocabulary)
        basis = "the word is known"
        signs = [match.group() for match in SIGN.finditer(word)]
        if None in letters and all(sign in self.told or letter for sign, letter in zip(signs, letters, strict=True)):
            letters = [letter or self.told[sign] for sign, letter in zip(signs, letters, strict=True)]
            basis = "the sign stands for these letters in known words"
        if None in letters:
            return word, ""
        return _filled(word, [each or "" for each in letters]), basis


def learn(lines: Iterable[str], vocabulary: frozenset[str]) -> Signs:
    """Tell a document's lost signs by the words they stand in."""
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for token in (token for line in lines if SIGN.search(line) for token in line.split() if SIGN.search(token)):
        for match, letters in zip(SIGN.finditer(token), told_by_word(token, vocabulary), strict=True):
            if letters is not None:
                told[match.group()][letters.lower()].append(token)
    always = {sign: letters for sign, found in told.items() for letters in _one(sign, found, vocabulary)}
    return Signs(vocabulary, always)


def _one(sign: str, found: dict[str, list[str]], vocabulary: Set[str]) -> Iterator[str]:
    """Give the letters that a sign always stands for; U+FFFD is any sign, so its letters may stand nowhere whole."""
    if len(found) != 1:
        return
    letters, words = next(iter(found.items()))
    enough = len(words) >= _LEAST_TOLD and len(set(words)) >= _LEAST_WORDS
    if enough and not (sign == _UNREADABLE and any(letters in word for word in vocabulary)):
        yield letters


def told_by_word(token: str, vocabulary: Set[str]) -> list[str | None]:
    """Give, for each lost sign of a token, the only letters that make a known word of it, or None."""
    pieces = SIGN.split(token)
    count = len(pieces) - 1
    if count > _MOST_SIGNS:
        return [None] * count
    by_stem = [_only(_of_stems(pieces[at], pieces[at + 1])) for at in range(count)]
    if None not in by_stem:
        return by_stem
    whole = {each for each in product(_LETTERS, repeat=count) if _is_known(_joined(pieces, each), vocabulary)}
    return list(next(iter(whole))) if len(whole) == 1 else by_stem


def _of_stems(before: str, after: str) -> set[str]:
    """Give the letters that make a known stem between what stands before and after."""
    found = set()
    before, after = before.lower(), after.lower()
    for letters in _LETTERS:
        for stem in _STEMS if letters.islower() else ():
            at = stem.find(letters)
            while at >= 0:
                left, right = stem[:at], stem[at + len(letters) :]
                if before.endswith(left) and after.startswith(right) and (left or right):
                    found.add(letters)
                at = stem.find(letters, at + 1)
    return found


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


def _joined(pieces: list[str], letters: Iterable[str]) -> str:
    """Put pieces together with letters between them."""
    return "".join(piece + each for piece, each in zip(pieces, (*letters, ""), strict=True))


def _is_known(filled: str, vocabulary: Set[str]) -> bool:
    """Say whether a token is one known word, whatever stands around it."""
    words = _WORD.findall(filled)
    known = len(words) == 1 and (words[0].lower() in vocabulary or words[0].lower() in WORDS)
    return known and (words[0].islower() or words[0].istitle() or words[0].isupper())


def _filled(word: str, letters: list[str]) -> str:
    """Put letters in the places of the signs, large where the word is."""
    pieces = SIGN.split(word)
    shouted = "".join(pieces).isupper() and sum(map(len, pieces)) > 1
    return _joined(pieces, (each.upper() if shouted else each for each in letters))


_DROPPED = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(DROPPED)})", re.IGNORECASE)


def with_dropped(word: str) -> str:
    """Give a word the letters that were dropped from it without a trace, where its rest is known to be no word."""

    def stem(match: re.Match[str]) -> str:
        whole = DROPPED[match.group().lower()]
        return whole.capitalize() if match.group()[0].isupper() else whole

    return _DROPPED.sub(stem, word)
