"""Phone numbers and e-mail addresses, told by how they are written.

A report is full of numbers, so eight digits alone are not enough. A phone number is one of
- +47, 0047 or `tel:` and eight digits, however grouped; another country's prefix and 7 to 12 digits in groups that are
  not thousands;
- eight digits grouped as phone numbers are, 22 33 44 55 or 412 34 567, beginning with 2 to 9 and not an even series;
- eight digits in a row that begin with 4 or 9, in words (not in code), with no unit after and no «sak» or «nr.» before;
- eight digits in any grouping soon after a word such as «telefon», «ring» or «mobil».
What this misses: numbers of three and five digits; landlines in a row (22334455) and groups of four (2233 4455) without
such a word; a number with another number right after it; and numbers spelt in letters. What it takes and should not:
four two-digit numbers in a row with only spaces between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from auditlib.leaks.digits import Chain
from auditlib.leaks.model import Category, Channel, Hit

_EIGHT = 8
_GROUPED = {(2, 2, 2, 2), (3, 2, 3)}
_UNMISTAKABLE = ("prefix +47", "a link that dials")
_WORD = re.compile(
    r"(?:(?<![^\W_])(?:tlf|tel|telefon\w*|mobil\w*|mob|ring(?:e|er|te|t)?|oppring\w*|sms|faks|fax|phone\w*|cell|vipps\w*"
    r"|treffes på|nås på)(?![^\W_])|[☎☏✆📞📱📲])[^\w+]{0,4}(?:[^\W\d]+[^\w+]{1,3}){0,3}[(+]?$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:tel|sms|callto|whatsapp|facetime)\s*:\s*(?://)?\+?$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:\b(?:frø\w*|seed|sak\w*|nr|no|nummer|id|ref\w*|løpenr|journal\w*|arkiv\w*|dok\w*|versjon|org\w*|isbn|issn|nok|kr|kroner"
    r"|prosjekt\w*|hash)\b\W{0,3}|[#§])$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s?(?:kr\b|kroner|nok\b|prosent|%|mill|mrd|tusen|stk|dager|timer|saker|barn|personer|innbyggere)", re.IGNORECASE
)
_TIED_BEFORE, _TIED_AFTER = re.compile(r"[§/#]\s?$|\d,$|[^\W_]$"), re.compile(r"[,.]\d|[/\w]")

_AT = r"(?:\s?@\s?|\s?[(\[{<]\s?(?:a|@|at|ved|alfakrøll|krøllalfa)\s?[)\]}>]\s?|\s(?:alfakrøll|krøllalfa)\s)"
_DOT = r"(?:\.|\s\.\s|\s?[(\[{<]\s?(?:dot|punktum|punkt|prikk|\.)\s?[)\]}>]\s?|\s(?:dot|punktum|prikk)\s)"
_LONGEST_NAME = 64
_LABEL = r"[^\W_][\w-]*"
_MAIL = re.compile(
    rf"(?<![\w.+-])[\w.+'-]{{1,{_LONGEST_NAME}}}{_AT}{_LABEL}(?:{_DOT}{_LABEL})*{_DOT}(?P<top>[^\W\d_]{{2,24}})(?!\w)",
    re.IGNORECASE,
)
# «at» and «ved» are everyday words, so either a full stop is in the name, or one is written out in the domain.
_SPOKEN = re.compile(
    rf"(?<![\w.+-])(?:[^\W\d_]{{2,}}\.[^\W\d_]{{2,}}\s(?:at|ved)\s(?:{_LABEL}\.)+(?:no|com|org|net)"
    rf"|[\w.+-]+\s(?:at|ved)\s{_LABEL}(?:\s(?:dot|punktum|punkt|prikk)\s{_LABEL})*\s(?:dot|punktum|punkt|prikk)\s"
    r"(?:no|com|org|net))(?!\w)",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"@|[(\[{<]\s?(?:a|at|ved|alfakrøll|krøllalfa)\s?[)\]}>]|\s(?:at|ved|alfakrøll|krøllalfa)\s", re.IGNORECASE
)
_FILES = {"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "html"}


def phone_hits(chain: Chain, channel: Channel) -> Iterator[Hit]:
    """Find phone numbers in a chain of digits."""
    found = _with_prefix(chain)
    if found and (channel is not Channel.RAW or found.rule in _UNMISTAKABLE):
        yield found
    elif not found and channel is not Channel.RAW:
        for part in chain.even_parts():
            yield from _without_prefix(part, channel)


def _hit(chain: Chain, rule: str, plus: bool = False) -> Hit:
    return Hit(chain.start - plus, chain.end, Category.PHONE, rule, chain.digits[-_EIGHT:])


def _with_prefix(chain: Chain) -> Hit | None:
    """Find a number that says its country, or that a link dials."""
    digits, plus = chain.digits, bool(re.search(r"(?<![^\W_])\+$", chain.before))
    for prefix in ("47",) if plus else ("0047",):
        home = chain.first_of(len(prefix) + _EIGHT)
        if home and digits.startswith(prefix) and digits[len(prefix)] != "0":
            return _hit(home, f"prefix {'+' * plus}{prefix}", plus)
    if _LINK.search(chain.before) and 5 <= len(digits) <= 15:
        return _hit(chain, "a link that dials", plus)
    abroad = digits if plus else digits.removeprefix("00")
    if not plus and (digits == abroad or chain.sizes[0] > 5):
        return None
    if abroad[:1] in "123456789" and 9 <= len(abroad) <= 15 and len(chain.groups) > 1 and not _is_amount(chain):
        return _hit(chain, "prefix of a country", plus)
    return None


def _is_amount(chain: Chain) -> bool:
    """Say whether the groups are those of a number in thousands."""
    return all(size == 3 for size in chain.sizes[1:]) and chain.sizes[0] <= 3


def _without_prefix(chain: Chain, channel: Channel) -> Iterator[Hit]:
    """Find eight digits that a word calls a phone number, or that are grouped as one."""
    called = chain.first_of(_EIGHT)
    if called and _WORD.search(chain.before) and not _are_years(called) and not _UNIT.match(called.after):
        yield _hit(called, "after a word for telephone")
    elif len(chain.digits) == _EIGHT and chain.digits[0] not in "01" and not _is_tied(chain):
        if chain.sizes in _GROUPED and not _is_series(chain) and set(chain.separators) <= set(" .-"):
            yield _hit(chain, "grouped as a phone number")
        elif _is_mobile(chain, channel):
            yield _hit(chain, "eight digits of a mobile number")


def _are_years(chain: Chain) -> bool:
    return chain.sizes == (4, 4) and all(1800 <= int(each) < 2100 for each in chain.groups)


def _is_tied(chain: Chain) -> bool:
    """Say whether the digits are a part of something longer."""
    return bool(_TIED_BEFORE.search(chain.before) or _TIED_AFTER.match(chain.after))


def _is_mobile(chain: Chain, channel: Channel) -> bool:
    """Say whether eight digits in a row can be a mobile number that somebody wrote for others to read."""
    words = channel in (Channel.PROSE, Channel.CELL)
    fits = len(chain.groups) == 1 and chain.digits[0] in "49" and words
    return fits and not _NUMBERED.search(chain.before) and not _UNIT.match(chain.after)


def _is_series(chain: Chain) -> bool:
    """Say whether the groups grow by the same step, as the ticks of an axis do."""
    values = [int(each) for each in chain.groups]
    steps = {after - before for before, after in pairwise(values)}
    return chain.sizes == (2, 2, 2, 2) and len(steps) == 1


def mail_hits(text: str) -> Iterator[Hit]:
    """Find e-mail addresses, also with the sign and the full stops written out."""
    end = 0
    for sign in _SIGN.finditer(text):
        around = max(sign.start() - _LONGEST_NAME - 2, end), min(sign.end() + 2 * _LONGEST_NAME, len(text))
        for match in filter(None, (pattern.search(text, *around) for pattern in (_MAIL, _SPOKEN))):
            if match.end() > end and (match.groupdict().get("top") or "").lower() not in _FILES:
                end = match.end()
                rule = "an @ between a name and a domain" if "@" in match.group() else "an @ written out"
                yield Hit(*match.span(), Category.MAIL, rule, re.sub(r"\W", "", match.group()).lower())
