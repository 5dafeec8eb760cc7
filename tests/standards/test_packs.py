"""The packs that are shipped: the same in the workspace and in what `auditlib new` copies, and honest about memory."""

import inspect
import json
import re
from pathlib import Path

import pytest
import yaml

from auditlib.dates import Day
from auditlib.files.yaml import parse_yaml, read_yaml
from auditlib.problems import Problem
from auditlib.rulepacks import TESTS, RulePack
from auditlib.standards.library import LIBRARY
from tests.test_docs import EditorLoader

ROOT = Path(__file__).parents[2]
PACKS = sorted(path.name for path in (ROOT / "criteria" / "standards").iterdir())
HEAD = "id: x\nname: X\nversion: '1'\ntitle: T\nissuer: I\nto: open\nrules:\n"


def read(name: str) -> RulePack:
    problems: list[Problem] = []
    pack = read_yaml(ROOT / "criteria" / "standards" / name, name, RulePack, problems)
    assert problems == []
    assert pack is not None
    return pack


def test_the_workspace_has_what_new_copies(template: Path) -> None:
    assert PACKS == ["gagas.yaml", "issai-3000.yaml", "rsk-001-2011.yaml", "rsk-001-2020.yaml"]
    shipped = template / "criteria" / "standards"
    assert sorted(path.name for path in shipped.iterdir()) == PACKS
    for name in PACKS:
        assert (shipped / name).read_bytes() == (ROOT / "criteria" / "standards" / name).read_bytes()


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_is_in_order(name: str) -> None:
    pack = read(name)
    ids = [each.id for each in pack.rules]
    assert f"{pack.id}.yaml" == name
    assert len(ids) == len(set(ids)) >= 8
    assert {each.test for each in pack.rules} - {None} <= LIBRARY.keys()


def test_the_schema_takes_the_packs_and_refuses_what_is_none() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs" / "schemas" / "rulepack.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    for name in PACKS:
        text = (ROOT / "criteria" / "standards" / name).read_text(encoding="utf-8")
        read = yaml.load(text, Loader=EditorLoader)
        assert [each.message for each in check.iter_errors(read)] == [], name
        assert list(check.iter_errors(read | {"rules": []}))
        assert list(check.iter_errors(read | {"regler": []}))


def test_every_rule_from_memory_says_so() -> None:
    for name in PACKS:
        sure = {each.id for each in read(name).rules if not each.unconfirmed}
        # the two points that were read in the source
        assert sure == ({"GAGAS.antall", "GAGAS.eksempler"} if name == "gagas.yaml" else set())


def test_points_of_2011_are_the_standards_and_2020_has_no_numbers() -> None:
    numbers = [re.match(r"pkt\. (\d+)(?:–(\d+))? ", each.point) for each in read("rsk-001-2011.yaml").rules]
    spans = [(int(each[1]), int(each[2] or each[1])) for each in numbers if each]
    assert len(spans) == len(numbers)
    assert sorted(set(spans)) == [
        (6, 9), (10, 11), (12, 17), (18, 19), (20, 21), (22, 25), (26, 30), (31, 33), (34, 34), (35, 41), (42, 44),
        (45, 47),
    ]  # fmt: skip
    assert all(not re.search(r"\d", each.point) for each in read("rsk-001-2020.yaml").rules)


@pytest.mark.parametrize(
    ("day", "editions"),
    [("2009-10-05", set()), ("2011-02-01", {"2011"}), ("2020-09-30", {"2011"}), ("2020-10-01", {"2020"}),
     ("2020", {"2011", "2020"}), ("2024-01-02", {"2020"})],
)  # fmt: skip
def test_the_edition_goes_by_the_start_letter(day: str, editions: set[str]) -> None:
    packs = [read(name) for name in PACKS if name.startswith("rsk")]
    assert {each.version for each in packs if each.applies(Day.read(day))} == editions


def test_the_library_is_what_packs_may_name() -> None:
    assert LIBRARY.keys() == TESTS.keys()
    for test in LIBRARY.values():
        assert len(inspect.signature(test).parameters) == 2
        assert test.__doc__


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{id: r, point: p, level: must, text: t}", "Y105"),
        ("{id: r, point: p, level: must, text: t, test: dates_in_order, person: true}", "Y104"),
        ("{id: r, point: p, level: must, text: t, test: datesinorder}", "did you mean dates_in_order?"),
        ("{id: r, point: p, level: must, text: t, test: has_items}", "of: [questions]"),
        ("{id: r, point: p, level: must, text: t, test: has_items, parameters: {of: [question]}}", "questions, crit"),
        ("{id: r, point: p, level: must, text: t, test: has_items, parameters: {of: questions}}", "a list"),
        ("{id: r, point: p, level: must, text: t, test: has_items, parameters: {on: [notes], of: [notes]}}", "Y104"),
        ("{id: r, point: p, level: skal, text: t, person: true}", "must, should"),
    ],
)
def test_a_broken_rule_is_a_problem_with_a_place(rule: str, said: str) -> None:
    problems: list[Problem] = []
    assert parse_yaml(f"{HEAD}  - {rule}\n", "x.yaml", RulePack, problems) is None
    assert said in str(problems[0])
    assert problems[0].at.line == 8
