"""What a report consists of, and what is wrong with its notebooks before anything starts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from auditlib.problems import Problem, UsageError
from auditlib.runs import Section, plan_sections, read_notebooks
from auditlib.runs.notebooks import Notebook, parameter_problems
from auditlib.workspace import read_inputs
from tests.builders import AUDIT, Nyby
from tests.runs.made import content_of, write_notebook

QUESTION = 'audit = ""\nquestion = ""\nworkspace = "."'
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def plan(root: Path, extra: Mapping[str, str] | None = None) -> tuple[list[Section], list[Problem]]:
    inputs, _ = read_inputs(root, AUDIT)
    assert inputs is not None
    return plan_sections(inputs, extra)


def only(root: Path, extra: Mapping[str, str] | None = None) -> str:
    """Give the only problem of a plan as it is printed."""
    (found,) = plan(root, extra)[1]
    return str(found)


def notebook(**defaults: Any) -> Notebook:
    return Notebook(Path("notebooks/10_a.ipynb"), "notebooks/10_a.ipynb", defaults, "")


def test_the_project_notebooks_make_a_section_for_each_question(nyby: Nyby) -> None:
    (nyby.root / "notebooks").symlink_to(NOTEBOOKS)
    nyby.change(
        "questions.yaml", "degree: true}", "degree: true}\n  - {id: P2, title: To, wording: Og?, degree: false}"
    )
    sections, problems = plan(nyby.root)
    assert problems == []
    assert [each.id for each in sections] == [
        "00_sammendrag", "10_innledning", "20_metode", "30_problemstilling_P1", "30_problemstilling_P2",
        "40_konklusjon", "50_anbefalinger", "80_vedlegg_kriterier", "81_vedlegg_bevis", "82_vedlegg_dekning",
        "83_vedlegg_tall", "85_vedlegg_referering",
    ]  # fmt: skip
    assert sections[4].parameters == {"audit": AUDIT, "question": "P2"}
    assert sections[4].file == "30_problemstilling_P2.ipynb"


@pytest.mark.parametrize(
    ("file", "section"),
    [("hearing.yaml", "60_horing"), ("statements.yaml", "84_vedlegg_tidligere_utsagn")],
)
def test_a_section_that_needs_something_is_there_when_it_is(nyby: Nyby, file: str, section: str) -> None:
    (nyby.root / "notebooks").symlink_to(NOTEBOOKS)
    assert section not in {each.id for each in plan(nyby.root)[0]}
    nyby.write("hearing.yaml", "hearing: {statement: Takk for rapporten.}\n")
    nyby.write(
        "statements.yaml",
        "statements:\n  - {id: U1, place: s. 3, kind: advice, text: Alt er bra., findings: [F1], verdict: carried}\n",
    )
    assert section in {each.id for each in plan(nyby.root)[0]}


def test_sections_come_in_the_order_of_their_numbers(nyby: Nyby) -> None:
    for name in ("81_b", "09_a", "30_c"):
        write_notebook(nyby.root, name)
    assert [each.id for each in plan(nyby.root)[0]] == ["09_a", "30_c", "81_b"]


def test_notebooks_without_a_number_are_no_sections(nyby: Nyby) -> None:
    for name in ("10_a", "utforsk", "10_a-Copy1", "1_a"):
        write_notebook(nyby.root, name)
    assert [each.id for each in plan(nyby.root)[0]] == ["10_a"]


def test_no_notebooks_is_a_problem(nyby: Nyby) -> None:
    assert only(nyby.root).startswith("notebooks:0:0: F001 notebooks/*.ipynb is missing (sections are numbered,")


def test_a_parameter_without_a_default_must_be_given() -> None:
    (found,) = parameter_problems(notebook(audit="", question=""), {"audit": "nyby"})
    assert str(found) == (
        "notebooks/10_a.ipynb:0:0: P801 notebook notebooks/10_a.ipynb needs the parameter `question`"
        " (for example -r question P1)"
    )
    assert [each.code for each in parameter_problems(notebook(audit=None), {"audit": ""})] == ["P801"]


def test_a_misspelt_parameter_is_told_from_the_one_that_is_meant(nyby: Nyby) -> None:
    write_notebook(nyby.root, "10_a", parameters='audit = ""\nyear = "2023"')
    assert only(nyby.root, {"yaer": "2022"}) == (
        "notebooks:0:0: P802 notebook notebooks/*.ipynb has no parameter `yaer` (did you mean year?)"
    )


def test_a_notebook_must_take_the_audit(nyby: Nyby) -> None:
    write_notebook(nyby.root, "10_a", parameters='adit = ""')
    assert [each.code for each in plan(nyby.root)[1]] == ["P801", "P802"]
    assert "has no parameter `audit` (did you mean adit?)" in str(plan(nyby.root)[1][1])


def test_a_parameter_must_be_of_its_default_s_type(nyby: Nyby) -> None:
    write_notebook(nyby.root, "10_a", parameters='audit = ""\nnumber = 3')
    assert only(nyby.root, {"number": "0301"}) == (
        "notebooks/10_a.ipynb:0:0: P803 parameter `number` is str, notebook notebooks/10_a.ipynb expects int"
        " (for example number=3)"
    )


def test_a_further_parameter_goes_to_the_notebooks_that_take_it(nyby: Nyby) -> None:
    write_notebook(nyby.root, "10_a")
    write_notebook(nyby.root, "20_b", parameters='audit = ""\nyear: str = "2023"')
    sections, problems = plan(nyby.root, {"year": "2022"})
    assert problems == []
    assert [dict(each.parameters) for each in sections] == [{"audit": AUDIT}, {"audit": AUDIT, "year": "2022"}]


@pytest.mark.parametrize("name", ["audit", "question", "workspace"])
def test_what_the_run_decides_cannot_be_given(nyby: Nyby, name: str) -> None:
    write_notebook(nyby.root, "30_p", parameters=QUESTION)
    with pytest.raises(UsageError, match=f"`{name}` is set for each section"):
        plan(nyby.root, {name: "P1"})


def test_a_notebook_without_parameters_cell_is_a_problem(nyby: Nyby) -> None:
    path = write_notebook(nyby.root, "10_a")
    path.write_text(json.dumps(content_of(tag="parametre")), encoding="utf-8")
    assert only(nyby.root) == (
        "notebooks/10_a.ipynb:0:0: P805 the notebook has no cell tagged `parameters`"
        " (tag the cell that sets audit and question)"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "JSONDecodeError"),
        ("", "JSONDecodeError"),
        ("[]", "TypeError"),
        ("null", "TypeError"),
        ('{"cells": []}', "KeyError: 'metadata'"),
        ('{"cells": 3, "metadata": {}}', "TypeError"),
        ('{"cells": [3], "metadata": {}}', "AttributeError"),
        ('{"cells": [{"metadata": {"tags": null}}], "metadata": {}}', "TypeError"),
        ('{"cells": [{"metadata": {"tags": ["parameters"]}, "source": 3}], "metadata": {}}', "TypeError"),
        ('{"cells": [], "metadata": {"auditlib": "needs"}}', "AttributeError"),
        ("[" * 100_000, "RecursionError"),
        (b"\xff\xfe", "UnicodeDecodeError"),
        (json.dumps(content_of(parameters="audit = = 3")), "SyntaxError"),
        (json.dumps(content_of(needs="recomendations")), "did you mean recommendations?"),
        (json.dumps(content_of(needs=["hearing"])), "which no audit has"),
    ],
)
def test_what_is_no_notebook_is_a_problem(nyby: Nyby, text: str | bytes, reason: str) -> None:
    write_notebook(nyby.root, "10_a").write_bytes(text if isinstance(text, bytes) else text.encode())
    said = only(nyby.root)
    assert said.startswith("notebooks/10_a.ipynb:0:0: P806 not readable as a notebook: ")
    assert reason in said
    assert said.endswith("(open and save it in JupyterLab)")


def test_a_folder_in_place_of_a_notebook_is_a_problem(nyby: Nyby) -> None:
    (nyby.root / "notebooks" / "10_a.ipynb").mkdir(parents=True)
    assert "P806 not readable as a notebook: Is a directory" in only(nyby.root)


def test_defaults_are_read_without_running_the_cell(nyby: Nyby) -> None:
    source = (
        'audit: str = ""\nquestion = ""\nlimit = -1\nnames = ["a"]\nmade = str(1)\na, b = 1, 2\nimport os\nplain: int'
    )
    write_notebook(nyby.root, "10_a", parameters=source)
    (found,) = read_notebooks(nyby.root, [])
    assert found.parameters == {
        "audit": "", "question": "", "limit": -1, "names": ["a"], "made": None, "plain": None,
    }  # fmt: skip
