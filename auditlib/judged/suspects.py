"""Which judgements may no longer hold: what each rests on now, held against what it rested on when it was judged.

A judgement is suspect when something it rests on has changed, is new or is gone, when its own words have changed, or
when a judgement it rests on is suspect and was not as it is now when it was judged itself. One that was never stored is
not suspect; one whose file cannot be trusted is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditlib.judged.model import Change, Held, Judgement, Stored, Suspect, What
from auditlib.judged.store import Store


def held_against(now: Judgement, store: Store) -> Held:
    """Hold a judgement against what is stored of it."""
    stored = store.stored.get(now.id)
    below = tuple(rest.id for rest in now.rests.values() if rest.deep)
    changes: tuple[Change, ...] = ()
    if stored is not None:
        changes = tuple(_changes(now, stored))
    elif now.id in store.broken or now.id in store.edited:
        changes = (Change(What.UNREADABLE, now.kind, now.id),)
    by, on = stored.last if stored else ("", "")
    before = {rest.id: rest.deep for rest in stored.rests.values() if rest.deep} if stored else {}
    return Held(
        now.kind, now.id, now.at, now.stamp, now.content, now.deep, bool(stored or changes), by, on, changes, below,
        before, now.touches,
    )  # fmt: skip


def _changes(now: Judgement, before: Stored) -> Iterator[Change]:
    """Tell what has changed: the judgement's own words first."""
    if now.stamp != before.stamp:
        yield Change(What.CHANGED, now.kind, now.id, before.content, now.content)
    rests = now.rests
    differing = {key for key, rest in before.rests.items() if key not in rests or rests[key].stamp != rest.stamp}
    for key in sorted(differing | (rests.keys() - before.rests.keys())):
        was, rest = before.rests.get(key), rests.get(key)
        what = What.NEW if was is None else What.GONE if rest is None else What.CHANGED
        yield Change(what, *key, dict(was.content) if was else {}, dict(rest.content) if rest else {})


def suspects_of(held: Iterable[Held]) -> dict[str, Suspect]:
    """Give the suspect judgements by id; those that others rest on come first, and go first."""
    known: dict[str, Held] = {}
    found: dict[str, Suspect] = {}
    for each in held:
        known[each.id] = each
        through = tuple(_through(each, known, found))
        if each.changes or through:
            found[each.id] = Suspect(each.kind, each.id, each.at, each.by, each.on, each.changes, through)
    return found


def _through(each: Held, known: Mapping[str, Held], suspects: Mapping[str, Suspect]) -> Iterator[str]:
    """Name the suspect judgements below that are not as they were when this one was judged."""
    if each.on:
        yield from (id_ for id_ in each.below if id_ in suspects and each.before.get(id_) != known[id_].deep)
