"""A report calls the offices what its audit calls them, wherever a fixed text speaks of one."""

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

import auditlib
from auditlib.report import show
from auditlib.report.html import Html
from auditlib.scaffold import make_workspace
from auditlib.workbench import Workbench

AUDIT = "nyby-2024"
TITLES = "titles:\n  chief_executive: {one: rådmann, definite: rådmannen}\n"
# What shows the whole audit; the changes after a hearing need a draft that was sent, and there is none here.
PARTS = [
    each
    for each in (getattr(show, name) for name in show.__all__)
    if list(inspect.signature(each).parameters)[1:] in ([], ["pack"]) and each is not show.hearing_changes
]


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example of a municipality with a `rådmann`, in the auditor's own words too."""
    folder = make_workspace(tmp_path_factory.mktemp("titles") / "nyby").folder
    for path in (folder / "findings" / AUDIT).glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        own = text.replace("kommunedirektøren", "rådmannen").replace("Kommunedirektøren", "Rådmannen")
        path.write_text(own, encoding="utf-8")
    sheet = folder / "criteria" / AUDIT / "audit.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8") + TITLES, encoding="utf-8")
    return folder


def _said(part: Callable[[Workbench], Html], folder: Path, language: str) -> tuple[str, str]:
    made = part(auditlib.load(AUDIT, folder, language))
    return made.internal.markup, made.public.markup


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("nb", "Uttalelsen fra rådmannen"),
        ("nn", "Fråsegna frå rådmannen"),
        ("en", "The statement of the chief municipal executive"),
    ],
)
def test_the_hearing_names_the_office_as_the_audit_does(titled: Path, language: str, heading: str) -> None:
    for markup in _said(show.hearing, titled, language):
        assert f"<h2>{heading}</h2>" in markup


def test_the_hearing_has_the_common_title_otherwise(template: Path) -> None:
    for markup in _said(show.hearing, template, "nb"):
        assert "<h2>Uttalelsen fra kommunedirektøren</h2>" in markup


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_no_part_of_the_report_has_another_title(part: Callable[[Workbench], Html], titled: Path) -> None:
    for markup in _said(part, titled, "nb"):
        assert "ommunedirektør" not in markup
