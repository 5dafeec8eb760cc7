"""What has been sent, what came back and what is open, as rows and as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from auditlib.verification.model import Change, Kind, State
from auditlib.verification.store import latest, read_records
from auditlib.workspace import Inputs


def rows(inputs: Inputs) -> list[dict[str, Any]]:
    """Give a row for each note and informant."""
    known = latest(read_records(inputs.root, inputs.audit.id))
    found = []
    for note in (each.interview for each in inputs.notes):
        for informant in note.informants:
            record = known[note.id, informant][1] if (note.id, informant) in known else None
            states = Counter(each.state for each in record.changes) if record else Counter[State]()
            found.append({
                "note": note.id,
                "informant": informant,
                "verified": str(note.verified.on) if note.verified else "",
                "sent": str(record.sent.on) if record else "",
                "returned": str(record.returned.on) if record and record.returned else "",
                **{state.value: states[state] for state in State},
            })  # fmt: skip
    return found


def as_text(found: Iterable[dict[str, Any]]) -> str:
    """Write the rows as lines."""
    return "\n".join(_line(each) for each in found) or "Ingen intervjuer"


def _line(row: dict[str, Any]) -> str:
    parts = [f"{row['note']}  {row['informant']}"]
    parts.append(f"verifisert {row['verified']}" if row["verified"] else "ikke verifisert")
    if row["sent"]:
        parts.append(f"sendt {row['sent']}")
        parts.append(f"tilbake {row['returned']}" if row["returned"] else "ikke kommet tilbake")
    counts = (("proposed", "ikke avgjort"), ("accepted", "godtatt"), ("rejected", "avvist"))
    parts += [f"{row[key]} {words}" for key, words in counts if row[key]]
    return ", ".join(parts)


def change_rows(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Give changes as plain data."""
    return [each.model_dump(mode="json", exclude_none=True) for each in changes]


def change_text(each: Change) -> str:
    """Write a change in one or more lines: where, what was there, what came instead, and what it touched."""
    said = f"{each.id}  {each.paragraph}: "
    if each.kind is Kind.COMMENT:
        said += f"kommentar{f' til «{each.before}»' if each.before else ''}: {each.after}"
    elif each.kind is Kind.PARAGRAPH:
        said += f"nytt avsnitt: «{each.after}»"
    elif not each.before:
        said += f"satt inn «{(each.after or '').strip()}»"
    elif not each.after:
        said += f"strøket «{each.before.strip()}»"
    else:
        said += f"«{each.before}» → «{each.after}»"
    if each.state is not State.PROPOSED:
        decided = "godtatt" if each.state is State.ACCEPTED else "avvist"
        said += f" ({decided}{f': {each.reason}' if each.reason else ''})"
    for earlier in each.earlier:
        what = "er borte" if earlier.gone else "sa før"
        said += f"\n    {earlier.passage} {what}: «{earlier.text}»"
    return said
