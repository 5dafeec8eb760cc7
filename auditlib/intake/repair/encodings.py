"""Letters that are wrong because bytes were read in another encoding than they were written in.

Two kinds. UTF-8 read as Windows-1252 shows in each letter by itself (`Ã¥`). Another encoding, such as that of DOS or of
the Macintosh, shows only as a system: its signs stand where letters should, none of æ, ø and å stands anywhere, and
common words come out of it. A page with healthy letters is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from auditlib.intake.repair.words import WORDS

_NAMES = {
    "DOS (850, 865) read as Windows": ("†‘\u203a\x8f’\x9d", "åæøÅÆØ"),
    "Macintosh read as Windows": ("Œ¾¿\x81®¯", "åæøÅÆØ"),
    "Windows read as Macintosh": ("ÂÊ¯≈∆ÿ", "åæøÅÆØ"),
    "Windows read as DOS (865)": ("σµ°┼╞╪", "åæøÅÆØ"),
    "Windows read as DOS (850)": ("Õµ°┼ãÏ", "åæøÅÆØ"),
    "NS 4551 read as ASCII": ("}{|][\\", "åæøÅÆØ"),
    "Latin 1 read as Latin 2": ("ĺćřĹĆŘ", "åæøÅÆØ"),
    "Windows read as Cyrillic (1251)": ("ежшЕЖШ", "åæøÅÆØ"),
}
FAMILIES: Mapping[str, Mapping[str, str]] = {
    name: dict(zip(signs, letters, strict=True)) for name, (signs, letters) in _NAMES.items()
}
_HEALTHY = re.compile("[æøåÆØÅ]")
_EDGES = ".,:;!?()«»\"“”/–-"
_LEAST_HITS, _LEAST_WORDS = 3, 2
# A lead byte of UTF-8 and what follows it, as Windows-1252 or Latin 1 shows them; only what Norwegian texts hold.
_UPPER = "".join(bytes([each]).decode("cp1252", "ignore") for each in range(0x80, 0xA0)) + "\x80-\xbf"
_TWICE = re.compile(f"[ÂÃÅÄ][{_UPPER}]|â[{_UPPER}][{_UPPER}]")
_RUNS = re.compile(f"(?:{_TWICE.pattern})+")
_ALLOWED = re.compile("[æøåÆØÅéÉèÈêÊôÔòÒóÓäÄöÖüÜáÁàÀâÂçÇñŋŊšŠčČžŽđĐŧŦ§«»°±²³·½×\xa0\xb4–—‘’“”„…•−‰€™]")


def _byte(sign: str) -> bytes:
    """Give the byte that Windows-1252 shows as a sign; what it does not have is shown as Latin 1 does."""
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def read_once(word: str) -> str:
    """Take one reading as Windows-1252 off a word in UTF-8; give it as it is where that was not its trouble."""
    return _TWICE.sub(_decoded, _RUNS.sub(_decoded, word))


def _decoded(match: re.Match[str]) -> str:
    """Give signs as the UTF-8 they are; as they are where it is none, or would be no letter of a Norwegian text.

    What is UTF-8 once more is taken off too: that has been read wrongly twice.
    """
    try:
        found = b"".join(map(_byte, match.group())).decode()
    except UnicodeError:
        return match.group()
    if _TWICE.search(found):
        found = _TWICE.sub(_decoded, found)
    return found if all(map(_ALLOWED.fullmatch, found)) else match.group()


@dataclass(frozen=True, slots=True)
class Family:
    """An encoding that was read as another: its name, and which letter each of its signs stands for."""

    name: str
    letters: Mapping[str, str]

    def mend(self, word: str) -> str:
        """Give a word with the letters that its signs stand for, where they stand as letters do."""
        return "".join(self._letter(word, at) for at in range(len(word)))

    def _letter(self, word: str, at: int) -> str:
        """A sign is a letter beside letters, or alone («†» is «å»); capitals begin a word or stand beside capitals."""
        letter = self.letters.get(word[at])
        if letter is None:
            return word[at]
        before, after = word[at - 1 : at] if at else "", word[at + 1 : at + 2]
        alone = letter in "åÅ" and not word[:at].strip(_EDGES) and not word[at + 1 :].strip(_EDGES)
        if alone:
            return letter
        if letter.isupper() and not (self._is_capital(before) or (not before and self._is_letter(after))):
            return word[at]
        return letter if self._is_letter(before) or self._is_letter(after) else word[at]

    def _is_letter(self, sign: str) -> bool:
        return sign.isalpha() or sign in self.letters if sign else False

    def _is_capital(self, sign: str) -> bool:
        return bool(sign) and (sign.isupper() or self.letters.get(sign, "").isupper())


@cache
def families() -> tuple[Family, ...]:
    """Give every encoding that is known."""
    return tuple(Family(name, letters) for name, letters in FAMILIES.items())


def has_letters(lines: Iterable[str]) -> bool:
    """Say whether any of æ, ø and å stands in a text; then its encoding is right."""
    return any(_HEALTHY.search(line) for line in lines)


def family_of(pages: Iterable[Sequence[str]]) -> Family | None:
    """Find which encoding the pages without æ, ø and å were written in, by the common words that come out of it."""
    words = [word for lines in pages if not has_letters(lines) for line in lines for word in line.split()]
    found = [(*_hits(each, words), each) for each in families()]
    hits, distinct, best = max(found, key=lambda each: each[:2])
    return best if hits >= _LEAST_HITS and distinct >= _LEAST_WORDS else None


def _hits(family: Family, words: Iterable[str]) -> tuple[int, int]:
    """Count the words that become common ones, and how many different."""
    mended = ((word, family.mend(word)) for word in words)
    known = [after.strip(_EDGES).lower() for word, after in mended if after != word]
    known = [word for word in known if word in WORDS and _HEALTHY.search(word)]
    return len(known), len(set(known))
