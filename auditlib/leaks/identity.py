"""Norwegian identity numbers and bank accounts, told by their control digits.

Fødselsnummer, D-number (day + 40), H-number (month + 40), the synthetic series (month + 40, + 65 or + 80) and any of
them together, with the control digits of today and those of numbers given out from 2032, where the first control digit
may leave a remainder of 0, 1, 2 or 3 (Skatteetaten, «Nytt fødselsnummer fra 2032»); FH-numbers, which begin with 8 or 9
and hold no date. By chance one in a hundred numbers of eleven digits passes, and one in nine account numbers, whose
control is the same as the second one here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditlib.leaks.digits import Chain
from auditlib.leaks.model import Category, Channel, Hit

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_MONTHS = {0: "", 40: "H-number or synthetic number", 65: "synthetic number", 80: "synthetic number"}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LENGTH = 11
# How people write one, where other numbers stand beside it; alone, it may be grouped in any way.
_USUAL = {(11,), (6, 5), (6, 3, 2), (2, 2, 2, 5), (2, 2, 2, 3, 2)}
_ACCOUNT = (4, 2, 5)
_ACCOUNT_WORD = re.compile(r"\bkonto\w*\W{0,3}(?:(?:nr|nummer(?:et)?|er|:)\W{0,2}){0,2}$", re.IGNORECASE)
_IBAN = re.compile(r"NO(?<![A-Za-z\d]NO)[ -]?\d\d(?:[ -]?\d){11}(?![ -]?\d)")
_HEX_BEFORE, _HEX_AFTER = re.compile(r"[0-9a-f]*$"), re.compile(r"[0-9a-f]*")
_HEX_LENGTH = 8


def _remainder(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11


def is_account(digits: str) -> bool:
    """Say whether eleven digits pass the control of a bank account, which is also an identity number's second."""
    return len(digits) == _LENGTH and _remainder(digits, _SECOND) == 0


def identity_kind(digits: str) -> str:
    """Name the kind of identity number that eleven digits can be, or nothing when they cannot be any."""
    if not is_account(digits) or (first := _remainder(digits, _FIRST)) > 3:
        return ""
    if digits[0] in "89":
        return "FH-number" if first == 0 else ""
    day, month = int(digits[:2]), int(digits[2:4])
    series = next((each for each in _MONTHS if 1 <= month - each <= 12), None)
    if series is None or not 1 <= day % 40 <= _DAYS[month - series - 1]:
        return ""
    kinds = ("D-number" if day > 40 else "", _MONTHS[series], "control digit of 2032" if first else "")
    return ", ".join(filter(None, kinds)) or "fødselsnummer"


def identity_hits(chain: Chain, channel: Channel) -> Iterator[Hit]:
    """Find identity numbers and accounts in a chain of digits."""
    if re.search(r"\d,$", chain.before):
        return  # decimals
    found = list(_runs(chain, channel)) if chain.end - chain.start >= _LENGTH else []
    yield from found
    if not found and channel is not Channel.RAW:
        yield from _account_hits(chain)


def _runs(chain: Chain, channel: Channel) -> Iterator[Hit]:
    """Find groups in a row that together are an identity number."""
    for first in range(len(chain.groups)):
        run = chain.first_of(_LENGTH, first)
        kind = identity_kind(run.digits) if run else ""
        if run and kind and _may_be_one(run, chain, channel):
            account = run.sizes == _ACCOUNT
            rule = f"looks like an account number, but could be a {kind}" if account else kind
            sure = not (account or "2032" in kind or "FH" in kind)
            yield Hit(run.start, run.end, Category.IDENTITY, rule, run.digits, sure)


def _may_be_one(run: Chain, chain: Chain, channel: Channel) -> bool:
    """Say whether groups can be one number: alone in any grouping, among others only as people write it."""
    code = channel in (Channel.RAW, Channel.CODE)
    if _is_in_hash(run) or (code and re.search(r"\d\.$", run.before)):
        return False
    return len(run.groups) == len(chain.groups) or run.sizes in _USUAL


def _is_in_hash(run: Chain) -> bool:
    """Say whether the digits are in the middle of a long hexadecimal number."""
    before, after = _HEX_BEFORE.search(run.before), _HEX_AFTER.match(run.after)
    return sum(len(each.group()) for each in (before, after) if each) >= _HEX_LENGTH


def _account_hits(chain: Chain) -> Iterator[Hit]:
    """Find account numbers: written 4-2-5, or after the word for one."""
    spaced = chain.sizes == _ACCOUNT and len(set(chain.separators)) == 1
    if is_account(chain.digits) and (spaced or _ACCOUNT_WORD.search(chain.before)):
        yield Hit(chain.start, chain.end, Category.ACCOUNT, "control digit of a bank account", chain.digits, False)


def iban_hits(text: str) -> Iterator[Hit]:
    """Find Norwegian account numbers written as IBAN (ISO 13616)."""
    for match in _IBAN.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if int(f"{digits[2:]}2324{digits[:2]}") % 97 == 1:  # NO is 2324
            yield Hit(*match.span(), Category.ACCOUNT, "IBAN", digits[2:])
