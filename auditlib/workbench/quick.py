"""What is suspect, told quickly after an edit: what cannot have changed since last time is not looked at again.

Notes are taken from what was kept of them, and the judgements that neither a changed note nor a changed file of the
store can touch stand as they stood. Any other change, and any doubt, means that all of it is looked at. The checks are
those of `auditlib check`: here only what keeps an audit from being mapped is told.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from auditlib.checks.references import reference_problems
from auditlib.fingerprints import State, digest, read_state
from auditlib.interviews import Note
from auditlib.judged import Standing
from auditlib.judged.basis import judged_items, judgements
from auditlib.judged.kept import KeptNotes
from auditlib.judged.kept_mapped import KeptMapped
from auditlib.judged.last import Last, read_last, write_last
from auditlib.judged.model import Held
from auditlib.judged.seen import SeenFiles, clock_of
from auditlib.judged.store import folder_of, read_store
from auditlib.judged.suspects import held_against
from auditlib.mapping import Mapped
from auditlib.measures import measure
from auditlib.problems import Severity
from auditlib.workbench.core import load
from auditlib.workbench.suspects import suspect_rows, suspect_text
from auditlib.workspace import Inputs, find_root, read_inputs, require_audit

FOLDER = ".status"
_APART = ("review/", "hearing/", "log/")  # of findings/<audit>/: what no judgement rests on


def quick_rows(audit: str, workspace: Path | str = ".") -> dict[str, Any]:
    """Give the suspect judgements as plain data."""
    standing = quick(audit, workspace)
    return {"audit": audit, "suspect": suspect_rows(standing), "not_judged": list(standing.unstored)}


def quick_text(audit: str, workspace: Path | str = ".") -> str:
    """Give the suspect judgements as text."""
    return suspect_text(quick(audit, workspace))


def quick(audit: str, workspace: Path | str = ".") -> Standing:
    """Give how the judgements stand, with the help of what was found last time.

    Raises InputError with every error in the files, where they have any that keep them from being read, and UsageError
    when there is no such audit.
    """
    root = find_root(workspace)
    require_audit(root, audit)
    was_on = gc.isenabled()
    gc.disable()  # what is read is kept
    try:
        kept = root / "reports" / audit / FOLDER
        seen = SeenFiles(kept / "files.json", clock_of(kept))
        state = read_state(root, audit, hashed=seen)
        seen.write()
        return _Look(root, audit, kept, state).standing()
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class _Look:
    """One look at an audit whose files are in a known state; `folder` is where what was found is kept."""

    root: Path
    audit: str
    folder: Path
    state: State

    @cached_property
    def code(self) -> str:
        """The hash of auditlib and of what it runs in."""
        return digest({"package": digest(self.state.package), "environment": digest(self.state.environment)})

    @cached_property
    def notes(self) -> KeptNotes:
        """The notes that are kept."""
        return KeptNotes(self.folder / "notes", self.audit, self.state.inputs, self.code)

    def standing(self) -> Standing:
        """Look at what may have changed; at everything, where that cannot be known."""
        last = read_last(self.folder / "last.json", self.code)
        mapped = self._mapped(last) if last else None
        if last is None or mapped is None:
            whole = load(self.audit, self.root).standing
            mapped, held = whole.mapped, dict(whole.held)
            for note in mapped.inputs.notes:
                self.notes.keep(note)
        else:
            held = self._held(mapped, self._wanted(last, mapped), last.held)
        notes = {name: self.notes.key(name) for name in self.notes.names()}
        write_last(self.folder / "last.json", Last(self.code, self.state.inputs, notes, held))
        self.notes.clear()
        return Standing(mapped, held)

    def _mapped(self, last: Last) -> Mapped | None:
        """Map the audit with the notes that are kept, others read anew; None where anything is wrong with the files."""
        kept = {name: self.notes.get(name) or self.notes.read(self.root, name) for name in self.notes.names()}
        if None in kept.values():
            return None
        inputs, problems = read_inputs(self.root, self.audit, self.notes)
        if inputs is None or _has_errors(problems):
            return None
        if not self._refers_as_before(last, inputs) and _has_errors(reference_problems(inputs)):
            return None
        measurements, found = measure(inputs)
        notes = [note for each in inputs.notes if (note := kept[each.id]) is not None]
        return None if _has_errors(found) else KeptMapped(inputs, notes, measurements)

    def _refers_as_before(self, last: Last, inputs: Inputs) -> bool:
        """Say whether only notes changed, and they name only what there is and have the passages they had."""
        notes = f"interviews/{self.audit}/"
        changed = [name for name in {*self.state.inputs, *last.inputs} if self._changed(name, last)]
        if not all(name.startswith(notes) and name != f"{notes}informants.yaml" for name in changed):
            return False
        known = {each.id for items in (inputs.criteria, inputs.audit.topics) for each in items}
        for name in set(map(_note_of, changed)):
            before = self.notes.earlier(last.notes[name], name) if name in last.notes else None
            now = self.notes.get(name)
            if before is None or now is None or _cover(before) != _cover(now) or not now.asked_about() <= known:
                return False
            if [each.id for each in before.passages] != [each.id for each in now.passages]:
                return False
        return True

    def _changed(self, name: str, last: Last) -> bool:
        return self.state.inputs.get(name) != last.inputs.get(name)

    def _wanted(self, last: Last, mapped: Mapped) -> set[str] | None:
        """Name the judgements to look at; None for all."""
        changed = {name for name in {*self.state.inputs, *last.inputs} if self._changed(name, last)}
        store, interviews = f"{folder_of(self.audit)}/", f"interviews/{self.audit}/"
        stored = {name for name in changed if name.startswith(store)}
        apart = {name for name in changed if name.startswith(tuple(f"findings/{self.audit}/{each}" for each in _APART))}
        spoken = {name for name in changed if name.startswith(interviews) and name != f"{interviews}informants.yaml"}
        if changed - stored - apart - spoken or {id_ for _, id_ in _order(mapped)} != last.held.keys():
            return None
        touched = {key for each in {_note_of(name) for name in spoken} for key in self._touched(each, last)}
        wanted = {id_ for id_, each in last.held.items() if not touched.isdisjoint(each.touches)}
        wanted |= {Path(name).stem for name in stored} & last.held.keys()
        for each in last.held.values():  # those that others rest on come first
            if not wanted.isdisjoint(each.below):
                wanted.add(each.id)
        return wanted

    def _touched(self, name: str, last: Last) -> Iterator[str]:
        """Name what a changed note told of before or tells of now, in another way than it did."""
        before = self.notes.earlier(last.notes[name], name) if name in last.notes else None
        now = self.notes.get(name)
        if before is None or now is None or _cover(before) != _cover(now):
            yield from (name, "interviews")
            yield from (key for note in (before, now) if note for key in (*note.asked_about(), *_coded(note)))
            return
        old, new = ({each.id: (each.stamp, each) for each in note.passages} for note in (before, now))
        differing = {id_ for id_ in {*old, *new} if old.get(id_, ("",))[0] != new.get(id_, ("",))[0]}
        yield from (key for id_ in differing for side in (old, new) if id_ in side for key in _keys(side[id_][1]))
        yield from before.asked_about() ^ now.asked_about()

    def _held(self, mapped: Mapped, wanted: set[str] | None, last: Mapping[str, Held]) -> dict[str, Held]:
        """Hold the wanted judgements against the store, and take the others as they stood."""
        known = {id_: each.as_rest() for id_, each in last.items()}
        store = read_store(self.root, self.audit, wanted)
        made = judgements(mapped, wanted, known if wanted is not None else {})
        found = {id_: held_against(each, store) for id_, each in made.items()}
        return {id_: found[id_] if id_ in found else last[id_] for _, id_ in _order(mapped)}


def _order(mapped: Mapped) -> list[tuple[str, str]]:
    return [(kind, each.id) for kind, each in judged_items(mapped)]


def _note_of(file: str) -> str:
    return Path(file).name.removesuffix(".md").removesuffix(".codes.yaml")


def _cover(note: Note) -> dict[str, Any]:
    return note.interview.model_dump(mode="json", exclude={"asked"})


def _coded(note: Note) -> Iterator[str]:
    return (key for each in note.passages for key in _keys(each))


def _keys(passage: Any) -> tuple[str, ...]:
    return tuple(filter(None, (passage.id, passage.criterion, passage.topic)))


def _has_errors(problems: Iterable[Any]) -> bool:
    return any(each.severity is Severity.ERROR for each in problems)
