"""Random numbers that a colleague can compute again in any language: SHA-256 of the seed, a purpose and a name.

Python's and numpy's generators may change what they give from one version to the next, and say nothing outside Python.
A hash is written down in a standard (FIPS 180-4) and gives each case its number from the seed and its own id alone, so
the order of the list does not matter and a larger sample holds the smaller one.

Source: Rivest, consistent sampling (`consistent_sampler`, 2018), as used in election audits.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from fractions import Fraction

from auditlib.stats.explain import StatsError

ALGORITHM = "auditlib-sha256-1"
_SEED = "a whole number, 0 or more, written down before the draw, for example 20100630"


def seed_of(seed: object) -> int:
    """Give a seed as a whole number; StatsError when it is left out, negative, a fraction or text."""
    digits = isinstance(seed, str) and re.fullmatch("[0-9]{1,100}", seed) is not None
    if not digits and (isinstance(seed, bool) or not isinstance(seed, int) or seed < 0):
        raise StatsError("seed", seed, _SEED)
    return int(seed)  # type: ignore[call-overload, no-any-return]


def digest(seed: int, purpose: str, name: str) -> int:
    """Give the SHA-256 of `seed`, `purpose` and `name`, each on a line of its own, as a number below 2**256."""
    return int.from_bytes(hashlib.sha256(f"{seed}\n{purpose}\n{name}".encode()).digest(), "big")


def unit(seed: int, purpose: str, name: str = "") -> Fraction:
    """Give a random number from 0 up to 1, exactly."""
    return Fraction(digest(seed, purpose, name), 2**256)


def ranked(seed: int, purpose: str, names: Iterable[str]) -> list[str]:
    """Put names in random order, which their own order does not touch."""
    return sorted(names, key=lambda name: (digest(seed, purpose, name), name))


def fingerprint(lines: Iterable[str]) -> str:
    """Give the SHA-256 of lines, each ended by a line feed: the same as `sha256sum` of a file with them."""
    found = hashlib.sha256()
    for line in lines:
        found.update(f"{line}\n".encode())
    return found.hexdigest()
