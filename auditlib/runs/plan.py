"""Which sections a report has: each numbered notebook once, or once for each question when it takes a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditlib.problems import Location, Problem, UsageError, hint_for, problem
from auditlib.runs.notebooks import Notebook, parameter_problems, read_notebooks
from auditlib.workspace import Inputs

# What the run decides for every section.
_PLANNED = ("audit", "question", "workspace")
_LANGUAGE = "language"


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
    """Plan a report; `extra` are further parameters, for the notebooks that take them.

    Problems with the notebooks or their parameters mean that nothing should be started. Raises UsageError for a further
    parameter that the plan itself sets.
    """
    problems: list[Problem] = []
    notebooks = read_notebooks(inputs.root, problems)
    problems += _extra_problems(notebooks, extra or {})
    needed = [each for each in notebooks if not each.needs or getattr(inputs, each.needs)]
    sections = [section for each in needed for section in _sections(each, inputs, extra or {})]
    for section in sections:
        problems += parameter_problems(section.notebook, section.parameters)
    return sections, problems


def _extra_problems(notebooks: Sequence[Notebook], extra: Mapping[str, str]) -> Iterator[Problem]:
    """Report further parameters that no notebook takes."""
    known = list(dict.fromkeys(name for each in notebooks for name in each.parameters))
    for name in extra:
        if name in _PLANNED:
            raise UsageError(f"`{name}` is set for each section; `auditlib run AUDIT` makes the whole report")
        if notebooks and name not in known:
            files = "notebooks/*.ipynb"
            hint = hint_for(name, [each for each in known if each not in _PLANNED])
            yield problem("P802", Location("notebooks"), notebook=files, name=name, hint=hint)
    if _LANGUAGE in extra and _LANGUAGE in known:
        for each in notebooks:
            if _LANGUAGE not in each.parameters:
                hint = 'write `language = ""` in its parameters cell, and `load(audit, workspace, language)` below'
                yield problem("P802", Location(each.name), notebook=each.name, name=_LANGUAGE, hint=hint)


def _sections(notebook: Notebook, inputs: Inputs, extra: Mapping[str, str]) -> list[Section]:
    """Give the sections one notebook makes."""
    base = {name: value for name, value in extra.items() if name in notebook.parameters}
    base["audit"] = inputs.audit.id
    stem = notebook.path.stem
    if "question" not in notebook.parameters:
        return [Section(stem, notebook, base)]
    return [Section(f"{stem}_{each.id}", notebook, {**base, "question": each.id}) for each in inputs.questions]
