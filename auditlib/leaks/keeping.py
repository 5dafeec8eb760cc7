"""What an audit keeps to itself, gathered from its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from auditlib.files.notes import read_note
from auditlib.interviews import Informant
from auditlib.leaks.folding import fold, skeleton
from auditlib.leaks.model import Secrets
from auditlib.workspace import Inputs


def secrets_of(
    inputs: Inputs,
    *,
    names: Collection[str] = (),
    cleared: Collection[str] = (),
    public: Collection[str] = (),
    interviews_are_public: bool = True,
) -> Secrets:
    """Gather an audit's secrets for its public edition.

    `names` are the informants' own names, which no file of the workspace holds; `cleared` the ids of passages that
    may be quoted; `public` whatever else may be printed, such as the audit office's address. Everything in the
    interview notes is a quote that nobody has cleared, unless its passage is.
    """
    passages = [each for note in inputs.notes for each in note.passages]
    quotes = {each.text for each in passages if each.id not in cleared} | set(_paragraphs(inputs))
    free = {each.text for each in passages if each.id in cleared} | {each.label for each in inputs.informants}
    return Secrets(
        names=frozenset(names),
        informants=frozenset(each.id for each in inputs.informants),
        roles=frozenset(_roles(inputs.informants)),
        interviews=frozenset() if interviews_are_public else frozenset(each.interview.id for each in inputs.notes),
        notes=frozenset(each.interview.verified.changes for each in inputs.notes if each.interview.verified),
        quotes=frozenset(quotes),
        paths=frozenset({str(inputs.root), str(inputs.root.resolve())} - {"/", "."}),
        public=frozenset({*free, *public}),
    )


def _roles(informants: tuple[Informant, ...]) -> Iterator[tuple[str, str]]:
    """Give the roles with units that point at one informant and are not in the public label already."""
    counts = Counter((each.role, each.unit) for each in informants)
    for each in informants:
        said = _plain(each.role) in _plain(each.label)
        if counts[each.role, each.unit] == 1 and not said:
            yield each.role, each.unit


def _plain(text: str) -> str:
    return skeleton(fold(text).text)


def _paragraphs(inputs: Inputs) -> Iterator[str]:
    """Give the paragraphs of the interview notes as they stand, coded or not."""
    folder = f"interviews/{inputs.audit.id}"
    for path in sorted((Path(inputs.root) / folder).glob("*.md")):
        read = read_note(path, f"{folder}/{path.name}", [])
        if read is not None:
            yield from (each.text for each in read.paragraphs)
