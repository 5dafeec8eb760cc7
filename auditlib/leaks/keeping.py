"""What an audit keeps to itself, gathered from its files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from auditlib.files.notes import read_note
from auditlib.interviews import Informant, Passage
from auditlib.leaks.folding import fold, skeleton
from auditlib.leaks.model import LEAST_WORDS, Secrets
from auditlib.workspace import Inputs

_LEAST_CASE = 4  # characters of a case's id that can be known again


def secrets_of(inputs: Inputs, *, names: Collection[str] = (), public: Collection[str] = ()) -> Secrets:
    """Gather what an audit's public edition must not let out; `inputs` are the audit's own, before anything is hidden.

    `names` are the informants' own names, which no file of the workspace holds, and `public` is what may be printed all
    the same, such as the audit office's address. Everything in the interview notes is a quote that nobody has cleared,
    unless its passage is. Ids of interviews are public, since evidence is called by them.
    """
    said = {each.text for each in _passages(inputs, cleared=True)}
    withheld = {each.text for each in _passages(inputs, cleared=False)}
    return Secrets(
        names=frozenset(names),
        informants=frozenset(each.id for each in inputs.informants),
        roles=frozenset(_roles(inputs.informants)),
        cases=frozenset(_cases(inputs)),
        notes=frozenset(_working_notes(inputs)),
        quotes=frozenset({*withheld, *_paragraphs(inputs, said)}),
        paths=frozenset({str(inputs.root), str(inputs.root.resolve())} - {"/", "."}),
        cleared=frozenset(said),
        public=frozenset({*(each.label for each in inputs.informants), *public}),
    )


def _passages(inputs: Inputs, *, cleared: bool) -> Iterator[Passage]:
    """Give the passages that may be quoted, or those that may not."""
    standing = inputs.audit.publication.passages
    for note in inputs.notes:
        if ((note.interview.passages or standing) == "cleared") is cleared:
            yield from note.passages


def _roles(informants: tuple[Informant, ...]) -> Iterator[tuple[str, str]]:
    """Give the roles with units that point at one informant and are not in the public label already."""
    counts = Counter((each.role, each.unit) for each in informants)
    for each in informants:
        said = _plain(each.role) in _plain(each.label)
        if counts[each.role, each.unit] == 1 and not said:
            yield each.role, each.unit


def _plain(text: str) -> str:
    return skeleton(fold(text).text)


def _cases(inputs: Inputs) -> Iterator[str]:
    """Give the ids of the cases in file reviews.

    One of few characters or a bare number stands for many things, and a case that is only numbered is nobody's.
    """
    for review in inputs.reviews:
        table = inputs.tables.get(review.table)
        numbered = re.compile(rf"(?:{re.escape(review.unit.one)}|{re.escape(review.unit.many)})\s*\d+", re.IGNORECASE)
        for name in table.names() if table else ():
            if len(name) >= _LEAST_CASE and not (name.isalpha() or name.isdecimal() or numbered.fullmatch(name)):
                yield name


def _working_notes(inputs: Inputs) -> Iterator[str]:
    """Give what was written for the office's own use."""
    judged = [*(each.internal for each in inputs.assessments), *(each.internal for each in inputs.findings)]
    yield from filter(None, judged)
    for note in inputs.notes:
        if note.interview.verified:
            yield note.interview.verified.changes


def _paragraphs(inputs: Inputs, cleared: Iterable[str]) -> Iterator[str]:
    """Give what stands between the cleared passages of the interview notes; headings and the like are no quotes."""
    between = re.compile("|".join(re.escape(each) for each in sorted(cleared, key=len, reverse=True)) or r"(?!)")
    folder = f"interviews/{inputs.audit.id}"
    for path in sorted((Path(inputs.root) / folder).glob("*.md")):
        read = read_note(path, f"{folder}/{path.name}", [])
        if read is not None:
            pieces = (piece for each in read.paragraphs for piece in between.split(each.text))
            yield from (each for each in pieces if len(each.split()) >= LEAST_WORDS)
