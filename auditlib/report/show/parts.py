"""A part of the report is a template filled once for each edition, from inputs that differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from auditlib.criteria import Question
from auditlib.language import speaking
from auditlib.problems import UsageError
from auditlib.report.build import Builder
from auditlib.report.doubts import doubts_of
from auditlib.report.html import Html, render_editions
from auditlib.workbench import Workbench

Values = Mapping[str, Any]


@lru_cache(maxsize=2)
def _builders(a: Workbench) -> tuple[Builder, Builder]:
    """Make the look-ups of both editions once for each workbench."""
    internal, public = a.editions
    return Builder(internal.spoken, own=internal.own), Builder(public.spoken, internal=False, own=public.own)


def part(a: Workbench, template: str, fill: Callable[[Builder], Values]) -> Html:
    """Fill a template for each edition, in the report's language."""
    with speaking(a.language, a.inputs.audit.language):
        return render_editions(template, _builders(a), lambda build: {**_doubts(a, build), **fill(build)})


def _doubts(a: Workbench, build: Builder) -> Values:
    """Give what the internal edition tells of judgements that may no longer hold; the public one is not."""
    return {"doubts": doubts_of(a)} if build.internal else {"doubts": {}}


def asked(a: Workbench, id_: str) -> Question:
    """Find a question; raise UsageError with those there are."""
    found = {each.id: each for each in a.inputs.questions}
    if id_ not in found:
        raise UsageError(f"set question to one of {', '.join(found)}, for example -r question {next(iter(found))}")
    return found[id_]
