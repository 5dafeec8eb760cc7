"""The version that was sent beside the report as it reads now, claim by claim and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Literal

from auditlib.checks.sent import Change, changes, reading
from auditlib.findings import Degree, FindingKind, Followed, Hearing, Status, Verdict
from auditlib.hearing.wording import Part, difference
from auditlib.labels import label
from auditlib.problems import UsageError, hint_for
from auditlib.sent import Sent, SentClaim
from auditlib.workbench import Workbench

How = Literal["changed", "added", "removed", "grounds"]
_JUDGED: dict[str, type[StrEnum]] = {
    "assessment": Status, "finding": FindingKind, "conclusion": Degree, "statement": Verdict, "followup": Followed,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that says something else, or is new or gone; `before` or `now` is then empty."""

    id: str
    reference: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Why:
    """What explains a change: the response by its id, or nothing for a change of the auditor's own, and the reason."""

    by: str
    said: str


@dataclass(frozen=True, slots=True)
class Compared:
    """An item that is otherwise than it was sent.

    `words` are the fields that read otherwise with their difference, `judged` the judgement before and now in words,
    `added` and `removed` what it rests on, and `reworked` the evidence that it still rests on and that says something
    else. `how` is `grounds` when only such evidence changed.
    """

    id: str
    kind: str
    title: str
    how: How
    words: tuple[tuple[str, tuple[Part, ...]], ...]
    judged: tuple[str, str]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworked: tuple[str, ...]
    claims: tuple[ClaimChange, ...]
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sent version held against the report now; `unchanged` counts the claims that say the same."""

    sent: Sent
    items: tuple[Compared, ...]
    claims: int
    unchanged: int


def compare(a: Workbench, version: str = "") -> Comparison:
    """Hold a version, the last one by default, against an audit as it is; raise UsageError when there is none."""
    sent = _version(a, version)
    now = reading(a.mapped, a.public)
    told = list(claim_changes(sent.claims, now.claims))
    assessed = _assessed(a)
    items = tuple(_compared(each, told, a.inputs.hearing, assessed) for each in changes(sent, now))
    kept = len(now.claims) - sum(1 for each in told if each.now)
    return Comparison(sent, items, len(now.claims), kept)


def _version(a: Workbench, named: str) -> Sent:
    """Give a version by its id or by what only one begins with, as `sent-1`; the last one where none is named."""
    versions = sorted(a.inputs.sent, key=lambda each: each.order)
    if not versions:
        raise UsageError(f"nothing of {a.inputs.audit.id} was sent; fix a version with `auditlib hearing send`")
    exact = [each for each in versions if each.id == named]
    meant = exact or [each for each in versions if not named or each.id.startswith(f"{named}-")]
    if not meant:
        raise UsageError(f"there is no version `{named}` ({hint_for(named, [each.id for each in versions])})")
    if named and len(meant) > 1:
        raise UsageError(f"there are several versions `{named}`; name one: {', '.join(each.id for each in meant)}")
    return meant[-1]


def claim_changes(before: Sequence[SentClaim], now: Sequence[SentClaim]) -> Iterator[ClaimChange]:
    """Give the claims that differ, each item's in the order of its text.

    Claims are numbered by their place, so a new one moves those after it: they are paired by the references that the
    auditor wrote.
    """
    old, new = _by_owner(before), _by_owner(now)
    for owner in dict.fromkeys([*new, *old]):
        mine, theirs = old.get(owner, []), new.get(owner, [])
        matcher = SequenceMatcher(None, [each.reference for each in mine], [each.reference for each in theirs], False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                pairs = zip(mine[a:b], theirs[c:d], strict=True)
                yield from (_claim(one, other) for one, other in pairs if one.said != other.said)
            else:
                yield from (ClaimChange(each.id, each.reference, each.said, "") for each in mine[a:b])
                yield from (ClaimChange(each.id, each.reference, "", each.said) for each in theirs[c:d])


def _claim(before: SentClaim, now: SentClaim) -> ClaimChange:
    return ClaimChange(now.id, now.reference, before.said, now.said)


def owner_of(claim: str) -> str:
    """Give the item that a claim stands in: `F1` for `F1.c2`."""
    return claim.rpartition(".")[0]


def _by_owner(claims: Sequence[SentClaim]) -> dict[str, list[SentClaim]]:
    found: dict[str, list[SentClaim]] = {}
    for owner, group in groupby(claims, lambda each: owner_of(each.id)):
        found.setdefault(owner, []).extend(group)
    return found


def _assessed(a: Workbench) -> dict[str, str]:
    """Give what each assessment is about, as its title."""
    titles = {each.id: each.title for each in a.inputs.criteria}
    titles |= {each.id: each.title for each in a.inputs.audit.topics}
    about = {each.id: each.criterion or each.topic or "" for each in a.inputs.assessments}
    return {id_: f"{name} {titles.get(name, '')}".strip() for id_, name in about.items()}


def _compared(
    change: Change, claims: Sequence[ClaimChange], hearing: Hearing | None, assessed: Mapping[str, str]
) -> Compared:
    before, now = change.before, change.now
    old, new = before.words if before else {}, now.words if now else {}
    fields = [each for each in dict.fromkeys([*new, *old]) if old.get(each) != new.get(each)]
    rested, rests = before.rests_on if before else (), now.rests_on if now else ()
    how: How = "added" if before is None else "removed" if now is None else "changed"
    return Compared(
        id=change.id,
        kind=change.kind,
        title=new.get("title", old.get("title", assessed.get(change.id, ""))),
        how=how if change.reads_otherwise else "grounds",
        words=tuple((each, difference(old.get(each, ""), new.get(each, ""))) for each in fields),
        judged=_judged(change),
        added=tuple(each for each in rests if each not in rested) if before else (),
        removed=tuple(each for each in rested if each not in rests) if now else (),
        reworked=change.reworked,
        claims=tuple(each for each in claims if owner_of(each.id) == change.id),
        why=tuple(_why(change.id, hearing)),
    )


def _judged(change: Change) -> tuple[str, str]:
    """Give the judgement before and now in words; nothing where it is the same."""
    codes = [(each.judged or "") if each else "" for each in (change.before, change.now)]
    words = _JUDGED.get(change.kind)
    if words is None or codes[0] == codes[1]:
        return "", ""
    said = [label(words(code)) if code else "" for code in codes]
    return said[0], said[1]


def _why(id_: str, hearing: Hearing | None) -> Iterator[Why]:
    """Give what was written of a change, the responses first."""
    for each in hearing.responses if hearing else ():
        if id_ in each.changes:
            yield Why(each.id, each.changed or each.reason or "")
    for note in hearing.notes if hearing else ():
        if id_ in note.changes:
            yield Why("", note.reason)

