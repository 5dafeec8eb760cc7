"""Do excerpts cite pages, lines and words that stand in the documents that were added?"""

from __future__ import annotations

from collections.abc import Iterator

from auditlib.documents import Document, Excerpt
from auditlib.files.added import Added, added_ids, read_added
from auditlib.problems import Problem, hint_for, problem
from auditlib.workspace import Inputs


def cited_problems(inputs: Inputs) -> Iterator[Problem]:
    """Look up every page, line and quote that an excerpt cites."""
    for document in inputs.documents:
        citing = [each for each in document.excerpts if (each.page, each.lines, each.quote) != (None, None, None)]
        if citing:
            yield from _of_document(inputs, document, citing)


def _of_document(inputs: Inputs, document: Document, citing: list[Excerpt]) -> Iterator[Problem]:
    """Look up what the excerpts of one document cite."""
    audit, known = inputs.audit.id, added_ids(inputs.root, inputs.audit.id)
    if document.id not in known:
        at = citing[0].field_at("page")
        reason = f"it was not added as a file; {hint_for(document.id, known)}"
        yield problem("I801", at, id=document.id, reason=reason, audit=audit)
        return
    problems: list[Problem] = []
    added = read_added(inputs.root, audit, document.id, problems)
    yield from problems
    for each in citing if added else ():
        yield from _place(each, added, audit) if added else ()


def _place(each: Excerpt, added: Added, audit: str) -> Iterator[Problem]:
    """Look up one place."""
    id_, pages = added.record.id, len(added.pages)
    if each.page is None:
        yield problem("Y105", each.at, key="page", example="page: 4")
        return
    if not 1 <= each.page <= pages:
        yield problem("I802", each.field_at("page"), id=id_, page=each.page, pages=pages)
        return
    lines, last = each.first_and_last, len(added.pages[each.page - 1])
    if lines and lines[1] > last:
        hint = f"it has lines 1–{last}" if last else "it is empty"
        details = {"id": id_, "page": each.page, "lines": each.lines, "hint": hint, "audit": audit}
        yield problem("I803", each.field_at("lines"), **details)
    elif each.quote is not None and not added.says(each.quote, each.page, lines):
        yield _not_there(each, added)


def _not_there(each: Excerpt, added: Added) -> Problem:
    """Say where a quote stands instead, if anywhere."""
    assert each.quote is not None
    pages = added.pages_with(each.quote)
    elsewhere = f"it stands on page {', '.join(map(str, pages))}"
    hint = elsewhere if pages else "the words as they stand on the page, for example quote: fristen ble holdt"
    place = f"page {each.page}" + (f", lines {each.lines}," if each.lines else "")
    return problem("I804", each.field_at("quote"), quote=each.quote, place=place, id=added.record.id, hint=hint)
