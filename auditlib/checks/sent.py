"""An audit as a hearing reads it, item by item, and what is otherwise now than when it was sent.

The words are those of the public edition, which is what is sent; the evidence is stamped with what it says in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from auditlib.editions import public_inputs
from auditlib.findings import Finding
from auditlib.items import Item
from auditlib.language import speaking
from auditlib.mapping import Mapped, claims_in, own_texts, render
from auditlib.measures import measure
from auditlib.problems import Location
from auditlib.sent import Sent, SentClaim, SentItem
from auditlib.stamps import short, stamp

_SPACE = re.compile(r"[ \n]+")
# What somebody judged or demanded: a change in it after the hearing needs a reason.
JUDGEMENTS = ("criterion", "assessment", "finding", "conclusion", "recommendation", "statement")


@dataclass(frozen=True, slots=True)
class Reading:
    """An audit as it reads now: its items, claims and the stamps of its evidence, and where each item is written."""

    items: Mapping[str, SentItem]
    claims: tuple[SentClaim, ...]
    evidence: Mapping[str, str]
    places: Mapping[str, Location]


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise with an item than when it was sent; `before` or `now` is None when it was added or removed."""

    id: str
    before: SentItem | None
    now: SentItem | None
    reworked: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What kind of item it is."""
        found = self.now or self.before
        return found.kind if found else ""

    @property
    def reads_otherwise(self) -> bool:
        """Whether its own words, judgement or grounds are others; not only what a piece of evidence says."""
        return self.before is None or self.now is None or self.before.reads != self.now.reads


def public_of(mapped: Mapped) -> Mapped:
    """Map an audit that has passed every check as its public edition shows it."""
    inputs = public_inputs(mapped.inputs)
    return Mapped(inputs, measure(inputs)[0])


def reading(mapped: Mapped, public: Mapped) -> Reading:
    """Give an audit as it reads; both must be of an audit without errors."""
    with speaking(mapped.inputs.audit.language):
        words = _words(public)
        claims = [
            SentClaim(id=each.id, reference=each.reference.text, said=_folded(each.said), evidence=each.evidence)
            for _, each in claims_in(public)
        ]
    items = {each.id: each for each in _items(mapped, words)}
    evidence = {each.id: short(each.stamp) for each in mapped.register}
    return Reading(items, tuple(claims), evidence, _places(mapped))


def changes(sent: Sent, now: Reading) -> list[Change]:
    """Give every item that is otherwise than it was sent, in the order of the audit, what is gone last."""
    before = {each.id: each for each in sent.items}
    names = [*now.items, *(each for each in before if each not in now.items)]
    found = (_change(before.get(each), now.items.get(each), sent.evidence, now.evidence) for each in names)
    return [each for each in found if each is not None]


def changed_ids(versions: Iterable[Sent], now: Reading) -> dict[str, Sent]:
    """Give the items that read otherwise than in some version, each with the first version that it differs from."""
    found: dict[str, Sent] = {}
    for sent in versions:
        for each in changes(sent, now):
            if each.reads_otherwise:
                found.setdefault(each.id, sent)
    return found


def _change(
    before: SentItem | None, now: SentItem | None, then_said: Mapping[str, str], says: Mapping[str, str]
) -> Change | None:
    rests = [each for each in (before.rests_on if before else ()) if now and each in now.rests_on]
    reworked = tuple(each for each in rests if each in then_said and then_said[each] != says.get(each))
    made = Change((now or before).id, before, now, reworked)  # type: ignore[union-attr]
    return made if made.reads_otherwise or reworked else None


def _words(public: Mapped) -> dict[str, dict[str, str]]:
    """Give the auditor's texts by owner and field, with the counts and figures in place."""
    found: dict[str, dict[str, str]] = {}
    for owner, texts in groupby(own_texts(public.inputs), lambda each: each.owner):
        fields = found.setdefault(owner, {})
        for text in texts:
            pieces = render(text.text, public, owner)
            fields[text.field] = _folded("".join(each if isinstance(each, str) else each.said for each in pieces))
    return found


def _items(mapped: Mapped, words: Mapping[str, Mapping[str, str]]) -> Iterator[SentItem]:
    """Go through all that was judged or demanded, then through the auditor's other texts."""
    inputs, seen = mapped.inputs, set[str]()
    for criterion in inputs.criteria:
        version = mapped.version(criterion.id)
        said = {"title": criterion.title, "requirement": version.requirement if version else ""}
        yield _item(criterion.id, "criterion", said, "", version.provisions if version else ())
    lists: tuple[tuple[str, Iterable[Item]], ...] = (
        ("assessment", inputs.assessments), ("finding", inputs.findings), ("conclusion", inputs.conclusions),
        ("recommendation", inputs.recommendations), ("statement", inputs.statements), ("followup", inputs.followup),
    )  # fmt: skip
    for kind, items in lists:
        for each in items:
            id_ = str(getattr(each, "id"))  # noqa: B009
            seen.add(id_)
            said = {**_plain(each), **words.get(id_, {})}
            yield _item(id_, kind, said, _judged(each), _rests_on(each, mapped))
    for owner, texts in words.items():
        if owner not in seen:
            yield _item(owner, "text", texts, "", ())


def _item(id_: str, kind: str, words: Mapping[str, str], judged: str, rests_on: Iterable[str]) -> SentItem:
    said, rests = {field: _folded(text) for field, text in words.items() if text}, tuple(dict.fromkeys(rests_on))
    reads = short(stamp((kind, judged, said, sorted(rests))))
    return SentItem(id=id_, kind=kind, reads=reads, judged=judged or None, words=said, rests_on=rests)


def _plain(item: Item) -> dict[str, str]:
    """Give the words of an item that hold no references: title, addressee, deadline."""
    named = {field: getattr(item, field, None) for field in ("title", "to", "deadline", "responsible")}
    return {field: str(value) for field, value in named.items() if value}


def _judged(item: Item) -> str:
    found = [getattr(item, field, None) for field in ("status", "degree", "verdict", "kind")]
    return next((each.value for each in found if each is not None), "")


def _rests_on(item: Item, mapped: Mapped) -> Iterator[str]:
    """Give what an item rests on: its criteria and findings, and the evidence that it is judged by."""
    for field in ("criteria", "findings"):
        yield from getattr(item, field, ())
    if isinstance(item, Finding):
        yield from (each.id for each in mapped.ground(item).all)
    else:
        yield from getattr(item, "evidence", ())
    criterion, topic = getattr(item, "criterion", None), getattr(item, "topic", None)
    coded = mapped.register.on_criterion(criterion) if criterion else mapped.register.on_topic(topic) if topic else []
    yield from (each.id for each in coded)


def _places(mapped: Mapped) -> dict[str, Location]:
    """Give where each item is written."""
    inputs = mapped.inputs
    lists = (
        inputs.criteria, inputs.assessments, inputs.findings, inputs.conclusions, inputs.recommendations,
        inputs.statements, inputs.followup,
    )  # fmt: skip
    texts = {each.owner: each.at for each in own_texts(inputs)}
    return {**texts, **{each.id: each.at for items in lists for each in items}}


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
