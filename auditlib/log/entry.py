"""An entry of the log, and the one way it is written.

The hash is of the line's own bytes up to where the hash stands, so that no byte of a line can be changed unseen.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

_HASH = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_END = re.compile(rb'(.*),"hash":"([0-9a-f]{64})"\}', re.DOTALL)
_KEYS = ("number", "time", "who", "act", "about", "details", "parents", "key", "hash")


class Act(StrEnum):
    """What somebody did."""

    JUDGED = "judged"
    ACCEPTED = "accepted"
    SENT = "sent"
    VERIFIED = "verified"
    REVIEWED = "reviewed"
    ANSWERED = "answered"
    SIGNED = "signed"
    HEARD = "heard"
    DECIDED = "decided"
    FOLLOWED_UP = "followed_up"
    BUILT = "built"
    ARCHIVED = "archived"
    RESTORED = "restored"
    DELETED = "deleted"
    FETCHED = "fetched"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did.

    `number` is one more than the highest of the `parents`, the hashes of the entries it follows: one normally, more
    after two clones were merged. `time` is UTC, `2024-05-12T09:30:00Z`. `key` is the fingerprint of the key that
    signed it, empty where it is not signed.
    """

    number: int
    time: str
    who: str
    act: Act
    about: tuple[str, ...]
    details: Mapping[str, str] = field(hash=False)
    parents: tuple[str, ...]
    key: str = ""
    hash: str = ""


class NotAnEntry(ValueError):
    """A line is no entry; `column` counts from 1."""

    def __init__(self, reason: str, column: int = 1) -> None:
        """Keep the place in the line."""
        self.column = column
        super().__init__(reason)


def encode(entry: Entry) -> tuple[str, bytes]:
    """Give an entry's hash, and its line without the line end."""
    content = {
        "number": entry.number,
        "time": entry.time,
        "who": entry.who,
        "act": entry.act.value,
        "about": list(entry.about),
        "details": dict(sorted(entry.details.items())),
        "parents": list(entry.parents),
        "key": entry.key,
    }
    hashed = json.dumps(content, ensure_ascii=False, separators=(",", ":"))[:-1].encode()
    found = hashlib.sha256(hashed).hexdigest()
    return found, hashed + f',"hash":"{found}"}}'.encode()


def decode(line: bytes) -> tuple[Entry, str]:
    """Read a line; give its entry and the hash that its content has, which is the entry's own unless it was changed.

    Raises NotAnEntry with the reason and the column.
    """
    match = _END.fullmatch(line)
    if match is None:
        raise NotAnEntry("it does not end with its hash", max(len(line), 1))
    try:
        content = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise NotAnEntry("it is not UTF-8", error.start + 1) from None
    except json.JSONDecodeError as error:
        raise NotAnEntry(error.msg, error.colno) from None
    except (ValueError, RecursionError):
        raise NotAnEntry("it cannot be read as JSON") from None
    return _entry(content), hashlib.sha256(match[1]).hexdigest()


def _entry(content: Any) -> Entry:
    """Build an entry of what was read."""
    if not isinstance(content, dict) or tuple(content) != _KEYS:
        raise NotAnEntry(f"it must have the keys {', '.join(_KEYS)}, in this order")
    for name in ("time", "who", "act", "key", "hash"):
        if not isinstance(content[name], str):
            raise NotAnEntry(f"`{name}` must be a text")
    if type(content["number"]) is not int or content["number"] < 1:
        raise NotAnEntry("`number` must be a whole number from 1")
    if not is_time(content["time"]):
        raise NotAnEntry("`time` must be a time such as 2024-05-12T09:30:00Z")
    if content["act"] not in _ACTS:
        raise NotAnEntry(f"`act` must be one of {', '.join(_ACTS)}")
    parents = _texts(content["parents"], "parents")
    if not all(map(_HASH.fullmatch, parents)):
        raise NotAnEntry("`parents` must be hashes")
    details = content["details"]
    if not isinstance(details, dict) or not all(isinstance(each, str) for each in details.values()):
        raise NotAnEntry("`details` must be texts by their names")
    return Entry(
        content["number"], content["time"], content["who"], Act(content["act"]), _texts(content["about"], "about"),
        details, parents, content["key"], content["hash"],
    )  # fmt: skip


_ACTS = tuple(each.value for each in Act)


def _texts(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise NotAnEntry(f"`{name}` must be a list of texts")
    return tuple(value)


def is_time(text: str) -> bool:
    """Say whether a text is a time of UTC as the log writes it."""
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def heads_of(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give the entries that no other follows, in the order of the log: one normally, more after a merge."""
    followed = {parent for each in entries for parent in each.parents}
    return tuple({each.hash: each for each in entries if each.hash not in followed}.values())
