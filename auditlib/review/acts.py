"""What people do in a round: start it, judge, answer, settle and sign. Each act is a file and an entry in the log."""

from __future__ import annotations

from datetime import UTC, datetime

from auditlib.files.text import hidden_in
from auditlib.log import Act
from auditlib.log import record as log
from auditlib.problems import UsageError
from auditlib.review.desk import Desk
from auditlib.review.marks import POINTS, Mark, MarkKind, Signature, Start, folded, folded_text, same_name
from auditlib.review.standing import SubjectStanding, covered_by, signable
from auditlib.review.store import new_name, write
from auditlib.review.subjects import Subject

_LISTED = 8


def now() -> str:
    """Give this moment, as marks hold it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def start(desk: Desk, by: str, name: str = "") -> str:
    """Start a round; agreement of earlier rounds does not count in it, open points do. Give its name."""
    found = new_name(desk.rounds, name)
    if any(each.name == found for each in desk.rounds):
        raise UsageError(f"round `{found}` has been started; give the new one another name with --round")
    write(desk.root, desk.audit, found, Start(by=by, on=now(), round=found))
    log(desk.root, desk.audit, Act.REVIEWED, by, (), {"round": found, "what": "start"})
    return found


def judge(desk: Desk, id_: str, kind: MarkKind, by: str, reason: str = "", round_name: str = "") -> Mark:
    """Record that a reviewer agrees, disagrees or asks; raise UsageError where the reviewer cannot."""
    current, found = desk.round(round_name), desk.find(id_, round_name)
    subject = _there(found)
    why = refusal(found, kind, by, reason)
    if why:
        raise UsageError(why)
    mark = mark_on(subject, kind, by, now(), _text(reason))
    write(desk.root, desk.audit, current.name, mark)
    log(desk.root, desk.audit, Act.REVIEWED, by, (id_,), _details(current.name, mark))
    return mark


def refusal(found: SubjectStanding, kind: MarkKind, by: str, reason: str) -> str:
    """Say why somebody cannot say this of a subject; empty where they can."""
    subject = found.subject
    if subject is None:
        return f"{found.id} is no longer in the text"
    if not subject.writers:
        return f"nobody knows who wrote {subject.owner}: write `by:` in it, so that a second person can be told apart"
    if folded(by) in subject.writers:
        return f"{by} wrote {subject.owner} and cannot reference it"
    if kind in POINTS and not reason.strip():
        return f"{subject.id}: say why, so that the writer can answer"
    if kind is MarkKind.AGREE and own_points(found, by):
        return f"{subject.id}: {by} has raised a point that is open: settle it"
    return ""


def mark_on(subject: Subject, kind: MarkKind, by: str, on: str, reason: str = "", points: tuple[str, ...] = ()) -> Mark:
    """Make a mark on a subject as it stands now."""
    return Mark(
        subject=subject.id, kind=kind, by=by, on=on, version=subject.stamp, said=subject.said,
        sentence=subject.sentence, reason=reason or None, points=points,
    )  # fmt: skip


def own_points(found: SubjectStanding, by: str) -> tuple[str, ...]:
    """Give the open points that somebody has raised, by their digests."""
    return tuple(each.mark.digest for each in found.open if same_name(each.mark.by, by))


def answer(desk: Desk, id_: str, text: str, by: str, round_name: str = "") -> Mark:
    """Answer the open points on a subject, which stay open until they are settled."""
    current, found = desk.round(round_name), desk.find(id_, round_name)
    others = tuple(each.mark.digest for each in found.open if not same_name(each.mark.by, by))
    if not others:
        raise UsageError(f"{id_} has no open point that {by} could answer")
    if not text.strip():
        raise UsageError("the answer is empty")
    mark = _answering(found, MarkKind.ANSWER, by, _text(text), others)
    write(desk.root, desk.audit, current.name, mark)
    log(desk.root, desk.audit, Act.ANSWERED, by, (id_,), _details(current.name, mark))
    return mark


def settle(desk: Desk, id_: str, by: str, reason: str = "", round_name: str = "") -> Mark:
    """Settle one's own open points on a subject, and thereby agree with it as it stands."""
    current, found = desk.round(round_name), desk.find(id_, round_name)
    points = own_points(found, by)
    if not points:
        raised = sorted({each.mark.by for each in found.open})
        whose = f"; only {', '.join(raised)} can settle what is open" if raised else ""
        raise UsageError(f"{by} has no open point on {id_}{whose}")
    mark = _answering(found, MarkKind.SETTLE, by, _text(reason), points)
    write(desk.root, desk.audit, current.name, mark)
    log(desk.root, desk.audit, Act.REVIEWED, by, (id_,), _details(current.name, mark))
    return mark


def _answering(found: SubjectStanding, kind: MarkKind, by: str, reason: str, points: tuple[str, ...]) -> Mark:
    """Make a mark about points, also where the text no longer has what they are about."""
    if found.subject:
        return mark_on(found.subject, kind, by, now(), reason, points)
    last = found.open[-1].mark
    return last.model_copy(update={"kind": kind, "by": by, "on": now(), "reason": reason or None, "points": points})


def sign(desk: Desk, by: str, round_name: str = "") -> Signature:
    """Sign all that somebody has not written; raise UsageError while anything is not agreed."""
    current, standing = desk.round(round_name), desk.standing(round_name)
    if standing.open:
        left = ", ".join(f"{each.id} ({each.state.value})" for each in standing.open[:_LISTED])
        more = f" and {len(standing.open) - _LISTED} more" if len(standing.open) > _LISTED else ""
        raise UsageError(f"{len(standing.open)} of {len(standing.subjects)} are not agreed: {left}{more}")
    mine = signable(by, standing.subjects)
    if not mine:
        raise UsageError(f"{by} wrote everything there is to sign" if standing.subjects else "there is nothing to sign")
    signature = Signature(by=by, on=now(), covers=covered_by(by, standing.subjects), count=len(mine))
    write(desk.root, desk.audit, current.name, signature)
    log(desk.root, desk.audit, Act.SIGNED, by, (), {"round": current.name, "claims": str(len(mine))})
    return signature


def _there(found: SubjectStanding) -> Subject:
    if found.subject is None:
        raise UsageError(f"{found.id} is no longer in the text; what was said of it can only be settled")
    return found.subject


def _details(round_name: str, mark: Mark) -> dict[str, str]:
    said = {"round": round_name, "what": mark.kind.value, "version": mark.version}
    return {**said, "reason": mark.reason} if mark.reason else said


def _text(text: str) -> str:
    """Fold the spaces of a reason, and refuse characters that say something else than they show."""
    kept = folded_text(text)
    hidden = [char for _, _, char in hidden_in(kept)]
    if hidden:
        raise UsageError(f"the text holds {hidden[0]}, which nobody sees; write it anew")
    return kept
