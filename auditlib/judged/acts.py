"""Judging and accepting: storing what a judgement rests on as it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from auditlib.judged.model import Acceptance, Judgement, Suspect, What
from auditlib.judged.store import Store, file_of, stored_of, write
from auditlib.problems import UsageError, hint_for

_MOST_NAMED = 20


def to_judge(
    judgements: Mapping[str, Judgement], suspects: Mapping[str, Suspect], store: Store, ids: Sequence[str],
    everything: bool,
) -> list[str]:  # fmt: skip
    """Give the judgements to store: those named, and with `everything` all that are new or suspect.

    Raises UsageError for an id that no judgement has, or where nothing is named.
    """
    if not ids and not everything:
        raise UsageError("name the judgements to store, for example V1 F1, or all that are new or suspect with --all")
    _require(ids, judgements)
    named = set(ids)
    if everything:
        named.update(each for each in judgements if each not in store.stored or each in suspects)
    return [each for each in judgements if each in named]


def judge(root: Path, audit: str, judgements: Mapping[str, Judgement], ids: Sequence[str], by: str, on: str) -> None:
    """Store judgements as they stand."""
    for each in ids:
        write(root, audit, stored_of(judgements[each], by, on))


def accept(
    root: Path, audit: str, judgements: Mapping[str, Judgement], suspects: Mapping[str, Suspect], store: Store,
    id_: str, acceptance: Acceptance,
) -> Acceptance:  # fmt: skip
    """Store what a suspect judgement rests on now, with the reason why it need not be judged anew.

    Raises UsageError for one that is not suspect, that was never judged, or whose file cannot be trusted.
    """
    _require([id_], judgements)
    if not acceptance.reason.strip():
        raise UsageError('say why the change does not matter: --reason "…"')
    if id_ not in suspects:
        raise UsageError((_HOLDS if id_ in store.stored else _UNSTORED).format(id_))
    if id_ not in store.stored:
        raise UsageError(f"{file_of(audit, id_)} is not as it was written: nobody knows what to accept; judge anew")
    made = replace(acceptance, changed=changed_in_short(suspects[id_]))
    before = store.stored[id_]
    write(root, audit, stored_of(judgements[id_], before.by, before.on, (*before.accepted, made)))
    return made


_HOLDS = "{} is not suspect, so there is nothing to accept"
_UNSTORED = "{} was never judged with `auditlib judge`, so there is nothing to accept"


def clear(root: Path, audit: str, judgements: Mapping[str, Judgement], store: Store) -> list[str]:
    """Take away what is stored for judgements that are no more; give their ids."""
    gone = [each for each in (*store.stored, *store.broken, *store.edited) if each not in judgements]
    for each in gone:
        (root / file_of(audit, each)).unlink()
    return gone


def changed_in_short(suspect: Suspect) -> str:
    """Name what has changed, for one line."""
    marks = {What.NEW: "+", What.GONE: "−"}
    named = [f"{marks.get(each.what, '')}{each.id}" for each in suspect.changes] + list(suspect.through)
    names = list(dict.fromkeys(named))
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" … (+{more})" if more > 0 else "")


def _require(ids: Sequence[str], judgements: Mapping[str, Judgement]) -> None:
    for each in ids:
        if each not in judgements:
            raise UsageError(f"there is no assessment, finding, conclusion or recommendation `{each}` "
                             f"({hint_for(each, judgements)})")  # fmt: skip
