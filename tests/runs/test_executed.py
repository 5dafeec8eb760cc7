"""Executed notebooks as they are kept: nothing of one execution in them, and new prose around old outputs."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from auditlib.engine import Job
from auditlib.runs.executed import as_text, finish, lasting, read_notebook, with_prose
from tests.runs.doubles import executed
from tests.runs.made import content_of

Notebook = dict[str, Any]


def source_of(*cells: str, prose: str = "") -> Notebook:
    return json.loads(json.dumps(content_of(*cells, prose=prose)))  # type: ignore[no-any-return]


def run(source: Notebook, folder: Path, **parameters: str) -> Notebook:
    """Give a notebook as papermill leaves it."""
    path = folder / "source.ipynb"
    path.write_text(json.dumps(source), encoding="utf-8")
    job = Job(path, folder / "10_a.ipynb", parameters or {"audit": "nyby"}, folder)
    done: Notebook = json.loads(executed(job))
    for place, cell in enumerate(each for each in done["cells"] if each["cell_type"] == "code"):
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": [f"ut {place}\n"]}]
    return done


def test_times_places_and_random_names_are_taken_away(tmp_path: Path) -> None:
    source = source_of("1 + 1", prose="Tekst.")
    done = run(source, tmp_path)
    done["cells"][1]["metadata"]["execution"] = {"iopub.execute_input": "2024-01-15T09:30:00"}
    kept = lasting(done, source)
    assert kept["metadata"]["papermill"] == {"parameters": {"audit": "nyby"}}
    assert [each["id"] for each in kept["cells"]] == ["cell-0", "injected-parameters", "cell-1", "prose"]
    assert [each["metadata"] for each in kept["cells"]] == [
        {"tags": ["parameters"]}, {"tags": ["injected-parameters"]}, {}, {}
    ]  # fmt: skip
    other = run(source, tmp_path)
    other["cells"][1]["id"] = "0f0f0f0f"
    assert as_text(lasting(other, source)) == as_text(kept)


def test_what_failed_and_what_was_never_run_stays(tmp_path: Path) -> None:
    source = source_of("1 / 0", "2")
    done = run(source, tmp_path)
    done["cells"][2]["metadata"]["papermill"] |= {"exception": True, "status": "failed"}
    done["cells"][3]["metadata"]["papermill"] |= {"exception": None, "status": "pending"}
    noted = [each["metadata"].get("papermill") for each in lasting(done, source)["cells"]]
    assert noted == [
        None, None, {"exception": True, "status": "failed"}, {"exception": None, "status": "pending"}
    ]  # fmt: skip


def test_a_cell_that_was_added_takes_no_other_cell_s_name(tmp_path: Path) -> None:
    source = source_of("1 / 0")
    source["cells"][1]["id"] = "added-0"
    done = run(source, tmp_path)
    done["cells"].insert(0, {"cell_type": "markdown", "id": "a1b2c3d4", "metadata": {}, "source": "En celle feilet."})
    names = [each["id"] for each in lasting(done, source)["cells"]]
    assert names == ["added-0-", "cell-0", "injected-parameters", "added-0"]


def test_cells_without_names_are_named_by_their_place(tmp_path: Path) -> None:
    source = source_of("1", prose="Tekst.")
    source["nbformat_minor"] = 4
    for cell in source["cells"]:
        del cell["id"]
    done = run(source, tmp_path)
    done["nbformat_minor"] = 5
    for cell in done["cells"]:
        cell["id"] = "a1b2c3d4"
    kept = lasting(done, source)
    assert [each["id"] for each in kept["cells"]] == ["added-0", "injected-parameters", "added-2", "added-3"]
    assert as_text(with_prose(kept, source)) == as_text(kept)


def with_edited_prose(source: Notebook) -> Notebook:
    """Put new prose before, between and after the code."""
    edited = deepcopy(source)
    texts = [
        {"cell_type": kind, "id": f"ny-{place}", "metadata": {}, "source": f"Ny tekst {place}.\nTo linjer."}
        for place, kind in enumerate(["markdown", "markdown", "raw", "markdown"])
    ]
    edited["cells"] = [texts[0], edited["cells"][0], texts[1], *edited["cells"][1:3], texts[2], texts[3]]
    edited["metadata"]["title"] = "Ny"
    return edited


@pytest.mark.parametrize("parameters", [{}, {"audit": "nyby"}])
def test_new_prose_gives_what_running_again_would(tmp_path: Path, parameters: dict[str, str]) -> None:
    source = source_of("1", "2", prose="Gammel tekst.")
    edited = with_edited_prose(source)
    kept = lasting(run(source, tmp_path, **parameters), source)
    assert as_text(with_prose(kept, edited)) == as_text(lasting(run(edited, tmp_path, **parameters), edited))


def test_a_notebook_that_has_injected_parameters_of_its_own_keeps_their_place(tmp_path: Path) -> None:
    source = source_of("1", "2")
    source["cells"][1]["metadata"]["tags"] = ["injected-parameters"]
    ran = run(source, tmp_path)
    del ran["cells"][1]  # papermill replaces the cell, and the double adds one
    edited = deepcopy(source)
    edited["cells"].insert(2, {"cell_type": "markdown", "id": "ny", "metadata": {}, "source": "Ny."})
    merged = with_prose(lasting(ran, source), edited)
    assert [each["id"] for each in merged["cells"]] == ["cell-0", "cell-1", "ny", "cell-2"]


def test_a_finished_notebook_is_written_as_nbformat_writes_it(tmp_path: Path) -> None:
    import nbformat

    source = source_of("1 + 1", prose="Æ\nØ")
    path = tmp_path / "10_a.ipynb"
    path.write_text(json.dumps(run(source, tmp_path)), encoding="utf-8")
    finish(path, tmp_path / "source.ipynb")
    text = path.read_text(encoding="utf-8")
    assert nbformat.writes(nbformat.reads(text, as_version=4)) + "\n" == text
    nbformat.validate(nbformat.reads(text, as_version=4))
    assert read_notebook(path)["cells"][-1]["source"] == ["Æ\n", "Ø"]
