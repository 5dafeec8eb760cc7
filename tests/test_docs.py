"""What docs/generate.py writes is what stands in docs/, and the schemas take the worked example."""

import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

DOCS = Path(__file__).parents[1] / "docs"


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES: dict[Path, Callable[[], str]] = load_generator().PAGES
SCHEMA_OF = {
    "criteria/sources/*.yaml": "source",
    "documents/*/*.yaml": "document",
    "interviews/*/*.codes.yaml": "codes",
    **{f"criteria/*/{name}.yaml": name for name in ("audit", "questions", "criteria")},
    "interviews/*/informants.yaml": "informants",
    **{f"statistics/*/{name}.yaml": name for name in ("datapackage", "indicators", "reviews")},
    **{
        f"findings/*/{name}.yaml": name
        for name in ("assessments", "findings", "conclusions", "recommendations", "hearing")
    },
}


class EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: dates and words such as `on` and `no` stay text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in ("timestamp", "bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def complaints(data: Any, schema: str) -> list[str]:
    jsonschema = pytest.importorskip("jsonschema")
    read = json.loads((DOCS / "schemas" / f"{schema}.json").read_text(encoding="utf-8"))
    return [error.message for error in jsonschema.Draft202012Validator(read).iter_errors(data)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_page_is_what_is_generated(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path](), "run `make docs`"


def test_no_schema_is_left_over() -> None:
    assert set((DOCS / "schemas").glob("*.json")) <= PAGES.keys()


@pytest.mark.parametrize("pattern", SCHEMA_OF)
def test_schemas_take_the_worked_example(pattern: str, template: Path) -> None:
    paths = list(template.glob(pattern))
    assert paths
    for path in paths:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=EditorLoader)
        assert complaints(data, SCHEMA_OF[pattern]) == [], path


def test_schemas_take_the_front_matter_of_notes(template: Path) -> None:
    for path in template.glob("interviews/*/*.md"):
        data = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], Loader=EditorLoader)
        assert complaints(data, "interview") == [], path


def test_a_schema_refuses_what_the_reader_refuses() -> None:
    question = {"id": "P1", "title": "Svartid", "wording": "Holdes fristen?", "degree": True}
    assert complaints({"questions": [question]}, "questions") == []
    assert complaints({"questions": [question | {"scope": None}]}, "questions")
    assert complaints({"questions": [question | {"tittel": "Svartid"}]}, "questions")
