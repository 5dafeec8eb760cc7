"""Reading a file in a process of its own, so that none can fill the memory, run on without end or stop the command.

`python -m auditlib.intake.reading KIND PATH` writes the reading as JSON. Nobody calls it but `read_apart`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from auditlib.intake.model import Reading, Unreadable, reading_of

MEMORY = 2_000_000_000
_SECONDS = 600
_MOST_TEXT = 60_000_000
_STOPPED = "it takes more than {limit} to read; split it"


def read_apart(kind: str, path: Path, seconds: int = _SECONDS) -> Reading:
    """Read a file of a kind (pdf, docx, html, txt) in another process; raises Unreadable."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    call = [sys.executable, "-m", "auditlib.intake.reading", kind, str(path)]
    try:
        done = subprocess.run(call, env=environment, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        reason = _STOPPED.format(limit=f"{seconds} seconds")
        raise Unreadable("I905", file=path.name, reason=reason) from None
    try:
        said = json.loads(done.stdout)
    except ValueError:
        reason = _STOPPED.format(limit=f"{MEMORY // 10**9} GB of memory or {_SECONDS} seconds")
        raise Unreadable("I905", file=path.name, reason=reason) from None
    if "code" in said:
        raise Unreadable(said["code"], **{**said["details"], "file": path.name})
    return reading_of(said)


def _reader(kind: str) -> Callable[[Path], Reading]:
    """Load the reader of a kind, and nothing else."""
    if kind == "pdf":
        from auditlib.intake.readers.pdf import read_pdf

        return read_pdf
    if kind == "docx":
        from auditlib.intake.readers.word import read_word

        return read_word
    if kind == "html":
        from auditlib.intake.readers.page import read_page

        return read_page
    from auditlib.intake.readers.plain import read_plain

    return read_plain


def _limit() -> None:
    """Take no more memory and time than a document needs, where the system can see to it."""
    try:
        import resource
    except ImportError:
        return  # Windows: the time limit of the other process stands
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _read(kind: str, path: Path) -> dict[str, object]:
    try:
        reading = _reader(kind)(path)
    except Unreadable as error:
        return {"code": error.code, "details": error.details}
    except MemoryError:
        reason = _STOPPED.format(limit=f"{MEMORY // 10**9} GB of memory")
        return {"code": "I905", "details": {"reason": reason}}
    size = sum(len(line) for lines in reading.pages for line in lines)
    if size > _MOST_TEXT:
        reason = f"it has {size} letters, and at most {_MOST_TEXT} are read"
        return {"code": "I905", "details": {"reason": reason}}
    if not any(line.strip() for lines in reading.pages for line in lines):
        return {"code": "I906", "details": {"pages": str(len(reading.pages))}}
    return reading.plain()


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(_read(sys.argv[1], Path(sys.argv[2]))))
