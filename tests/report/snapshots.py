"""The worked example's parts and fragments as text one can read; `python -m tests.report.snapshots` writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import auditlib
from auditlib.claims import Claim
from auditlib.report import show
from auditlib.report.build import Builder
from auditlib.report.html import Html
from auditlib.report.panels import build_panel
from auditlib.workbench import Workbench, load

KEPT = Path(__file__).parent / "snapshots"
AUDIT, QUESTION = "nyby-2024", "P1"


def snapshots() -> dict[str, str]:
    """Give every snapshot by the name of its file."""
    a = load(AUDIT, Path(auditlib.__file__).parent / "templates" / "workspace")
    return {**_models(Builder(a.mapped)), **_fragments(a)}


def _models(build: Builder) -> dict[str, str]:
    """Write parts of the report's model: a field a line, empty ones left out."""
    finding = build.finding(build.inputs.findings[0])
    claim = next(piece for piece in finding.condition if isinstance(piece, Claim) and not piece.names_it)
    parts = {
        "criterion": build.criterion("K1"), "finding": finding, "conclusion": build.conclusions()[0],
        "recommendation": build.recommendations()[0], "panel": build_panel(claim, build),
    }  # fmt: skip
    return {f"model-{name}.txt": "\n".join(_lines(part)) + "\n" for name, part in parts.items()}


def _lines(value: object, name: str = "") -> Iterator[str]:
    """Write a value and what is in it; a claim is its words and target."""
    if isinstance(value, Claim):
        yield f"{name}: {value.said} -> {value.target}"
    elif is_dataclass(value):
        for field in fields(value):
            yield from _lines(getattr(value, field.name), f"{name}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for place, each in enumerate(value, 1):
            yield from _lines(each, f"{name}[{place}]")
    elif value != "" and value is not None:
        yield f"{name}: {value}"


def _fragments(a: Workbench) -> dict[str, str]:
    """Write fragments of the public edition, a tag to a line."""
    made = {
        "chapter-title": show.chapter_title(a, QUESTION), "criteria": show.criteria(a, QUESTION),
        "findings": show.findings(a, QUESTION), "assessments": show.assessments(a, QUESTION),
        "conclusions": show.conclusions(a), "recommendations": show.recommendations(a),
    }  # fmt: skip
    return {f"fragment-{name}.html": _broken(part) for name, part in made.items()}


def _broken(part: Html) -> str:
    lines = re.sub(r"(?<=>)(?=<(?!/))", "\n", part.public.markup).splitlines()
    return "".join(f"{line.strip()}\n" for line in lines if line.strip())


def main() -> None:
    """Write every snapshot anew."""
    KEPT.mkdir(exist_ok=True)
    for path in KEPT.iterdir():
        path.unlink()
    for name, text in snapshots().items():
        (KEPT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
