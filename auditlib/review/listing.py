"""Where a round stands, as rows for other programs and as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from auditlib.review.standing import Point, Standing, State, SubjectStanding

_MARKS = {State.UNREAD: "·", State.VOID: "!", State.ASKED: "?", State.DISAGREED: "✗", State.AGREED: "✓"}
_WIDE = 100


def rows_of(found: Iterable[SubjectStanding]) -> list[dict[str, Any]]:
    """Give a plain row for each claim and item."""
    return [_row(each) for each in found]


def _row(each: SubjectStanding) -> dict[str, Any]:
    subject = each.subject
    return {
        "claim": each.id,
        "owner": subject.owner if subject else "",
        "state": each.state.value,
        "by": [mark.by for mark in each.signed],
        "void": each.state is State.VOID,
        "void_by": [mark.by for mark in each.void],
        "gone": subject is None,
        "said": subject.said if subject else each.points[-1].mark.said,
        "sentence": subject.sentence if subject else each.points[-1].mark.sentence,
        "version": subject.stamp if subject else "",
        "writers": list(subject.writers) if subject else [],
        "points": [_point_row(point) for point in each.points],
    }


def _point_row(point: Point) -> dict[str, Any]:
    answers = [{"by": each.by, "on": each.on, "text": each.reason or ""} for each in point.answers]
    return {
        "kind": point.mark.kind.value,
        "by": point.mark.by,
        "on": point.mark.on,
        "reason": point.mark.reason or "",
        "said": point.mark.said,
        "answers": answers,
        "open": point.open,
    }


def text_of(standing: Standing, found: Iterable[SubjectStanding], round_name: str) -> str:
    """Write one line for each claim and item, with its points below it, and the counts last."""
    lines = [line for each in found for line in _lines(each)]
    return "\n".join([*lines, summary(standing, round_name)])


def _lines(each: SubjectStanding) -> Iterable[str]:
    by = ", ".join(dict.fromkeys(mark.by for mark in each.signed))
    void = ", ".join(dict.fromkeys(mark.by for mark in each.void))
    said = " ".join((each.subject.said if each.subject else "no longer in the text").split())
    who = f"  [{by}]" if by else f"  [void: {void}]" if each.state is State.VOID else ""
    yield f"{_MARKS[each.state]} {each.id:<10} {each.state.value:<9} {_cut(said)}{who}"
    for mark in each.void if each.state is State.VOID else ():
        yield f"    {mark.by} agreed when it said: {_cut(mark.sentence or mark.said)}"
    for point in each.points:
        yield f"    {point.mark.by} {point.mark.kind.value}s{'' if point.open else ' (settled)'}: {point.mark.reason}"
        yield from (f"      {answer.by} answers: {answer.reason}" for answer in point.answers)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDE else f"{text[: _WIDE - 1]}…"


def summary(standing: Standing, round_name: str) -> str:
    """Count the states, and say who signed."""
    counts = [f"{standing.count(state)} {state.value}" for state in reversed(State) if standing.count(state)]
    signed = [f"signed by {each.by} ({each.count})" for each in standing.signed]
    stale = [f"the signature of {each.by} no longer holds" for each in standing.stale]
    total = f"{len(standing.current)} claims and items in {round_name or 'no round'}"
    return "; ".join([f"{total}: {', '.join(counts)}", *signed, *stale])
