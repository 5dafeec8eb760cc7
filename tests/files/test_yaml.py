"""YAML in a strict subset: every problem at once with its place, and every scalar as it was written."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditlib.criteria import Criteria, Norm, Questions
from auditlib.files.yaml import build_tree, parse_yaml, read_yaml, where
from auditlib.items import Item
from auditlib.problems import Problem
from auditlib.tables import Schema
from tests.builders import FILES, codes, placed

QUESTION = "questions:\n  - {id: P1, title: Frist, wording: Går det?, degree: true}\n"


def problems_in(text: str, model: type[Item] = Questions, first_line: int = 1) -> list[Problem]:
    problems: list[Problem] = []
    read = parse_yaml(text, "fil.yaml", model, problems, first_line)
    assert (read is None) == bool(problems)
    return problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Y101: not YAML, or not in the subset
        ("questions: [", ("Y101", 2, 1)),
        ("a: b: c\n", ("Y101", 1, 5)),
        ("a:\n\tb: c\n", ("Y101", 2, 1)),
        ("a:\tb\n", ("Y101", 1, 3)),
        (QUESTION + "---\nb: 2\n", ("Y101", 3, 1)),
        (QUESTION + "...\n}{\n", ("Y101", 4, 1)),
        ("a: 1\n? [b, c]\n: 2\n", ("Y101", 2, 3)),
        ("a: 1\n*b : 2\n", ("Y101", 2, 1)),
        # Y102: anchors, aliases and tags, on values and keys
        ("a: &b 1\n", ("Y102", 1, 4)),
        ("a: *b\n", ("Y102", 1, 4)),
        ("a: !!int 1\n", ("Y102", 1, 4)),
        ("a: ! 1\n", ("Y102", 1, 4)),
        ("&a b: 1\n", ("Y102", 1, 1)),
        ("a: 1\n!!str b: 1\n", ("Y102", 2, 1)),
        ("a:\n  - !!python/object/apply:os.system [x]\n", ("Y102", 2, 5)),
        # Y103, Y107, F002
        ("æøå: {a: 1, a: 2}\n", ("Y103", 1, 13)),
        ("a:\n", ("Y107", 1, 3)),
        ("a: {b: ''}\n", ("Y107", 1, 8)),
        ("# bare en merknad\n", ("F002", 1, 0)),
    ],
)
def test_text_outside_the_subset_is_refused_at_its_place(text: str, expected: tuple[str, int, int]) -> None:
    assert placed(build_tree(text, "fil.yaml").problems) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected", "said"),
    [
        ("degree: true", "degre: true, degree: true", ("Y104", 2, 47), "did you mean degree?"),
        ("title: Frist, ", "", ("Y105", 2, 5), "`title` is missing (for example title: …)"),
        ("degree: true", "wording2: x", ("Y105", 2, 5), "`degree` is missing"),
        ("id: P1", "id: 1P", ("Y110", 2, 10), "`1P` is not an identifier"),
        ("degree: true", "degree: no", ("Y108", 2, 55), "allowed: true, false"),
        ("title: Frist", "title: [Frist]", ("Y106", 2, 21), "expected plain text, found a list"),
        ("title: Frist", "title: {æ: ø}", ("Y106", 2, 21), "found several keys"),
        ("{id: P1, title: Frist, wording: Går det?, degree: true}", "P1", ("Y106", 2, 5), "found plain text"),
    ],
)
def test_what_the_model_refuses_is_said_at_its_place(
    old: str, new: str, expected: tuple[str, int, int], said: str
) -> None:
    found = next(each for each in problems_in(QUESTION.replace(old, new)) if each.code == expected[0])
    assert (found.code, found.at.line, found.at.column) == expected
    assert said in found.message


@pytest.mark.parametrize(
    ("text", "model", "expected", "said"),
    [
        ("questions: []\n", Questions, ("Y106", 1, 12), "at least one entry"),
        ("questions: P1\n", Questions, ("Y106", 1, 12), "expected a list"),
        ("- a\n", Questions, ("Y106", 1, 1), "expected keys with values, found a list"),
        ("{operator: most, value: 1, unit: x}\n", Norm, ("Y108", 1, 12), "at_most, at_least, every"),
        ("{operator: every, value: '1,5', unit: x}\n", Norm, ("Y109", 1, 26), "0.67"),
        ("{operator: every, value: [1], unit: x}\n", Norm, ("Y106", 1, 26), "a number with a decimal point"),
    ],
)
def test_each_kind_of_value_has_its_own_message(
    text: str, model: type[Item], expected: tuple[str, int, int], said: str
) -> None:
    (found,) = problems_in(text, model)
    assert (found.code, found.at.line, found.at.column) == expected
    assert said in found.message


def test_all_problems_come_at_once() -> None:
    text = FILES["criteria/nyby/criteria.yaml"]
    for old, new in (
        ("id: K1", "id: 1K"),
        ("modality: must", "modality: may"),
        ("from: 2010-07-01", "from: 2010-13-01"),
        ("title: Veiledning", "titel: Veiledning"),
        ("norm: {operator: every", "norm: {operator: &x every"),
    ):
        text = text.replace(old, new, 1)
    found = problems_in(text, Criteria)
    assert sorted(codes(found)) == ["D201", "Y102", "Y104", "Y105", "Y108", "Y110"]
    assert {each.at.where for each in found} >= {"criteria[0].id", "criteria[0].versions[0].from", "criteria[2].titel"}


def test_duplicate_keys_are_found_at_any_depth() -> None:
    text = "a: 1\nb:\n  - c: 1\n    d: {e: 1, e: 2}\n    c: 2\na: 2\n"
    found = build_tree(text, "fil.yaml").problems
    assert placed(found) == [("Y103", 4, 15), ("Y103", 5, 5), ("Y103", 6, 1)]
    assert [each.message.split("line ")[1][0] for each in found] == ["4", "3", "1"]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 500,
        "a: " + "{b: " * 500,
        "".join(" " * depth + "a:\n" for depth in range(60)),
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
    ],
)
def test_deep_nesting_and_bombs_are_refused(text: str) -> None:
    tree = build_tree(text, "fil.yaml")
    assert set(codes(tree.problems)) <= {"Y101", "Y102"}
    assert tree.problems


def test_a_part_of_a_file_knows_its_lines() -> None:
    assert placed(problems_in(QUESTION.replace("degree: true", "degree: ja"), first_line=2)) == [("Y108", 3, 55)]


@pytest.mark.parametrize("text", "0301 no 2024-05-12 1e3 0x1f null ~ 1_000 true = 12:30".split())
def test_scalars_keep_their_text(text: str) -> None:
    assert build_tree(f"a: {text}\nb: [{text}]\nc: '{text}'\n", "fil.yaml").data == {"a": text, "b": [text], "c": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("|\n  x\n  y\n", "x\ny"), (">\n  x\n  y\n", "x y"), ("|+\n  x\n\n", "x"), ("' x '", " x "), ("  x  ", "x")],
)
def test_blocks_lose_the_space_around_them_and_quotes_keep_it(text: str, value: str) -> None:
    assert build_tree(f"a: {text}\n", "fil.yaml").data == {"a": value}


def test_forty_levels_are_enough() -> None:
    assert build_tree("[" * 41 + "]" * 41, "fil.yaml").problems == []
    assert codes(build_tree("[" * 42 + "]" * 42, "fil.yaml").problems) == ["Y101"]


def test_a_mark_for_missing_may_be_empty_and_nothing_else_may() -> None:
    text = "{fields: [{name: a, type: string}], primaryKey: a, missingValues: ['', '-']}\n"
    read = parse_yaml(text, "fil.yaml", Schema, problems := [])
    assert problems == []
    assert read
    assert read.missing_values == ("", "-")
    assert codes(build_tree("units: ['', x]\n", "fil.yaml").problems) == ["Y107"]


@pytest.mark.parametrize("hidden", ["\\u200b", "\\u202e", "\\xad", "\\ufb01"])
def test_an_escape_does_not_smuggle_in_what_nobody_sees(hidden: str) -> None:
    assert placed(build_tree(f'a: 1\nb: "x{hidden}y"\n', "fil.yaml").problems)[0][1:] == (2, 4)


def test_items_know_where_they_and_their_fields_are_written() -> None:
    read = parse_yaml(FILES["criteria/nyby/criteria.yaml"], "criteria.yaml", Criteria, [])
    assert read
    second = read.criteria[1]
    assert (str(second.at), second.at.where) == ("criteria.yaml:13:5", "criteria[1]")
    assert str(second.versions[0].field_at("start")) == "criteria.yaml:18:15"
    assert second.versions[0].field_at("deadline") == second.versions[0].at


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_yaml(tmp_path / "questions.yaml", "criteria/nyby/questions.yaml", Questions, problems) is None
    assert codes(problems) == ["F001"]


def test_paths_are_written_as_people_do() -> None:
    assert where(("versions", 1, "provisions")) == "versions[1].provisions"
    assert where(()) == ""


KEYS = st.text("abcæøå0123 _-", min_size=1).map(str.strip).filter(bool)
WORDS = st.text(st.characters(exclude_categories=("C", "Z"))).filter(bool)
TREES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2), max_leaves=5
)


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=3))
def test_what_is_written_as_yaml_reads_back_as_text(data: dict[str, Any]) -> None:
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    tree = build_tree(yaml.dump(data, Dumper=Plain, allow_unicode=True), "fil.yaml")
    assert [each for each in tree.problems if each.code not in ("F006", "F007")] == []
    assert tree.data == data
