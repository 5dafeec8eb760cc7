"""Which sections have to be run again, and why: their keys held against those of the last run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditlib.fingerprints import Hashes, State, declared_hashes, digest, hash_of
from auditlib.runs.plan import Section
from auditlib.runs.record import Kept, Key, Record, parameter_hashes

_MOST_NAMED = 3
_ASKED = "it was asked for"
EXECUTED, FRAGMENTS = "notebooks", ".run/fragments"


@dataclass(frozen=True, slots=True)
class Planned:
    """A section with its key, the files it may read, and why it has to be run; without reasons its outputs are kept.

    `edited` says that the text around the outputs is another, which needs no running.
    """

    section: Section
    key: Key
    inputs: Hashes
    reasons: tuple[str, ...]
    edited: bool

    @property
    def parameters(self) -> Hashes:
        """The parameters as the key holds them."""
        return parameter_hashes(self.section.parameters)


def executed_name(section: Section) -> str:
    """Give the place of a section's executed notebook in a report's folder."""
    return f"{EXECUTED}/{section.file}"


def fragment_name(section: Section) -> str:
    """Give the place of a section's HTML in a report's folder."""
    return f"{FRAGMENTS}/{section.id}.json"


def decide(
    sections: Sequence[Section], root: Path, folder: Path, state: State, record: Record | None, force: bool = False
) -> list[Planned]:
    """Say for each section whether its last outputs still hold; what stands in the report's folder is looked at too."""
    record = record or Record()
    return [_planned(each, root, folder, state, record, force) for each in sections]


def planned_anew(section: Section, root: Path, state: State) -> Planned:
    """Give a section with its key and the files it may read, to be run whatever was before."""
    notebook = section.notebook
    inputs = {**state.inputs, **declared_hashes(root, notebook.inputs)}
    parts = (parameter_hashes(section.parameters), inputs, state.package, state.environment)
    return Planned(section, Key(notebook.code, notebook.kernel, *map(digest, parts)), inputs, (_ASKED,), edited=False)


def _planned(section: Section, root: Path, folder: Path, state: State, record: Record, force: bool) -> Planned:
    planned, kept = planned_anew(section, root, state), record.sections.get(section.id)
    if force:
        return planned
    if kept is None:
        return replace(planned, reasons=("no earlier run of it is kept",))
    now = (planned.parameters, planned.inputs, state.package, state.environment)
    reasons = (*_reasons(planned.key, kept, now, record.states), *_outputs(section, folder, kept))
    return replace(planned, reasons=reasons, edited=kept.source != section.notebook.content)


def _reasons(key: Key, kept: Kept, now: Sequence[Hashes], states: Mapping[str, Hashes]) -> Iterator[str]:
    """Tell what differs between two keys, file by file where the last run's files are known."""
    if key.code != kept.key.code:
        yield "its code cells changed"
    if key.kernel != kept.key.kernel:
        yield "its kernel changed"
    for name, hashes in zip(("parameters", "inputs", "package", "environment"), now, strict=True):
        before = getattr(kept.key, name)
        if before != getattr(key, name):
            yield f"{_TITLES[name]}{changes(states.get(before, {}), hashes)}"
    yield from (f"it reads {name}, which it does not declare" for name in kept.undeclared)


_TITLES = {"parameters": "parameters: ", "inputs": "", "package": "auditlib: ", "environment": "environment: "}


def changes(before: Hashes, now: Hashes) -> str:
    """Name what differs between two states, the first few of it."""
    said = [f"{name} is new" for name in now if name not in before]
    said += [f"{name} is gone" for name in before if name not in now]
    said = [f"{name} changed" for name in now if name in before and now[name] != before[name]] + said
    more = len(said) - _MOST_NAMED
    return ", ".join(said[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _outputs(section: Section, folder: Path, kept: Kept) -> Iterator[str]:
    """Tell of outputs that are not there as they were written."""
    for name, written in ((executed_name(section), kept.executed), (fragment_name(section), kept.fragment)):
        if hash_of(folder / name) != written:
            gone = not (folder / name).exists()
            yield f"its output {name} is {'gone' if gone else 'not as it was written'}"
