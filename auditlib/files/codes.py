"""Side files with codings, for those who would rather not touch a note: each finds its passage by the words."""

from __future__ import annotations

import difflib
import re

from auditlib.files.notes import Paragraph, ReadNote
from auditlib.interviews import Codes, Note, Passage, QuotedPassage
from auditlib.problems import Problem, hint_for, problem

_LIKE_ENOUGH = 0.75
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def with_codes(read: ReadNote, codes: Codes, problems: list[Problem]) -> Note:
    """Give the note with the passages of its side file added; quotes that moved, changed or are gone are reported."""
    quoted = [_find(each, read, problems) for each in codes.passages]
    found = tuple(each for each in quoted if each is not None)
    return Note(read.note.interview, read.note.passages + found)


def _find(coding: QuotedPassage, read: ReadNote, problems: list[Problem]) -> Passage | None:
    """Find the passage a coding quotes."""
    if not (coding.criterion or coding.topic):
        problems.append(problem("Y112", coding.at))
        return None
    quote = " ".join(coding.quote.split())
    holding = [each for each in read.paragraphs if quote in each.text]
    if not holding:
        return _lost(coding, quote, read, problems)
    if not any(each.first <= coding.line <= each.last for each in holding):
        problems.append(problem("N409", coding.at, id=coding.id, line=coding.line, found=holding[0].first))
    return _passage(coding, quote, read, problems)


def _lost(coding: QuotedPassage, quote: str, read: ReadNote, problems: list[Problem]) -> Passage | None:
    """Report a quote that is no longer there; one that was only reworded keeps its coding."""
    near = _nearest(quote, read.paragraphs)
    if near is None:
        problems.append(problem("N411", coding.at, id=coding.id))
        return None
    problems.append(problem("N410", coding.at, id=coding.id, near=near))
    return _passage(coding, near, read, problems)


def _nearest(quote: str, paragraphs: tuple[Paragraph, ...]) -> str | None:
    """Give what is most like the quote, if it is like enough: a whole sentence, or as many words as the quote has."""
    sentences = [sentence for each in paragraphs for sentence in _SENTENCE.split(each.text)]
    size = len(quote.split())
    parts = [
        " ".join(words[start : start + size])
        for words in (each.text.split() for each in paragraphs)
        for start in range(len(words) - size + 1)
    ]
    near = difflib.get_close_matches(quote, [*sentences, *parts], n=1, cutoff=_LIKE_ENOUGH)
    return near[0] if near else None


def _passage(coding: QuotedPassage, text: str, read: ReadNote, problems: list[Problem]) -> Passage | None:
    """Make the passage, whose speakers must be in the note."""
    interview = read.note.interview
    strangers = [each for each in coding.informants if each not in interview.informants]
    for each in strangers:
        problems.append(problem("N412", coding.at, id=each, hint=hint_for(each, interview.informants)))
    if strangers:
        return None
    return Passage(
        id=f"{interview.id}.{coding.id}",
        text=text,
        criterion=coding.criterion or "",
        topic=coding.topic or "",
        stance=coding.stance,
        informants=coding.informants or interview.informants,
        interview=interview.id,
        at=coding.at,
    )
