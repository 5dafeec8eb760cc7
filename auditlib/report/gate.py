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


def leaks_of(files: Mapping[str, bytes], inputs: Inputs) -> LeakError | None:
    """Look through finished public files, by name; give the error that tells of every leak, or None."""
    secrets = _secrets(inputs)
    kinds = {name: _KINDS[PurePath(name).suffix] for name in files}
    found = [(name, leak) for name, data in files.items() for leak in find_leaks(data, kinds[name], secrets)]
    return LeakError(found) if found else None


def refusal_of(
    files: Mapping[str, bytes], inputs: Inputs, suspects: Mapping[str, Suspect]
) -> LeakError | SuspectError | None:
    """Give the error that stops finished public files, or None: what leaks, else judgements that may no longer hold."""
    doubtful = SuspectError(inputs.audit.id, suspects) if files and suspects else None
    return leaks_of(files, inputs) or doubtful


def _secrets(inputs: Inputs) -> Secrets:
    names = [each.name for each in inputs.informants if each.name]
    return secrets_of(inputs, names=names, public=inputs.audit.publication.allowed)
