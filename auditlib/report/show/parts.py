"""A part of the report is a template filled once for each edition, from inputs that differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from auditlib.criteria import Question
from auditlib.problems import UsageError
from auditlib.report.build import Builder
from auditlib.report.html import Html, render_editions
from auditlib.workbench import Workbench

Values = Mapping[str, Any]


@lru_cache(maxsize=2)
def _builders(a: Workbench) -> tuple[Builder, Builder]:
    """Make the look-ups of both editions once for each workbench."""
    return Builder(a.mapped), Builder(a.public, internal=False)


def part(a: Workbench, template: str, fill: Callable[[Builder], Values]) -> Html:
    """Fill a template for each edition."""
    return render_editions(template, _builders(a), fill)


def asked(a: Workbench, id_: str) -> Question:
    """Find a question; raise UsageError with those there are."""
    found = {each.id: each for each in a.inputs.questions}
    if id_ not in found:
        raise UsageError(f"set question to one of {', '.join(found)}, for example -r question {next(iter(found))}")
    return found[id_]
