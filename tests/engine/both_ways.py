"""Running a case through papermill's default engine and through ours, and what may differ between the two."""

from __future__ import annotations

import faulthandler
import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

from auditlib.engine import Done, Job, Warm
from tests.engine.corpus.case import Case

# What papermill itself writes otherwise each time: the clock, the places of files, a process' id, a place in memory.
_TIMES = ("start_time", "end_time", "duration")
_PLACES = ("input_path", "output_path")
# Cells that papermill makes have a random id.
_MADE = {"injected-parameters", "papermill-error-cell-tag"}
_CHANGING = (
    (re.compile(r"ipykernel_\d+"), "ipykernel_N"),
    (re.compile(r"0x[0-9a-f]{6,}"), "0xN"),
    (re.compile(r"\[IPKernelApp\].*\n"), ""),
    (re.compile(r"<dc:date>[^<]*"), "<dc:date>"),
    (re.compile(r"\d+(?:\.\d+)? (?:ns|us|ms|s)\b"), "N s"),
)


# How many seconds a cell of the corpus may take, and how many a whole run: more than any takes on a slow machine.
LONGEST, _LONGEST_RUN = 60, 240
# What comes of a run whose kernel has not heard a request or was not heard. ipykernel 7 forgets to look for the next
# request when it arrives just as a reply is sent (https://github.com/ipython/ipykernel/issues/1554): about one run in
# five hundred.
_UNHEARD = {"CellTimeoutError", "RuntimeError"}


def run_default(cases: Sequence[Case], folder: Path, workers: int = 2, longest: int = LONGEST) -> dict[str, str]:
    """Run cases through papermill's default engine; give the exception of each by name."""
    with ProcessPoolExecutor(workers, get_context("spawn"), _quiet) as pool:
        try:
            raised = pool.map(partial(_run_default, folder=folder, longest=longest), cases)
            return {case.name: each for case, each in zip(cases, raised, strict=True)}
        except BaseException:
            for each in active_children():  # the pool would wait for them
                each.kill()
            raise


def _quiet() -> None:
    """Let kernels catch what programs write, which ipykernel leaves out in a test; and log nothing."""
    import logging

    os.environ.pop("PYTEST_CURRENT_TEST", None)
    logging.getLogger("papermill").setLevel(logging.CRITICAL + 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)


def _run_default(case: Case, folder: Path, longest: int) -> str:
    """Run a case; in a new folder once more if its kernel was not heard."""
    place = folder / case.name
    raised = _execute(case, place, longest)
    if raised in _UNHEARD and case.timeout is None:
        place.rename(folder / f"{case.name}.unheard")
        raised = _execute(case, place, longest)
    return raised


def _execute(case: Case, place: Path, longest: int) -> str:
    import papermill
    from traitlets.config import Config

    place.mkdir(parents=True)
    sockets = Config({"KernelManager": {"transport": "ipc", "ip": str(place / "k")}})
    faulthandler.dump_traceback_later(_LONGEST_RUN, exit=True)  # whatever hangs, the pool breaks and says so
    try:
        papermill.execute_notebook(
            case.write(place), place / "out.ipynb", dict(case.parameters), cwd=place, progress_bar=False,
            execution_timeout=int(case.timeout or longest), config=sockets,
            extra_arguments=["--IPKernelApp.log_level=50"], language="python",
            # a kernel that is killed when all is done saves a fifth of the time, but runs no exit functions
            shutdown_kernel="graceful" if case.exits else "immediate",
        )  # fmt: skip
    except Exception as error:
        return type(error).__name__
    finally:
        faulthandler.cancel_dump_traceback_later()
    return ""


def run_ours(cases: Sequence[Case], folder: Path, warm: Warm) -> dict[str, Done]:
    """Run cases through the engine; give what came of each by name."""
    jobs = []
    for case in cases:
        place = folder / case.name
        place.mkdir(parents=True)
        jobs.append(Job(case.write(place), place / "out.ipynb", case.parameters, place, case.timeout or LONGEST))
    return {done.job.target.parent.name: done for done in warm.run(jobs)}


def outcome_of(path: Path, case: Case) -> Any:
    """Read an executed notebook without what changes each time."""
    text = path.read_text(encoding="utf-8").replace(str(path.parent), "FOLDER")
    for pattern, word in _CHANGING:
        text = pattern.sub(word, text)
    notebook = json.loads(text)
    for metadata in (notebook["metadata"], *(cell["metadata"] for cell in notebook["cells"])):
        for key in _TIMES + _PLACES:
            metadata.get("papermill", {}).pop(key, None)
    for cell in notebook["cells"]:
        if "execution" in cell["metadata"]:
            cell["metadata"]["execution"] = sorted(cell["metadata"]["execution"])  # what was timed, not when
        if _MADE.intersection(cell["metadata"].get("tags", ())):
            cell.pop("id")
        if not case.pieces:
            _join(cell)
        if case.unordered:
            _sort(cell)
    return notebook


def _join(cell: Any) -> None:
    """Join the pieces of one stream that follow each other."""
    joined: list[Any] = []
    for each in cell.get("outputs", ()):
        each["text"] = "".join(each["text"]) if "text" in each else None
        if joined and each["output_type"] == "stream" and joined[-1].get("name") == each["name"]:
            joined[-1]["text"] += each["text"]
        else:
            joined.append(each)
    if joined:
        cell["outputs"] = joined


def _sort(cell: Any) -> None:
    """Make one sorted text of all that a cell printed."""
    printed = [each for each in cell.get("outputs", ()) if each["output_type"] == "stream"]
    if printed:
        lines = sorted("".join(each["text"] for each in printed).splitlines())
        cell["outputs"] = [{"lines": lines}, *(each for each in cell["outputs"] if each not in printed)]


def differences(theirs: Any, ours: Any) -> list[str]:
    """Say where two executed notebooks differ."""
    found = []
    if theirs["metadata"] != ours["metadata"]:
        found.append(f"metadata: {theirs['metadata']} / {ours['metadata']}")
    if len(theirs["cells"]) != len(ours["cells"]):
        return [*found, f"{len(theirs['cells'])} cells / {len(ours['cells'])}"]
    for number, (one, other) in enumerate(zip(theirs["cells"], ours["cells"], strict=True)):
        for key in sorted(one.keys() | other.keys()):
            if one.get(key) != other.get(key):
                found.append(f"cell {number} {key}:\n  {one.get(key)!r:.2000}\n  {other.get(key)!r:.2000}")
    return found
