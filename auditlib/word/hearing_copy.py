"""The copy for the hearing: the public report as a Word document beside it, once it has passed the gate."""

from __future__ import annotations

import os
from pathlib import Path

from auditlib.problems import InputError
from auditlib.report.gate import leaks_of
from auditlib.report.keep import WORD
from auditlib.word.write import write_word
from auditlib.workspace import find_root, read_inputs


def make_hearing_copy(report: Path, audit: str, workspace: Path | str, template: Path | None = None) -> Path:
    """Write the Word document of a finished public report; give its path.

    Raises LeakError, and takes the last document away, when it would let out what must not; AuditlibError when the
    template cannot be used.
    """
    target = report.with_name(WORD)
    inputs, problems = read_inputs(find_root(workspace), audit)
    if inputs is None:
        raise InputError(tuple(problems))
    made = write_word(report.read_text(encoding="utf-8"), template)
    leaked = leaks_of({WORD: made}, inputs)
    if leaked:
        target.unlink(missing_ok=True)
        raise leaked
    beside = target.with_name(f".{WORD}")
    try:
        beside.write_bytes(made)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
    return target
