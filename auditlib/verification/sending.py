"""Sending a copy to an informant, and keeping what came back as proposed changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditlib.dates import Day
from auditlib.interviews import Note
from auditlib.problems import UsageError, hint_for
from auditlib.verification.copies import Copy, make_copy
from auditlib.verification.differences import differences, match
from auditlib.verification.model import Change, Kind, Paragraph, Record, Returned, Sent
from auditlib.verification.page import CameBack
from auditlib.verification.rewriting import with_verified
from auditlib.verification.store import latest, new_path, read_records, write_record
from auditlib.workspace import Inputs

_NUMBERED = "e"


def note_file(inputs: Inputs, note: str) -> Path:
    """Give the file of a note."""
    return inputs.root / "interviews" / inputs.audit.id / f"{note}.md"


def find_note(inputs: Inputs, note: str) -> Note:
    """Find a note; raise UsageError with those there are."""
    notes = {each.interview.id: each for each in inputs.notes}
    if note not in notes:
        raise UsageError(f"there is no note `{note}` ({hint_for(note, notes)})")
    return notes[note]


def copy_for(inputs: Inputs, note: str, informant: str) -> Copy:
    """Make a copy of a note for one of its informants; raise UsageError when either is unknown."""
    found = find_note(inputs, note)
    if informant not in found.interview.informants:
        raise UsageError(f"`{informant}` is not in {note} ({hint_for(informant, found.interview.informants)})")
    made = make_copy(found, note_file(inputs, note).read_text(encoding="utf-8"), informant)
    if not made.parts:
        raise UsageError(f"{note} has nothing that {informant} has said: nothing to send")
    return made


def refuse_again(inputs: Inputs, copy: Copy, again: bool) -> None:
    """Refuse to send what is out already, or verified, unless it is sent again on purpose."""
    note, informant = copy.note.interview, copy.informant
    known = latest(read_records(inputs.root, inputs.audit.id)).get((note.id, informant))
    if known is not None and not known[1].settled:
        waits = "is not decided" if known[1].returned else "has not come back"
        if not again or known[1].returned:
            hint = "decide it first" if known[1].returned else "--again sends a new one"
            raise UsageError(f"the copy of {note.id} that {informant} got on {known[1].sent.on} {waits}; {hint}")
    elif not again and (note.verified is not None or known is not None):
        raise UsageError(f"{note.id} is verified; --again sends it once more")


def keep_sent(inputs: Inputs, copy: Copy, by: str, on: Day, form: str) -> Path:
    """Keep what was sent, to whom, when and by whom; give the file of the record."""
    note = copy.note.interview.id
    path = new_path(inputs.root, inputs.audit.id, note, copy.informant)
    paragraphs = tuple(Paragraph(id=each.id, text=each.text) for each in copy.parts)
    sent = Sent(on=on, by=by, form=form, hash=copy.hash)
    write_record(path, Record(note=note, informant=copy.informant, sent=sent, paragraphs=paragraphs,
                              left_out=copy.left_out))  # fmt: skip
    return path


@dataclass(frozen=True, slots=True)
class Received:
    """A record with what came back, and its file."""

    path: Path
    record: Record


def receive(
    inputs: Inputs, back: CameBack, content: bytes, name: str, by: str, on: Day, note: str = "", informant: str = ""
) -> Received:
    """Keep what came back as proposed changes.

    Raises UsageError when it is not known which copy it is, or when `verified` could not be written into the note.
    """
    records = read_records(inputs.root, inputs.audit.id)
    path, record = _sent_as(latest(records).values(), back.hash, note, informant, name)
    if record.returned is not None:
        raise UsageError(f"the copy of {record.note} to {record.informant} came back on {record.returned.on}")
    with_verified(note_file(inputs, record.note).read_text(encoding="utf-8"), f"{record.note}.md", "…")
    taken = [each.id for other in records.values() if other.note == record.note for each in other.changes]
    first = max((int(each.removeprefix(_NUMBERED)) for each in taken), default=0) + 1
    proposed = enumerate(_proposed(record, back), first)
    changes = tuple(each.model_copy(update={"id": f"{_NUMBERED}{number}"}) for number, each in proposed)
    returned = Returned(on=on, by=by, file=Path(name).name, hash=hashlib.sha256(content).hexdigest())
    kept = record.model_copy(update={"returned": returned, "changes": changes})
    write_record(path, kept)
    return Received(path, kept)


def _sent_as(
    known: Iterable[tuple[Path, Record]], hash_: str, note: str, informant: str, name: str
) -> tuple[Path, Record]:
    """Find the record of a copy by its mark, or by the note and the informant where it has lost it."""
    found = [
        each for each in known
        if (each[1].note in ("", note) or not note) and (each[1].informant == informant or not informant)
        and (each[1].sent.hash.startswith(hash_) if hash_ else bool(note and informant))
    ]  # fmt: skip
    if len(found) != 1:
        why = "is no copy that was sent, or a later one was sent" if hash_ else "has lost its mark"
        raise UsageError(f"{name} {why}; say which it is with --note NOTE --informant INFORMANT")
    return found[0]


def _proposed(record: Record, back: CameBack) -> Iterator[Change]:
    """Give each difference, new paragraph and comment as a change to decide."""
    sent = {each.id: each.text for each in record.paragraphs}
    matched, author = match(sent, back.pieces), ", ".join(back.authors) or None
    for id_, before in sent.items():
        for each in differences(before, matched.texts[id_] or ""):
            yield Change(id="e", kind=Kind.WORDS, paragraph=id_, start=each.start, before=each.before or None,
                         after=each.after or None, author=author)  # fmt: skip
        for piece in matched.added:
            if piece.anchor == id_:
                yield Change(id="e", kind=Kind.PARAGRAPH, paragraph=id_, after=piece.text, author=author)
    for comment in back.comments:
        at = comment.anchor if comment.anchor in sent else next(iter(sent))
        yield Change(id="e", kind=Kind.COMMENT, paragraph=at, before=comment.about or None, after=comment.text or "–",
                     author=comment.author or None)  # fmt: skip
