"""Running an audit's notebooks: what there is to run, what has changed since the last run, and the running.

The names here are imported when they are first asked for: that nothing has changed is found without what runs things.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditlib.runs.notebooks import Notebook, read_notebooks
    from auditlib.runs.plan import Section, plan_sections

__all__ = ["Notebook", "Section", "plan_sections", "read_notebooks"]


def __getattr__(name: str) -> Any:
    if name in ("Section", "plan_sections"):
        from auditlib.runs import plan

        return getattr(plan, name)
    if name in ("Notebook", "read_notebooks"):
        from auditlib.runs import notebooks

        return getattr(notebooks, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
