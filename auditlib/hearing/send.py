"""Fixing what is sent: the hashes of the files, and every claim and judgement as it reads there."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from auditlib.checks.sent import reading
from auditlib.files.written import as_yaml
from auditlib.problems import UsageError
from auditlib.sent import Sent
from auditlib.workbench import Workbench

_NO_LETTERS = re.compile(r"[^\w]+")
_LONGEST = 40
_HEAD = (
    "# Versjonen som ble sendt på høring, skrevet av `auditlib hearing send`. Den endres ikke: rapporten blir\n"
    "# sammenlignet med den, setning for setning.\n"
)


def fix(a: Workbench, files: Mapping[str, str], by: str, on: str) -> Sent:
    """Make the record of what is sent: `files` are SHA-256 by file name, `on` is a date.

    Raises UsageError when the very same files were sent before.
    """
    earlier = a.inputs.sent
    for each in earlier:
        if each.files == dict(files):
            raise UsageError(f"these files were sent before, as {each.id}, {each.on.in_words()}")
    now = reading(a.mapped, a.public)
    used = {id_ for item in now.items.values() for id_ in item.rests_on}
    evidence = {id_: stamp for id_, stamp in now.evidence.items() if id_ in used}
    number = 1 + max((each.number for each in earlier), default=0)
    content = {
        "id": f"sent-{number}-{_as_name(by)}", "on": on, "by": by,
        "files": dict(files), "items": tuple(now.items.values()), "claims": now.claims, "evidence": evidence,
    }  # fmt: skip
    unsealed = Sent.model_validate({**content, "seal": "none"})
    return unsealed.model_copy(update={"seal": unsealed.sealed()})


def _as_name(by: str) -> str:
    """Give who sends as part of a file's name: two who send in two clones make two files, which git merges."""
    return _NO_LETTERS.sub("-", by.casefold()).strip("-")[:_LONGEST] or "navn"


def write_sent(sent: Sent, root: Path, audit: str) -> Path:
    """Write a version to its own file, whole; raise UsageError when there is one of its name."""
    path = root / "findings" / audit / "hearing" / f"{sent.id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(as_text(sent))
        os.chmod(name, 0o644)
        os.link(name, path)  # fails where the file exists, in one step
    except FileExistsError:
        raise UsageError(f"{path} exists and is never overwritten") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)
    return path


def as_text(sent: Sent) -> str:
    """Write a version; the same content gives the same text."""
    return as_yaml(sent.model_dump(mode="json", exclude_defaults=True), _HEAD)
