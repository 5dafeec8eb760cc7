"""The same outputs as papermill's default engine, byte for byte, for every notebook of the corpus."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditlib.engine import Done, Warm
from tests.engine.both_ways import differences, outcome_of, run_default, run_ours
from tests.engine.corpus import CASES
from tests.engine.corpus.case import Case

# Both engines together take a minute and a half, and a minute more for each reference that is run again.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

# Where papermill 2.7 is wrong: of a run that does not come to its end, it marks every cell as completed.
BETTER = {"invalid_bundle", "killed", "left_at_once", "forever"}


@dataclass(frozen=True)
class Ran:
    """What both engines made of the corpus: exceptions and results by name, and where the notebooks are."""

    raised: dict[str, str]
    done: dict[str, Done]
    folder: Path

    def of(self, case: Case, engine: str) -> Any:
        return outcome_of(self.folder / engine / case.name / "out.ipynb", case)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Run every notebook through both engines, once."""
    folder = tmp_path_factory.mktemp("corpus")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        raised = run_default(CASES, folder / "theirs")
        with Warm(2) as warm:
            done = run_ours(CASES, folder / "ours", warm)
            assert warm.mode == "fork", warm.why
    return Ran(raised, done, folder)


def test_a_reference_whose_kernel_was_not_heard_is_run_again(tmp_path: Path) -> None:
    text = "import os, time\nif not os.path.exists('../first'):\n    os.mkdir('../first'); time.sleep(600)\n'second'"
    case = Case("deaf", text)
    assert run_default([case], tmp_path, 1, longest=2) == {"deaf": ""}
    assert "second" in (tmp_path / "deaf" / "out.ipynb").read_text()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deaf", "deaf.unheard", "first"]


def test_the_corpus_is_one() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_same_as_papermill(ran: Ran, case: Case) -> None:
    done = ran.done[case.name]
    assert (done.outcome, done.cell, done.note) == (case.outcome, case.failed, "")
    assert (ran.raised[case.name] != "") == (case.outcome != "ok")
    theirs, ours = ran.of(case, "theirs"), ran.of(case, "ours")
    if case.name in BETTER:
        theirs, ours = without_statuses(theirs), without_statuses(ours)
    assert differences(theirs, ours) == []


@pytest.mark.parametrize("name", sorted(BETTER))
def test_better_than_papermill(ran: Ran, name: str) -> None:
    (case,) = [case for case in CASES if case.name == name]
    cells = ran.of(case, "ours")["cells"]
    expected = ["completed"] * (case.failed - 1) + ["failed"] + ["pending"] * (len(cells) - case.failed)
    assert [cell["metadata"]["papermill"]["status"] for cell in cells] == expected
    assert all(cell["metadata"]["papermill"]["status"] == "completed" for cell in ran.of(case, "theirs")["cells"])
    assert ran.done[name].not_run == tuple(range(case.failed + 1, len(cells) + 1))


def without_statuses(notebook: Any) -> Any:
    """Leave out what papermill says of cells and of the run, and what of the cell that ended it was timed."""
    notebook["metadata"]["papermill"].pop("exception")
    for cell in notebook["cells"]:
        cell["metadata"].pop("papermill")
        cell["metadata"].pop("execution", None)
        if not cell["outputs"]:  # a kernel that dies at once may or may not have said that it began
            cell["execution_count"] = None
    return notebook


def test_what_is_left_at_exit(ran: Ran) -> None:
    """Exit functions run, files that were left open are written, and databases are closed."""
    for engine in ("theirs", "ours"):
        place = ran.folder / engine
        assert (place / "at_exit" / "at_exit.txt").read_text() == "written"
        assert (place / "at_exit" / "left_open.txt").read_text() == "flushed"
        names = sorted(each.name for each in (place / "databases").iterdir() if not each.name.startswith(("k", "."))
                       and each.suffix != ".ipynb")  # fmt: skip
        assert names == ["made.db", "made.sqlite"]


def test_nothing_changes_from_run_to_run(ran: Ran, tmp_path: Path) -> None:
    """papermill's own notebooks hold the kernel's process id in warnings; ours come out the same each time."""
    case = next(case for case in CASES if case.name == "warnings")
    with Warm(1, imports=()) as warm:
        run_ours([case], tmp_path, warm)
    text = (tmp_path / case.name / "out.ipynb").read_text()
    assert "/ipykernel_0/" in text
    outputs = [[cell.get("outputs") for cell in json.loads(each)["cells"]] for each in
               (text, (ran.folder / "ours" / case.name / "out.ipynb").read_text())]  # fmt: skip
    assert outputs[0] == outputs[1]
