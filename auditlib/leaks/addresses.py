"""Postal addresses and file paths, told by how they are written.

An address is
- a name that ends as streets do (Storgata, Kongens gate, Øvre Torg) and a house number of one to three digits;
- a post box with its number;
- a postal code and a place after a comma, «N-» or a word such as «postnummer», or alone (but not in a table cell, where
  codes of municipalities stand); years are no postal codes unless such a word says so;
- any capitalised name with a number after «adresse» or «bor i».
What this misses: a street with an unusual ending, a farm's name, a postal code in a table cell or in the middle of a
sentence, and gårdsnummer and bruksnummer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditlib.leaks.model import Category, Channel, Hit

_BIG, _LETTER = "[A-ZÆØÅÉ]", "[a-zæøåéöäü]"
# Endings that everyday words have too («vurdering», «sagt», «alle», «Italia») are left out.
_ENDING = (
    "gat(?:e|en|a)|veg(?:en)?|vei(?:en)?|allé(?:en)?|alleen|plass(?:en)?|torg(?:et)?|brygg(?:a|e|en)|bakken?|stien|stranda"
    "|kai(?:a|en)|tunet|svingen|kroken|jordet|åsen|smug(?:et)?|veit[ae]|løkka|terrassen?|grenda?|faret|stubben"
    "|promenaden?|esplanaden?"
)
_WORD_OF_ITS_OWN = rf"{_ENDING}|gt|vn|vg|kai|sti|ringen"
_NOT_NAMES = r"(?:På|Hver|En|Ei|Et|Den|Denne|Sin|Egen|Ny|Langs|Neste|Første|Samme|Ingen|Noen|Av|Om|Per)"
_NOT_HOUSE = r"[\w%]|[.,]\d|\s?(?:prosent|%|kr\b|kroner|dager|uker|år\b|barn|saker|av\b|til\b|og\s\d|\()"
_HOUSE = rf"\s\d{{1,3}}(?:\s?[A-Ha-h])?(?!{_NOT_HOUSE})"
_STREET = re.compile(
    rf"(?<!\w){_BIG}{_LETTER}+(?:{_ENDING})\.?{_HOUSE}"
    rf"|(?<!\w)(?!{_NOT_NAMES}\s){_BIG}[\w.]{{0,40}}(?:[\s-](?:{_BIG}[\w.]{{0,40}}|av|og|de)){{0,3}}[\s-](?i:{_WORD_OF_ITS_OWN})\.?{_HOUSE}"
)
# Words that end as streets do and are none.
_NO_STREET = re.compile(
    r"(?i)(?:arbeids|barnehage|sykehjems|institusjons|elev|lære|opplærings|dag|tiltaks|korttids|avlastnings|skole|studie"
    r"|praksis|hybel|parkerings|fengsels|syke|omsorgs|behandlings|rutine|frem)(?:plass|vei|gang)"
)
_BOX = re.compile(r"(?i)(?<!\w)(?:post\s?boks|postbox|p\.?\s?b\.|p\.?o\.?\s?box|boks)\s?(?:nr\.?\s?)?\d{1,5}(?!\w)")
_CODE = re.compile(
    rf"(?P<before>(?:,|;|\n|\x00|^)\s*|(?<!\w)(?:NO?-)|(?i:post(?:nr|nummer|adresse|kode|sted)\w*|adressen?)\W{{1,3}})"
    rf"(?P<code>\d{{4}})\s(?P<place>{_BIG}{_LETTER}+(?:[\s-](?:i\s)?{_BIG}{_LETTER}+){{0,2}})"
    r"(?P<after>\s*(?:$|[\n\x00,.;)]))"
)
_LIVES = re.compile(
    rf"(?i:(?<!\w)(?:adressen?|bosatt|bor|bodde|bostedsadresse)\W{{1,3}}(?:(?:er|i|på|ved)\s)?)"
    rf"{_BIG}{_LETTER}+(?:[\s-]{_BIG}?{_LETTER}+){{0,3}}\s\d{{1,3}}(?:\s?[A-Ha-h])?(?![\w%])"
)

_SEGMENT = r"[^\s/\\<>\"'|?*:;,()\x00]+"
_ROOTS = "home|Users|root|tmp|var|work|mnt|media|opt|srv|etc|usr|private|data|proc|app|workspace|Volumes|nfs|run|builds"
# Each begins with what is rare in a text and looks back from there, many times faster than the other way round.
_PATHS = (
    ("file address", re.compile(r"(?i:file):/{1,3}[^\s\"'<>\x00]+")),
    ("path on a Windows machine", re.compile(rf":(?<=(?<!\w)[A-Za-z]:)[\\/]+(?![/*]){_SEGMENT}(?:[\\/]+{_SEGMENT})*")),
    ("path on a network share", re.compile(rf"\\(?<![\w\\]\\)\\[\w.$-]+\\+{_SEGMENT}(?:\\+{_SEGMENT})*")),
    ("path on a Unix machine", re.compile(rf"/(?<![\w/.:<]/)(?:{_ROOTS})/{_SEGMENT}(?:/{_SEGMENT})*")),
    ("path in a home folder", re.compile(rf"~(?<![\w/]~)[\\/]+{_SEGMENT}(?:[\\/]+{_SEGMENT})*")),
    ("path in a home folder", re.compile(rf"(?:\$HOME|%USERPROFILE%|%APPDATA%)[\\/]+{_SEGMENT}(?:[\\/]+{_SEGMENT})*")),
)  # fmt: skip
_SOURCE_ENDING = re.compile(
    r"\.(?:md|ya?ml|csv|xlsx?|ipynb|docx?|odt|json|py|parquet|duckdb|sqlite|db|txt|pdf)(?![\w/])"
)
_FOLDERS_BEFORE = re.compile(r"(?<![\w/.:-])(?:\.{0,2}/)?(?:[\w.-]{1,80}[/\\]){1,20}[\w.-]{1,80}$")
_LONGEST_PATH = 400
_ANY_PATH = re.compile(r"/(?<![\w/.:<)\]*\"'\\]/)(?:[\w.-]{0,80}[^\W\d][\w.-]{0,80}/){2,20}[\w.-]+")
_WEB = re.compile(
    r"[hfwHFW](?:(?<=\b[hH])(?i:ttps?)://|(?<=\b[fF])(?i:tp)://|(?<=\b[wW])(?i:ww)\.)[^\s\"'<>\x00]+"
)


def address_hits(text: str, channel: Channel) -> Iterator[Hit]:
    """Find postal addresses in what people read; code and coordinates have none."""
    if channel is Channel.RAW:
        return
    for match in _STREET.finditer(text):
        if not _NO_STREET.search(match.group()):
            yield _address(match.start(), match.end(), text, "street and number")
    for rule, pattern in (("post box", _BOX), ("after a word for address", _LIVES)):
        for match in pattern.finditer(text):
            yield _address(match.start(), match.end(), text, rule)
    for match in _CODE.finditer(text):
        if _is_postal(match, channel):
            yield _address(match.start("code"), match.end("place"), text, "postal code and place")


def _is_postal(match: re.Match[str], channel: Channel) -> bool:
    """Say whether four digits before a name are a postal code, and no year or code of a municipality."""
    before = match["before"].strip()
    if before[-1:] in ("-", ":") or before[:1].isalpha():
        return True
    if 1800 <= int(match["code"]) < 2100:
        return False
    return before in (",", ";") or (channel is Channel.PROSE and match["after"].strip(" ") in ("", "\x00", "\n"))


def _address(start: int, end: int, text: str, rule: str) -> Hit:
    return Hit(start, end, Category.ADDRESS, rule, " ".join(text[start:end].lower().split()))


def path_hits(text: str, channel: Channel) -> Iterator[Hit]:
    """Find paths of files, on a machine or in the workspace; addresses on the web are none."""
    web = [match.span() for match in _WEB.finditer(text)] if "://" in text or "www." in text else []
    for rule, start, end in _paths(text, channel):
        if not any(first <= start < last for first, last in web):
            yield Hit(start, end, Category.PATH, rule, text[start:end].lower())


def _paths(text: str, channel: Channel) -> Iterator[tuple[str, int, int]]:
    """Give every path with its rule and place."""
    for rule, pattern in _PATHS:
        for match in pattern.finditer(text):
            yield rule, match.start() - (rule == "path on a Windows machine"), match.end()
    for ending in _SOURCE_ENDING.finditer(text):
        folders = _FOLDERS_BEFORE.search(text, max(ending.start() - _LONGEST_PATH, 0), ending.start())
        if folders:
            yield "source file of the workspace", folders.start(), ending.end()
    if channel in (Channel.PROSE, Channel.CELL):
        yield from (("path", *match.span()) for match in _ANY_PATH.finditer(text))
