"""What a claim or an item rests on, as stamps: when one of them changes, what was said of the claim no longer holds.

They are those that judgements are stored with: a sign-off is void where a judgement would be suspect, and an edit that
makes nothing suspect voids none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditlib.claims import Claim
from auditlib.findings import FollowUp, Statement
from auditlib.judged import Standing
from auditlib.judged.content import fields_of
from auditlib.judged.model import Rest
from auditlib.review.judging import Judging

_SAID = ("count", "cell")  # what the sentence itself says
_NOT_SAID = ("id", "by", "on", "internal")


def ground_of(claim: Claim, now: Standing) -> list[tuple[str, ...]]:
    """Give the stamps of what a claim rests on."""
    return _stamps(now.basis.under(claim), {})


def item_ground(item: Judging, texts: set[str], now: Standing, known: Mapping[str, str]) -> list[object]:
    """Give what an item says besides its texts, and the stamps of all it rests on, for and against.

    `known` are the stamps of the items that come before it, by id.
    """
    if isinstance(item, Statement):
        return [fields_of(item, {*texts, *_NOT_SAID}), sorted(known[id_] for id_ in item.findings if id_ in known)]
    if isinstance(item, FollowUp):
        there = (id_ for id_ in item.evidence if id_ in now.mapped.register)
        return [fields_of(item, {*texts, *_NOT_SAID}), _stamps(map(now.basis.evidence, there), {})]
    judged = now.judgements[item.id]
    own = {name: text for name, text in judged.content.items() if name not in texts}
    return [own, _stamps(judged.rests.values(), known)]


def _stamps(rests: Iterable[Rest], known: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Give kind, id and stamp of each; an item that is referenced itself has the stamp of that."""
    found = {(each.kind, each.id, known[each.id] if each.deep and each.id in known else each.stamp) for each in rests}
    return sorted(each for each in found if each[0] not in _SAID)
