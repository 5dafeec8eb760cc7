"""The gate before the public edition: what must not get out stops it, and leaves no public file behind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from auditlib.judged import Suspect
from auditlib.leaks import LeakError, Secrets, find_leaks, secrets_of
from auditlib.leaks.reading import Kind
from auditlib.report.doubts import SuspectError
from auditlib.workspace import Inputs

_KINDS: Mapping[str, Kind] = {".html": "html", ".docx": "docx", ".xlsx": "docx"}


class Gate:
    """The gate of one audit, for any number of files; what is secret is gathered anew when its notes change."""

    def __init__(self, inputs: Inputs) -> None:
        """Guard what people wrote for an audit."""
        self.inputs = inputs
        self._notes: object = None
        self._secrets = Secrets()

    def leaks_of(self, files: Mapping[str, bytes]) -> LeakError | None:
        """Look through finished public files, by name; give the error that tells of every leak, or None."""
        secrets = self.gather()
        kinds = {name: _KINDS[PurePath(name).suffix] for name in files}
        found = [(name, leak) for name, data in files.items() for leak in find_leaks(data, kinds[name], secrets)]
        return LeakError(found) if found else None

    def gather(self) -> Secrets:
        """Gather what is secret now: the notes are read where they stand, for what no passage holds."""
        folder = self.inputs.root / "interviews" / self.inputs.audit.id
        known = {path.name: path.stat() for path in folder.glob("*.md")}
        notes = {name: (each.st_ino, each.st_size, each.st_mtime_ns) for name, each in known.items()}
        if notes != self._notes:
            names = [each.name for each in self.inputs.informants if each.name]
            self._secrets = secrets_of(self.inputs, names=names, public=self.inputs.audit.publication.allowed)
            self._notes = notes
        return self._secrets


def leaks_of(files: Mapping[str, bytes], inputs: Inputs) -> LeakError | None:
    """Look through finished public files once; see Gate."""
    return Gate(inputs).leaks_of(files)


def refusal_of(
    files: Mapping[str, bytes], gate: Gate, suspects: Mapping[str, Suspect]
) -> LeakError | SuspectError | None:
    """Give the error that stops finished public files, or None: what leaks, else judgements that may no longer hold."""
    doubtful = SuspectError(gate.inputs.audit.id, suspects) if files and suspects else None
    return gate.leaks_of(files) or doubtful
