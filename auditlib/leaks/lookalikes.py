"""Letters of other alphabets by the Latin letter they look like, after Unicode Technical Standard 39's idea.

Not its whole table: what a keyboard, a copied text or somebody who hides a name is likely to hold.
"""
# ruff: noqa: RUF001

from __future__ import annotations

# For each Latin letter: Cyrillic, Greek and Latin ones of another shape, small and capital.
_LIKE = {
    "a": "аАαΑɑæÆ",
    "b": "вВβΒƅЬь",
    "c": "сСςϲ",
    "d": "ԁɗðÐđĐ",
    "e": "еЕεΕєЄ",
    "f": "ƒ",
    "g": "ɡɢ",
    "h": "һнНΗħĦ",
    "i": "іІιΙıɩɪӏ",
    "j": "јЈϳȷ",
    "k": "кКκΚ",
    "l": "ⅼℓłŁ",
    "m": "мМΜ",
    "n": "пηΝŋ",
    "o": "оОοΟσøØœŒ",
    "p": "рРρΡþÞ",
    "q": "ԛ",
    "r": "гЯ",
    "s": "ѕЅ",
    "t": "тТτΤ",
    "u": "υцʋ",
    "v": "ѵν",
    "w": "ԝωшШ",
    "x": "хХχΧ",
    "y": "уУγΥΎ",
    "z": "Ζ",
}

LATIN = {ord(char): latin for latin, others in _LIKE.items() for char in others}
