"""Every marked text has its translation, with the same places to fill, and what is compiled is what is written."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from auditlib.language import CATALOGUES, LANGUAGES, SOURCE
from auditlib.language.texts import Marked, in_code, in_notebook, in_template
from auditlib.report.environment import environment

ROOT = Path(__file__).parents[2]
OTHERS = [each for each in LANGUAGES if each != SOURCE]
_PLACE = re.compile(r"\{[^{}]*\}|\\\d")


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_catalogues", ROOT / "docs" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _load()
TEXTS: list[Marked] = TOOL.texts()


@pytest.fixture(params=OTHERS)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return TOOL.read(request.param)


def _pairs(message: Message) -> list[tuple[str, str]]:
    """Pair each form of a text with its translation."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string, strict=True))


def _places(text: str) -> list[str]:
    return sorted(_PLACE.findall(text))


def test_nothing_is_missing_empty_or_uncertain(catalogue: Catalog) -> None:
    wanted = {(each.text, each.many) if each.many else each.text for each in TEXTS}
    known = {each.id: each for each in catalogue if each.id}
    assert wanted - known.keys() == set(), "run docs/catalogues.py and fill in what is empty"
    assert [each.id for each in known.values() if not all(said for _, said in _pairs(each))] == []
    assert [each.id for each in known.values() if each.fuzzy] == []


def test_nothing_is_kept_that_is_no_longer_said(catalogue: Catalog) -> None:
    said = {(each.text, each.many) if each.many else each.text for each in TEXTS}
    assert {each.id for each in catalogue if each.id} - said == set(), "run docs/catalogues.py"
    assert not catalogue.obsolete


def test_a_translation_has_the_same_places_to_fill(catalogue: Catalog) -> None:
    wrong = [pair for each in catalogue if each.id for pair in _pairs(each) if _places(pair[0]) != _places(pair[1])]
    assert wrong == []


def test_a_translation_begins_and_ends_as_the_text_does(catalogue: Catalog) -> None:
    for each in catalogue:
        for text, said in _pairs(each) if each.id else ():
            assert (text[:1].isspace(), text[-1:].isspace()) == (said[:1].isspace(), said[-1:].isspace()), text
            assert text.endswith((".", ":", "?")) == said.endswith((".", ":", "?")), text


def test_a_text_with_a_form_for_several_is_not_also_one_without(catalogue: Catalog) -> None:
    """Gettext finds a text by its first form, and would give one of the two for the other."""
    ids = [each.id for each in catalogue if each.id]
    several = {each[0] for each in ids if not isinstance(each, str)}
    assert several & {each for each in ids if isinstance(each, str)} == set()


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("nn", r"\b(?:ikke|hva|hvor\w*|hver\w*|fra|noen|noe|jeg|bare|mer|ble|være|vært|gjelder|mangler|anbefaling\w*"
               r"|høring\w*|vurderinger|kilde\w*|tallene|endringer|deres|også|utgave\w*|uten|sier|gjøres|enhet\w*)\b"),
        ("en", r"[æøåÆØÅ«»]|\b(?:ikke|og|er|av|til|med|som|funn|bevis|prosent|percent|tall)\b"),
    ],
)  # fmt: skip
def test_a_translation_is_in_its_language(code: str, others: str) -> None:
    wrong = re.compile(others, re.IGNORECASE)
    said = [said for each in TOOL.read(code) if each.id for _, said in _pairs(each)]
    assert [each for each in said if wrong.search(_PLACE.sub("", each))] == []


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_compiled_is_what_is_written(code: str) -> None:
    assert TOOL.compiled(TOOL.read(code)) == (CATALOGUES / f"{code}.mo").read_bytes(), "run docs/catalogues.py"


def test_marks_are_found_wherever_texts_stand() -> None:
    code = 'A = later("én")\ndef f(n):\n    return _("to " "tre"), ngettext("{n} sak", "{n} saker", n), _(A), g(A)\n'
    assert [(each.text, each.many) for each in in_code(code, "a.py")] == [
        ("én", ""), ("to tre", ""), ("{n} sak", "{n} saker"),
    ]  # fmt: skip
    markup = '<p title="{{ _("ut") }}">{{ _("a {b}")|filled(b=1) }}{% if x %}{{ ngettext("a", "b", n) }}{% endif %}'
    found = in_template(markup, "a.html", environment())
    assert {(each.text, each.many) for each in found} == {("ut", ""), ("a {b}", ""), ("a", "b")}
    prose = {"cell_type": "markdown", "source": ["# Tittel\n", "\n", "To\n", "linjer."]}
    notebook = {"cells": [prose, {"cell_type": "code", "source": 'audit = ""\nlanguage = ""'}]}
    assert [each.text for each in in_notebook(notebook, "a.ipynb")] == ["Tittel", "To linjer."]
    assert list(in_notebook({"cells": [prose, {"cell_type": "code", "source": "x"}]}, "a.ipynb")) == []
