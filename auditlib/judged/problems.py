"""What is wrong with the store, and which judgements may no longer hold, for `auditlib check`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditlib.judged.model import Judgement, Suspect
from auditlib.judged.store import Store, file_of, folder_of
from auditlib.problems import Location, Problem, hint_for, problem

_MOST_NAMED = 3


def judged_problems(
    audit: str, judgements: Mapping[str, Judgement], suspects: Mapping[str, Suspect], store: Store
) -> Iterator[Problem]:
    """Report what is suspect, never stored, stale or not as it was written; nothing where nothing was ever stored."""
    if store:
        yield from _store_problems(audit, judgements, store)
        kept = {*store.stored, *store.broken, *store.edited}
        apart = (each for each in judgements.values() if each.id not in kept)
        yield from (problem("J620", each.at, id=each.id, audit=audit) for each in apart)
    for suspect in suspects.values():
        if suspect.id in store.stored:
            yield problem("J624", suspect.at, id=suspect.id, what=_named(suspect), audit=audit)


def _store_problems(audit: str, judgements: Mapping[str, Judgement], store: Store) -> Iterator[Problem]:
    for id_, (line, reason) in store.broken.items():
        yield problem("J621", Location(file_of(audit, id_), line, 1 if line else 0), reason=reason, audit=audit, id=id_)
    for id_ in store.edited:
        yield problem("J622", Location(file_of(audit, id_)), audit=audit, id=id_)
    for id_ in store.stored:
        if id_ not in judgements:
            yield problem("J623", Location(file_of(audit, id_)), id=id_, hint=hint_for(id_, judgements), audit=audit)
    for name in store.strange:
        hint = "only `auditlib judge` writes here, for example F1.yaml"
        yield problem("F008", Location(f"{folder_of(audit)}/{name}"), file=name, hint=hint)


def _named(suspect: Suspect) -> str:
    """Name the first few things that changed."""
    names = list(dict.fromkeys((*(each.id for each in suspect.changes), *suspect.through)))
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
