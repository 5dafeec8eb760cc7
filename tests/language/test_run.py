"""The language as a parameter of a run: known, and taken by every notebook, before anything is started."""

import json
from pathlib import Path

import pytest

import auditlib
from auditlib.problems import UsageError
from auditlib.report.make import make_report
from auditlib.runs.plan import plan_sections

AUDIT = "nyby-2024"


def _notebook(workspace: Path, name: str, parameters: str) -> None:
    cell = {"cell_type": "code", "source": parameters, "metadata": {"tags": ["parameters"]}, "outputs": [], "id": "a"}
    (workspace / "notebooks").mkdir(exist_ok=True)
    content = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (workspace / "notebooks" / name).write_text(json.dumps(content), encoding="utf-8")


def test_a_language_that_there_is_none_of_stops_the_run(workspace: Path) -> None:
    with pytest.raises(UsageError, match="no language `se`"):
        make_report(AUDIT, workspace, quiet=True, extra={"language": "se"})
    assert not (workspace / "reports" / AUDIT / "rapport.html").exists()


def test_a_notebook_that_would_speak_another_language_is_a_problem(workspace: Path) -> None:
    _notebook(workspace, "10_a.ipynb", 'audit = ""\nlanguage = ""')
    _notebook(workspace, "20_b.ipynb", 'audit = ""')
    inputs = auditlib.load(AUDIT, workspace).inputs
    _, problems = plan_sections(inputs, {"language": "nn"})
    assert [(each.code, each.at.file) for each in problems] == [("P802", "notebooks/20_b.ipynb")]
    sections, problems = plan_sections(inputs)
    assert problems == []
    assert [dict(each.parameters) for each in sections] == [{"audit": AUDIT}] * 2


def test_a_workbench_is_mapped_in_the_language_of_its_report_too(workspace: Path) -> None:
    a = auditlib.load(AUDIT, workspace, "en")
    assert (a.language, a.mapped.language) == ("en", "nb")
    internal, public = a.editions
    assert (internal.own, internal.spoken.language) == (a.mapped, "en")
    assert public.own is a.public
    said = [each.measurements["M1"].sentence for each in (internal.own, internal.spoken)]
    assert said[0] != said[1]
    own = auditlib.load(AUDIT, workspace).editions[0]
    assert own.own is own.spoken


def test_evidence_has_the_same_stamps_in_every_language(workspace: Path) -> None:
    """A judgement is held against what it was made of, whatever language a report speaks."""
    found = [auditlib.load(AUDIT, workspace, code).mapped.register for code in ("", "nn", "en")]
    stamps = [{each.id: each.stamp for each in register} for register in found]
    assert len(stamps[0]) > 20
    assert stamps[0] == stamps[1] == stamps[2]
