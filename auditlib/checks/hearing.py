"""Is every comment of the hearing decided and reasoned, and every change since the report was sent explained?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from auditlib.checks.references import evidence_ids
from auditlib.checks.sent import JUDGEMENTS, Reading, changed_ids, public_of, reading
from auditlib.files.text import read_text
from auditlib.findings import Decision, Hearing, OwnChange, Response
from auditlib.mapping import Mapped
from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.sent import Sent
from auditlib.workspace import Inputs

PRINTED, NAMED = (".txt", ".md"), (".pdf", ".docx")


def hearing_problems(inputs: Inputs) -> Iterator[Problem]:
    """Check what needs no evidence: decisions with reasons, ids that exist, versions that nobody edited."""
    for sent in inputs.sent:
        if sent.seal != sent.sealed():
            yield problem("H905", Location(sent.at.file))
    if inputs.hearing is None:
        return
    known = _ids(inputs)
    for response in inputs.hearing.responses:
        yield from _unknown(response.about, response.field_at("about"), known, inputs)
        yield from _decided(response, bool(inputs.sent))
    for each in _explaining(inputs.hearing):
        yield from _unknown(each.changes, each.field_at("changes"), known, inputs)
    yield from _statement(inputs.hearing, inputs)


def sent_problems(mapped: Mapped) -> Iterator[Problem]:
    """Hold an audit without errors against the versions that were sent; each costs nothing where none was."""
    inputs = mapped.inputs
    if not inputs.sent or any(each.seal != each.sealed() for each in inputs.sent):
        return
    now = reading(mapped, public_of(mapped))
    changed = changed_ids(inputs.sent, now)
    explained = set[str]()
    for each in _explaining(inputs.hearing):
        explained.update(each.changes)
        yield from _not_made(each, changed, inputs.sent)
    for id_, sent in changed.items():
        if id_ not in explained and _kind(id_, sent, now) in JUDGEMENTS:
            then = {each.id: each for each in sent.items}
            how = "added" if id_ not in then else "changed" if id_ in now.items else "removed"
            at = now.places.get(id_) or then[id_].at
            yield problem("H902", at, id=id_, how=how, sent=sent.id)


def _explaining(hearing: Hearing | None) -> tuple[Response | OwnChange, ...]:
    """Give all that says why something was changed."""
    return (*hearing.responses, *hearing.notes) if hearing else ()


def _kind(id_: str, sent: Sent, now: Reading) -> str:
    found = now.items.get(id_) or next(each for each in sent.items if each.id == id_)
    return found.kind


def _not_made(each: Response | OwnChange, changed: Iterable[str], versions: tuple[Sent, ...]) -> Iterator[Problem]:
    """Report changes that were not made."""
    by = f"response {each.id}" if isinstance(each, Response) else "a note"
    for id_ in each.changes:
        if id_ not in changed:
            yield problem("H901", each.field_at("changes"), by=by, id=id_, sent=versions[-1].id)


def _decided(response: Response, was_sent: bool) -> Iterator[Problem]:
    """A comment is open, or examined, decided and reasoned; what was sent and changed is named."""
    decision = response.decision
    if decision is Decision.OPEN:
        yield problem("H903", response.at, id=response.id)
        return
    for key, said in (("examined", response.examined), ("reason", response.reason)):
        if said is None:
            yield problem("Y105", response.at, key=key, example=f"{key}: Revisor har …")
    what = ""
    if decision is Decision.KEPT and response.changes:
        what = f"names changes ({', '.join(response.changes)})"
    elif decision is not Decision.KEPT and was_sent and not response.changes:
        what = "names nothing that was changed"
    if what:
        yield problem("H904", response.field_at("decision"), id=response.id, decision=decision.value, what=what)


def _unknown(names: Iterable[str], at: Location, known: dict[str, None], inputs: Inputs) -> Iterator[Problem]:
    for name in names:
        if name not in known and not inputs.may_be_unread(name, "findings", "criteria"):
            yield problem("H906", at, id=name, hint=hint_for(name, known))


def _ids(inputs: Inputs) -> dict[str, None]:
    """Give all that a comment can be about: what the report has an anchor for, now or when it was sent."""
    judged = (
        inputs.findings, inputs.criteria, inputs.assessments, inputs.conclusions, inputs.recommendations,
        inputs.statements, inputs.followup, inputs.questions, inputs.sources, inputs.documents, inputs.reviews,
    )  # fmt: skip
    found = [each.id for items in judged for each in items]
    found += [part.id for source in inputs.sources for part in source.provisions]
    found += [*inputs.tables, *(note.interview.id for note in inputs.notes), *sorted(evidence_ids(inputs))]
    found += [each.id for sent in inputs.sent for each in sent.items]
    return dict.fromkeys(found)


def _statement(hearing: Hearing, inputs: Inputs) -> Iterator[Problem]:
    """The file with the statement must be there, in the audit's documents, and be one that can be printed or named."""
    name = hearing.statement_file
    if name is None:
        return
    at, path = hearing.field_at("statement_file"), PurePosixPath(name)
    problems: list[Problem] = []
    reason = ""
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        reason = "it is outside the audit's documents"
    elif path.suffix not in (*PRINTED, *NAMED):
        reason = f"it is a `{path.suffix}`" if path.suffix else "it has no ending that says what it is"
    elif path.suffix in PRINTED:
        full = f"documents/{inputs.audit.id}/{name}"
        read_text(inputs.root / full, full, problems)
    elif not (inputs.root / "documents" / inputs.audit.id / path).is_file():
        reason = "it is not there"
    if reason:
        yield problem("H907", at, file=name, reason=reason, audit=inputs.audit.id)
    yield from problems
