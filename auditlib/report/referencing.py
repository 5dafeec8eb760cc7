"""What the report tells of its referencing, and what the form in the internal edition is made of.

The public edition is given counts alone, so that no name, reason or claim can come into it from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditlib.dates import Day
from auditlib.labels import owner_in_words
from auditlib.language import _, later
from auditlib.review import Mark, MarkKind, Standing, State, SubjectStanding
from auditlib.review.desk import Desk
from auditlib.review.marks import folded

_STATES = {
    State.AGREED: later("Enig"),
    State.ASKED: later("Åpent spørsmål"),
    State.DISAGREED: later("Uenig"),
    State.VOID: later("Endret etter gjennomgangen"),
    State.UNREAD: later("Ikke gjennomgått"),
}


# What the form says.
_WORDS = {
    "title": later("Referering"),
    "begin": later("Referer rapporten"),
    "who": later("Hvem refererer?"),
    "name": later("Fullt navn"),
    "ask_name": later("Navnet følger med filen du lagrer. Den som har skrevet et funn, kan ikke referere det."),
    "start": later("Begynn"),
    "cancel": later("Avbryt"),
    "progress": later("{n} av {of} gjennomgått"),
    "agree": later("Enig"),
    "disagree": later("Uenig"),
    "ask": later("Spør"),
    "settle": later("Gjort opp"),
    "judgement": later("Hva mener du?"),
    "reason": later("Begrunnelse"),
    "optional": later("Valgfri når du er enig."),
    "required": later("Skriv hvorfor, så den som har skrevet dette, kan svare."),
    "missing": later("Begrunnelsen mangler. Uten den blir ikke dette med i filen."),
    "previous": later("Forrige"),
    "next": later("Neste"),
    "next_open": later("Neste ugjennomgåtte"),
    "save": later("Lagre fil"),
    "open": later("Åpne lagret fil"),
    "end": later("Avslutt"),
    "basis": later("Hva det bygger på"),
    "show": later("Gå til det som påstanden bygger på"),
    "claim": later("Påstand i {owner}"),
    "mark": later("Referer {id}: {state}"),
    "unread": later("ikke gjennomgått"),
    "void": later("endret, se på det på nytt"),
    "changed": later("Dette er endret siden du så på det. Se på det på nytt."),
    "changed_since": later("Dette er endret siden {by} var enig. Se på det på nytt."),
    "agreed_by": later("{by} er enig."),
    "own": later("Du har skrevet dette og kan ikke referere det."),
    "unknown_writer": later("Ingen står oppført som forfatter, og derfor kan ingen referere dette."),
    "says": later("{by} er uenig: {reason}"),
    "asks": later("{by} spør: {reason}"),
    "answers": later("{by} svarer: {reason}"),
    "waiting": later("Du har et åpent punkt her. Gjør det opp når du er enig i det som står."),
    "saved": later("Filen er lagret. Vurderinger i den: {n}. Les den inn med «auditlib review import»."),
    "left_out": later("Uten begrunnelse, og derfor ikke med: {n}."),
    "nothing": later("Det er ingenting å lagre ennå."),
    "all_done": later("Alt er gjennomgått. Lagre filen."),
    "now": later("{id}: {state}."),
    "not_kept": later("Nettleseren husker ikke det du skriver. Lagre filen før du lukker siden."),
    "not_read": later("Filen er ikke en lagret referering av denne revisjonen."),
    "was_read": later("Vurderinger lest fra filen: {n}."),
    "keys": later("Taster: 1 enig, 2 uenig, 3 spør, N neste ugjennomgåtte."),
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the referencing has come: `n` of `of` claims and items are agreed by somebody who did not write them."""

    n: int
    of: int
    people: int
    states: tuple[tuple[str, int], ...]


def coverage_of(standing: Standing) -> Coverage:
    """Count how far a round has come."""
    states = tuple((_(words), standing.count(state)) for state, words in _STATES.items())
    return Coverage(standing.count(State.AGREED), len(standing.current), len(standing.readers), states)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A disagreement or a question in words; `answers` are pairs of who and what."""

    id: str
    gone: bool
    said: str
    kind: str
    by: str
    day: str
    reason: str
    answers: tuple[tuple[str, str], ...]
    settled: str


def points_of(standing: Standing, *, still_open: bool) -> list[OpenPoint]:
    """Give the points that are open, or those that are settled, in the order of the report."""
    kinds = {MarkKind.DISAGREE: _("Uenig"), MarkKind.ASK: _("Spørsmål")}
    return [
        OpenPoint(
            each.id, each.subject is None, point.mark.said, kinds[point.mark.kind], point.mark.by, _day(point.mark.on),
            point.mark.reason or "", tuple((one.by, one.reason or "") for one in point.answers),
            point.settled.reason or "" if point.settled else "",
        )
        for each in standing.subjects
        for point in each.points
        if point.open is still_open
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim that was agreed and has changed since: what it said, what it says, and who agreed."""

    id: str
    before: str
    after: str
    by: str


def changed_in(standing: Standing) -> list[Changed]:
    """Give what has changed since it was agreed; before and after are the same where only the evidence changed."""
    return [
        Changed(each.id, each.void[-1].sentence, each.subject.sentence, _names(each.void))
        for each in standing.subjects
        if each.state is State.VOID and each.subject
    ]


def _names(marks: Iterable[Mark]) -> str:
    return ", ".join(dict.fromkeys(each.by for each in marks))


def readers_of(standing: Standing) -> list[tuple[str, int]]:
    """Give each reviewer with how many claims and items they have read as they stand."""
    counts = Counter(folded(name) for each in standing.current for name in each.readers)
    return [(name, counts[folded(name)]) for name in standing.readers]


def signed_by(standing: Standing, *, stale: bool = False) -> list[tuple[str, str, int]]:
    """Give who signed, when, and how many claims and items; those whose signature no longer holds with `stale`."""
    return [(each.by, _day(each.on), each.count) for each in (standing.stale if stale else standing.signed)]


def _day(moment: str) -> str:
    return Day.read(moment[:10]).in_words()


def form_of(desk: Desk, standing: Standing) -> dict[str, Any]:
    """Give what the form in the page needs: every claim and item with its stamp, what was said of it, and words."""
    subjects = [_entry(each) for each in standing.subjects if each.subject]
    return {"audit": desk.audit, "subjects": subjects, "words": {name: _(text) for name, text in _WORDS.items()}}


def _entry(each: SubjectStanding) -> Mapping[str, Any]:
    subject = each.subject
    assert subject is not None
    points = [
        {
            "kind": point.mark.kind.value, "by": point.mark.by, "reason": point.mark.reason or "",
            "answers": [[one.by, one.reason or ""] for one in point.answers],
        }
        for point in each.open
    ]  # fmt: skip
    return {
        "id": subject.id, "owner": subject.owner, "within": owner_in_words(subject.owner),
        "said": subject.said, "sentence": subject.sentence,
        "version": subject.stamp, "place": subject.place, "writers": subject.writers,
        "state": each.state.value, "by": list(dict.fromkeys(mark.by for mark in each.signed)),
        "void": _names(each.void), "points": points,
    }  # fmt: skip
