"""Running an audit's notebooks through papermill: what there is to run, with which parameters, and the running."""

from auditlib.runs.execute import RunResult, SectionResult, run_sections
from auditlib.runs.notebooks import Notebook, read_notebooks
from auditlib.runs.plan import Section, plan_sections

__all__ = [
    "Notebook",
    "RunResult",
    "Section",
    "SectionResult",
    "plan_sections",
    "read_notebooks",
    "run_sections",
]
