"""Reading a log: its lines with what is wrong with each, and its entries."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from auditlib.log.entry import Entry, NotAnEntry, decode
from auditlib.problems import Location, Problem, problem

LOG, HEADS, SIGNATURES, SIGNERS = "log.jsonl", "heads", "signatures", "allowed_signers"
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with the number of its line, and that line's bytes."""

    number: int
    entry: Entry
    raw: bytes


def log_folder(root: Path, audit: str) -> Path:
    """Give the folder of an audit's log, which need not be there."""
    return root / "findings" / audit / "log"


def read_log(root: Path, audit: str) -> tuple[Entry, ...]:
    """Give the entries of an audit's log in its order, lines that are none left out; none where there is no log.

    Nothing is verified here: see `auditlib.log.verify`.
    """
    try:
        raw = (log_folder(root, audit) / LOG).read_bytes()
    except FileNotFoundError:
        return ()
    return tuple(each.entry for each in read_lines(raw, LOG, []))


def read_lines(raw: bytes, name: str, problems: list[Problem]) -> list[Line]:
    """Read the lines of a log; add a problem for each that is no entry, or was changed since it was written.

    `name` is what the problems call the file. A changed entry is given all the same.
    """
    whole, half = whole_and_half(raw)
    with _collector_resting():  # what is read is kept, so that collecting would find nothing each time
        lines = list(_read(whole, name, problems))
    if half:
        problems.append(problem("L913", Location(name, whole.count(b"\n") + 1, 1)))
    return lines


def _read(whole: bytes, name: str, problems: list[Problem]) -> Iterator[Line]:
    for number, each in enumerate(whole.split(b"\n")[:-1], 1):
        try:
            entry, found = decode(each)
        except NotAnEntry as error:
            problems.append(problem("L901", Location(name, number, error.column), what="log entry", reason=str(error)))
            continue
        if found != entry.hash:
            at = Location(name, number, each.rindex(b'"hash"') + 1)
            problems.append(problem("L902", at, hash=entry.hash[:_SHOWN], found=found[:_SHOWN]))
        yield Line(number, entry, each)


@contextmanager
def _collector_resting() -> Iterator[None]:
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def whole_and_half(raw: bytes) -> tuple[bytes, bytes]:
    """Part a log into its whole lines and what stands after the last line end, which a crash may leave."""
    end = raw.rfind(b"\n") + 1
    return raw[:end], raw[end:]


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Give the lines so that each stands after those it follows, and once; otherwise where they stood."""
    left = {line.entry.hash: line for line in reversed(lines)}
    ordered: list[Line] = []
    for line in lines:
        waiting = [line.entry.hash]
        while waiting:
            hash_ = waiting[-1]
            before = [each for each in left[hash_].entry.parents if each in left] if hash_ in left else []
            if before:
                waiting += reversed(before)
            else:
                waiting.pop()
                ordered += [left.pop(hash_)] if hash_ in left else []
    return ordered


def column_of(line: Line, text: str) -> int:
    """Give the column where a text stands in a line, from 1."""
    return len(line.raw.partition(text.encode())[0].decode()) + 1


def read_heads(raw: bytes, name: str, problems: list[Problem]) -> Iterator[tuple[int, int, str]]:
    """Give line, number and hash of each entry that a heads file names."""
    for number, each in enumerate(raw.split(b"\n"), 1):
        said = each.decode("ascii", errors="replace")
        count, _, hash_ = said.partition(" ")
        fits = count.isdecimal() and count.isascii() and len(hash_) == 64 and not set(hash_) - set("0123456789abcdef")
        if fits:
            yield number, int(count), hash_
        elif each or number < raw.count(b"\n") + 1:
            reason = "it is not the number and the hash of an entry"
            problems.append(problem("L901", Location(name, number, 1), what="line of heads", reason=reason))
