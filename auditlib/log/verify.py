"""Verifying a log: every edit, removal and reordering that can be seen, and where.

Three witnesses are heard, and none of them alone is enough: the entries' own hashes, what stands beside the log (the
heads and the signatures), and git's history. What none of them can show: docs/decisions/0019.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditlib.log.entry import Entry, NotAnEntry, decode, heads_of
from auditlib.log.history import committed_lines, in_repository
from auditlib.log.reading import HEADS, LOG, Line, column_of, log_folder, read_heads, read_lines
from auditlib.log.signatures import Signed, check_signatures
from auditlib.problems import Location, Problem, problem

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Verified:
    """What a log holds, and what is wrong with it.

    `committed` is how many of its entries git remembers, None where there is no repository to ask.
    """

    entries: tuple[Entry, ...]
    heads: tuple[Entry, ...]
    signed: Signed
    committed: int | None
    problems: tuple[Problem, ...]


def verify_log(root: Path, audit: str) -> Verified:
    """Verify an audit's log: its chain, its heads, its signatures, and what git remembers."""
    folder = log_folder(root, audit)
    name = folder.relative_to(root).as_posix()
    raw, heads = (path.read_bytes() if path.exists() else b"" for path in (folder / LOG, folder / HEADS))
    problems: list[Problem] = []
    lines = chain(raw, heads, name, problems)
    signed = check_signatures(folder, name, lines, problems)
    committed = _with_history(root, f"{name}/{LOG}", lines, problems)
    return Verified(tuple(each.entry for each in lines), _heads(lines), signed, committed, tuple(problems))


def chain(raw: bytes, heads: bytes, name: str, problems: list[Problem]) -> list[Line]:
    """Check the entries of a log against each other and against its heads file; give them.

    `name` is what the problems call the folder.
    """
    file = f"{name}/{LOG}"
    lines = read_lines(raw, file, problems)
    first: dict[str, Line] = {}
    for each in lines:
        first.setdefault(each.entry.hash, each)
    for each in lines:
        if first[each.entry.hash] is not each:
            at = Location(file, each.number, 1)
            problems.append(problem("L905", at, first=first[each.entry.hash].number))
        else:
            problems.extend(_links(each, first, file))
    problems.extend(_ends(lines, heads, name))
    return lines


def _heads(lines: Sequence[Line]) -> tuple[Entry, ...]:
    return heads_of([each.entry for each in lines])


def _links(line: Line, first: dict[str, Line], file: str) -> Iterator[Problem]:
    """Check an entry against those it follows."""
    entry, highest = line.entry, 0
    for hash_ in entry.parents:
        parent = first.get(hash_)
        if parent is None:
            yield problem("L903", Location(file, line.number, column_of(line, hash_)), parent=hash_[:_SHOWN])
            continue
        highest = max(highest, parent.entry.number)
        if parent.number > line.number:
            at, hint = Location(file, line.number, column_of(line, hash_)), f"that one is on line {parent.number}"
            yield problem("L904", at, parent=hash_[:_SHOWN], hint=hint)
        if parent.entry.time > entry.time:
            at = Location(file, line.number, column_of(line, entry.time))
            yield problem("L914", at, time=entry.time, before=parent.entry.time)
    if entry.number != highest + 1 and all(each in first for each in entry.parents):
        at = Location(file, line.number, column_of(line, '"number"'))
        yield problem("L915", at, number=entry.number, expected=highest + 1)


def _ends(lines: Sequence[Line], heads: bytes, name: str) -> Iterator[Problem]:
    """Check the last entries against the file that names them."""
    file, known = f"{name}/{HEADS}", {each.entry.hash for each in lines}
    found: list[Problem] = []
    named = list(read_heads(heads, file, found))
    yield from found
    for line, number, hash_ in named:
        if hash_ not in known:
            yield problem("L906", Location(file, line, 1), number=number, hash=hash_[:_SHOWN])
    hashes = {each for _, _, each in named}
    followed = {parent for each in lines for parent in each.entry.parents}
    if not known >= hashes | followed:  # what is gone was named in its place
        return
    places = {each.entry.hash: each.number for each in lines}
    for each in _heads(lines):
        if each.hash not in hashes:
            at = Location(f"{name}/{LOG}", places[each.hash], 1)
            yield problem("L907", at, number=each.number, hash=each.hash[:_SHOWN], heads=HEADS)


def _with_history(root: Path, file: str, lines: Sequence[Line], problems: list[Problem]) -> int | None:
    """Check the log against git's history; give how many entries that remembers."""
    if not in_repository(root):
        return None
    present, committed = {each.raw for each in lines}, committed_lines(root, file)
    for raw, commit in committed.items():
        gone = None if raw in present else _whole(raw)
        if gone:
            said = f"number {gone.number}, {gone.hash[:_SHOWN]}, {gone.time} {gone.act} by {gone.who}"
            problems.append(problem("L908", Location(file), commit=commit, entry=said, file=file))
    return sum(each in committed for each in present)


def _whole(raw: bytes) -> Entry | None:
    """Read a line that is gone; None where it was no entry, or a changed one that somebody has put right since."""
    try:
        entry, found = decode(raw)
    except NotAnEntry:
        return None
    return entry if found == entry.hash else None
