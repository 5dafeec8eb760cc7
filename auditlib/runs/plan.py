"""Which sections a report has: each numbered notebook once, or once for each question when it takes a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditlib.problems import Problem
from auditlib.runs.notebooks import Notebook, parameter_problems, read_notebooks
from auditlib.workspace import Inputs


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a report: a notebook and the parameters it is run with."""

    id: str
    notebook: Notebook
    parameters: Mapping[str, str]

    @property
    def file(self) -> str:
        """The name of the executed notebook."""
        return f"{self.id}.ipynb"


def plan_sections(inputs: Inputs, extra: Mapping[str, str] | None = None) -> tuple[list[Section], list[Problem]]:
    """Plan a report; `extra` are further parameters for every notebook.

    Problems with the notebooks or their parameters mean that nothing should be started.
    """
    problems: list[Problem] = []
    sections: list[Section] = []
    for notebook in read_notebooks(inputs.root, problems):
        if notebook.needs and not getattr(inputs, notebook.needs, None):
            continue
        sections += _sections(notebook, inputs, extra or {})
    for section in sections:
        problems += parameter_problems(section.notebook, section.parameters)
    return sections, problems


def _sections(notebook: Notebook, inputs: Inputs, extra: Mapping[str, str]) -> list[Section]:
    """Give the sections one notebook makes."""
    base = {"audit": inputs.audit.id, **extra}
    stem = notebook.path.stem
    if "question" not in notebook.parameters:
        return [Section(stem, notebook, base)]
    return [
        Section(f"{stem}_{each.id}", notebook, {**base, "question": each.id}) for each in inputs.questions
    ]
