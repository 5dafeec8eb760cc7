"""Accepting and rejecting what came back, and saying in the note that it is verified when all is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditlib.dates import Day
from auditlib.files.notes import parse_note
from auditlib.interviews import Note
from auditlib.problems import UsageError, hint_for
from auditlib.verification.anatomy import blocks_of
from auditlib.verification.copies import Part, make_copy
from auditlib.verification.model import Change, Earlier, Kind, Record, State
from auditlib.verification.rewriting import rewrite, with_verified
from auditlib.verification.sending import find_note, note_file
from auditlib.verification.store import latest, read_records, write_record, write_whole
from auditlib.workspace import Inputs

Known = dict[Path, Record]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: the changes as they are now, what the note's front matter says then, and who is waited for."""

    changes: tuple[Change, ...]
    verified: str = ""
    waiting: tuple[str, ...] = ()


def decide(
    inputs: Inputs, note: str, wanted: Sequence[str], state: State, by: str, on: Day, reason: str | None = None
) -> Decided:
    """Accept or reject changes of a note, all open ones where none is named.

    Raises UsageError when one is unknown or decided, when a rejection has no reason, or when the words cannot be put
    into the note; nothing is then written.
    """
    if state is State.REJECTED and not (reason or "").strip():
        raise UsageError("say why with --reason: the informant's words are not put aside without one")
    found = find_note(inputs, note)
    known = {path: each for path, each in _latest(inputs).items() if each.note == note}
    chosen = _chosen(known, wanted, note)
    before = note_file(inputs, note).read_bytes().decode("utf-8")
    text, decided = before, list[Change]()
    for file, change in chosen:
        made, earlier = text, tuple[Earlier, ...]()
        if state is State.ACCEPTED and change.kind is not Kind.COMMENT:
            done_in = rewrite(text, _part(known[file], change, found, text), _shifted(known[file], change))
            made, earlier = done_in.text, done_in.earlier + _quotes_hit(found, text, done_in.text)
        update = {"state": state, "by": by, "on": on, "reason": reason, "earlier": earlier}
        text, done = made, change.model_copy(update=update)
        known[file] = _with(known[file], done)
        decided.append(done)
    return _keep(inputs, found, known, {file for file, _ in chosen}, (before, text), tuple(decided))


def settle(inputs: Inputs, note: str) -> Decided:
    """Say in a note that it is verified, where every copy has come back and nothing is left to decide."""
    known = {path: each for path, each in _latest(inputs).items() if each.note == note}
    text = note_file(inputs, note).read_bytes().decode("utf-8")
    return _keep(inputs, find_note(inputs, note), known, set(), (text, text), ())


def _latest(inputs: Inputs) -> Known:
    return dict(latest(read_records(inputs.root, inputs.audit.id)).values())


def _chosen(known: Mapping[Path, Record], wanted: Sequence[str], note: str) -> list[tuple[Path, Change]]:
    """Find the changes that are named, or all open ones."""
    every = [(path, change) for path, record in known.items() for change in record.changes]
    if not every:
        raise UsageError(f"nothing has come back for {note}")
    if not wanted:
        still = [each for each in every if each[1].state is State.PROPOSED]
        if not still:
            raise UsageError(f"nothing of {note} is left to decide")
        return still
    chosen = list[tuple[Path, Change]]()
    for id_ in dict.fromkeys(wanted):
        found = [each for each in every if each[1].id == id_]
        if len(found) != 1:
            hint = hint_for(id_, (change.id for _, change in every)) if not found else "two clones gave it: send again"
            raise UsageError(f"{note} has no single change `{id_}` ({hint})")
        if found[0][1].state is not State.PROPOSED:
            raise UsageError(f"change {id_} was {found[0][1].state} on {found[0][1].on} by {found[0][1].by}")
        chosen += found
    return chosen


def _accepted_before(record: Record, change: Change) -> list[Change]:
    """Give the accepted changes of words in the same paragraph."""
    return [
        each for each in record.changes
        if each.paragraph == change.paragraph and each.kind is Kind.WORDS and each.state is State.ACCEPTED
    ]  # fmt: skip


def _shifted(record: Record, change: Change) -> Change:
    """Move a change to where its words stand after those accepted before it in the same paragraph."""
    moved = sum(
        len(each.after or "") - len(each.before or "")
        for each in _accepted_before(record, change)
        if each.start < change.start
    )
    return change.model_copy(update={"start": change.start + moved})


def _now(record: Record, change: Change) -> str:
    """Give the paragraph as it must be now: as it was sent, with what has been accepted."""
    text = next(each.text for each in record.paragraphs if each.id == change.paragraph)
    for each in sorted(_accepted_before(record, change), key=lambda each: -each.start):
        text = text[: each.start] + (each.after or "") + text[each.start + len(each.before or "") :]
    return text


def _part(record: Record, change: Change, note: Note, text: str) -> Part:
    """Find the paragraph in the note as it is now; raise UsageError when somebody has edited it since it was sent."""
    parts = make_copy(note, text, record.informant).parts
    wanted = _now(record, change)
    found = [each for each in parts if each.text == wanted]
    same = [each for each in found if each.id == change.paragraph]
    if len(found) == 1 or same:
        return (same or found)[0]
    raise UsageError(
        f"the paragraph of change {change.id} was edited after the note was sent; "
        "edit the note by hand and reject the change, or send the note again"
    )


def _with(record: Record, done: Change) -> Record:
    changes = tuple(done if each.id == done.id else each for each in record.changes)
    return record.model_copy(update={"changes": changes})


def _quotes_hit(note: Note, before: str, after: str) -> tuple[Earlier, ...]:
    """Give the passages of a side file whose quoted words were in the note and no longer are."""
    old, new = (" ".join(each.text for each in blocks_of(text)) for text in (before, after))
    read = parse_note(before, "", [])
    inline = {each.id for each in read.note.passages} if read else set()
    hit = (each for each in note.passages if each.id not in inline and each.text in old and each.text not in new)
    return tuple(Earlier(passage=each.id, text=each.text) for each in hit)


def _keep(
    inputs: Inputs, note: Note, known: Known, touched: set[Path], texts: tuple[str, str], decided: tuple[Change, ...]
) -> Decided:
    """Write the note first, then the records, so that what is called accepted is always in the note."""
    (before, text), records = texts, list(known.values())
    waiting = tuple(each.informant for each in records if each.returned is None)
    verified = ""
    if records and all(each.settled for each in records):
        verified = _verified(records)
        text = with_verified(text, f"{note.interview.id}.md", verified)
        _refuse_broken(note, text)
    if text != before:
        write_whole(note_file(inputs, note.interview.id), text.encode())
    for path in touched:
        write_record(path, known[path])
    return Decided(decided, verified, waiting)


def _verified(records: Sequence[Record]) -> str:
    """Write who verified a note, when, and what was changed."""
    returned = sorted(((each.returned.on.text, each.informant) for each in records if each.returned), reverse=True)
    (day, first), others = returned[0], sorted(name for _, name in returned[1:])
    also = f", also: [{', '.join(others)}]" if others else ""
    return f"{{on: {day}, by: {first}{also}, changes: {summary(records)}}}"


def summary(records: Sequence[Record]) -> str:
    """Say in short what became of the changes: `none`, or how many were accepted and rejected."""
    states = Counter(change.state for each in records for change in each.changes)
    if not states:
        return "none"
    return f'"{states[State.ACCEPTED]} accepted, {states[State.REJECTED]} rejected"'


def _refuse_broken(note: Note, text: str) -> None:
    """Refuse to write front matter that could not be read back as the same with a verification."""
    read = parse_note(text, note.interview.id, [])
    was = note.interview.model_dump(exclude={"verified"})
    if read is None or read.note.interview.verified is None or (
        read.note.interview.model_dump(exclude={"verified"}) != was
    ):
        raise UsageError(f"`verified` cannot be written into {note.interview.id}.md; write it by hand")
