"""The examples in docs/formats.md are read as they stand, and references become what its table says."""

import re
from pathlib import Path

import pytest

from auditlib.audits import Audit
from auditlib.claims import pieces
from auditlib.criteria import Criteria, Questions
from auditlib.documents import AddedDocument, Document
from auditlib.files.codes import with_codes
from auditlib.files.notes import parse_note
from auditlib.files.yaml import parse_yaml
from auditlib.findings import (
    Assessments,
    Conclusions,
    DeclaredFile,
    Findings,
    FollowUps,
    HearingFile,
    Recommendations,
    Statements,
)
from auditlib.interviews import Codes, Informants
from auditlib.items import Item
from auditlib.mapping import resolve
from auditlib.municipalities import RegisterFile
from auditlib.problems import Problem
from auditlib.review import Mark
from auditlib.rulepacks import ConfirmedFile, RulePack
from auditlib.sent import Sent
from auditlib.sources import Source
from auditlib.stats.draw_files import DrawRecord
from auditlib.tables import DataPackage, Indicators, Reviews
from auditlib.tables.fetches import FetchFile
from auditlib.verification import Record
from tests.builders import Nyby

TEXT = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")
PARTS = dict(re.findall(r"^## `([^`]*)`.*?\n(.*?)(?=^## `|\Z)", TEXT, re.MULTILINE | re.DOTALL))
MODELS: dict[str, type[Item]] = {
    "criteria/sources/<source>.yaml": Source,
    "criteria/standards/<pack>.yaml": RulePack,
    "findings/<audit>/confirmed.yaml": ConfirmedFile,
    "interviews/<audit>/verification/<note>.<informant>.yaml": Record,
    "criteria/<audit>/audit.yaml": Audit,
    "criteria/<audit>/questions.yaml": Questions,
    "criteria/<audit>/criteria.yaml": Criteria,
    "interviews/<audit>/informants.yaml": Informants,
    "interviews/<audit>/<id>.md": Codes,
    "documents/<audit>/<id>.yaml": Document,
    "documents/<audit>/sources/<id>/": AddedDocument,
    "statistics/<audit>/datapackage.yaml": DataPackage,
    "statistics/<audit>/fetch.yaml": FetchFile,
    "criteria/registers/municipalities.yaml": RegisterFile,
    "statistics/<audit>/indicators.yaml": Indicators,
    "statistics/<audit>/reviews.yaml": Reviews,
    "draw.yaml": DrawRecord,
    "findings/<audit>/": Item,
    "findings/<audit>/hearing/sent-1-kari-nordmann.yaml": Sent,
    "findings/<audit>/review/<round>/": Mark,
}
JUDGEMENTS: dict[str, type[Item]] = {
    "assessments": Assessments,
    "findings": Findings,
    "conclusions": Conclusions,
    "recommendations": Recommendations,
    "hearing": HearingFile,
    "followup": FollowUps,
    "statements": Statements,
    "declared": DeclaredFile,
}


def blocks(file: str, language: str) -> list[str]:
    """Give the code blocks under the heading of a file."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PARTS[file], re.MULTILINE | re.DOTALL)


def rows() -> list[tuple[str, str]]:
    """Give the table of references: what is written, and what it becomes."""
    return re.findall(r"^\| (`\{\{.*?) \| (.*?) \|$", TEXT, re.MULTILINE)


def test_every_heading_with_a_file_has_a_model() -> None:
    assert PARTS.keys() == MODELS.keys()


@pytest.mark.parametrize("file", [file for file, model in MODELS.items() if model is not Item])
def test_an_example_is_read_without_problems(file: str) -> None:
    problems: list[Problem] = []
    (block,) = blocks(file, "yaml")
    assert parse_yaml(block, file, MODELS[file], problems) is not None, "\n".join(map(str, problems))
    assert problems == []


@pytest.mark.parametrize("name", JUDGEMENTS)
def test_an_example_of_the_auditor_s_words_is_read_without_problems(name: str) -> None:
    (block,) = blocks("findings/<audit>/", "yaml")
    (part,) = re.findall(rf"^{name}:.*?(?=^\w|\Z)", block, re.MULTILINE | re.DOTALL)
    problems: list[Problem] = []
    assert parse_yaml(part, f"{name}.yaml", JUDGEMENTS[name], problems) is not None, "\n".join(map(str, problems))
    assert problems == []


def test_the_note_has_a_coded_passage_and_the_side_file_finds_its_quote() -> None:
    problems: list[Problem] = []
    (block,) = blocks("interviews/<audit>/<id>.md", "markdown")
    read = parse_note(block, "I07.md", problems)
    assert problems == []
    assert read is not None
    assert [(each.id, each.stance.value) for each in read.note.passages] == [("I07.p1", "deviates")]
    (side,) = blocks("interviews/<audit>/<id>.md", "yaml")
    codes = parse_yaml(side, "I07.codes.yaml", Codes, problems)
    assert codes is not None
    assert [each.id for each in with_codes(read, codes, problems).passages] == ["I07.p1", "I07.p9"]
    assert problems == []


@pytest.mark.parametrize(("written", "becomes"), rows(), ids=[written for written, _ in rows()])
def test_a_reference_becomes_what_the_table_says(written: str, becomes: str, nyby: Nyby) -> None:
    here = {"svartid[": "svartid_tabell[", "I07.p1": "I01.p1", "`92": "`267"}  # what is another in the tests' audit
    mapped = nyby.mapped()
    for old, new in here.items():
        written, becomes = written.replace(old, new), becomes.replace(old, new)
    references = [piece.reference for piece in pieces(written) if piece.reference is not None]
    assert references
    said = [resolve(each, mapped).said.replace("\u00a0", " ") for each in references]
    expected = re.findall(r"`([^`]*)`", becomes)
    assert said[: len(expected)] == expected
