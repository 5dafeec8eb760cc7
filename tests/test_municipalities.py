"""The dated register of municipality numbers, on made-up municipalities, and the one that comes with the workspace."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.files.yaml import parse_yaml
from auditlib.municipalities import FILE, Register, RegisterFile, read_register
from auditlib.problems import Problem
from tests.builders import codes
from tests.fetch.conftest import REGISTER


def register_of(text: str = REGISTER) -> Register:
    problems: list[Problem] = []
    file = parse_yaml(text, FILE, RegisterFile, problems)
    assert problems == []
    assert file is not None
    return Register(file)


def test_whose_a_number_is_in_a_year() -> None:
    register = register_of()
    assert [each and each.name for each in (register.at("9801", year) for year in (2009, 2010, 2022, 2023))] == [
        None, "Nyby", "Nyby", None,
    ]  # fmt: skip
    assert register.known("9908")[0].years() == "2023–"
    assert register.known("0000") == ()


def test_what_an_area_was_and_became() -> None:
    register = register_of()
    members = {year: [each.code for each in register.members("9901", 2024, year)] for year in (2021, 2022, 2023)}
    assert members == {2021: ["9801", "9802"], 2022: ["9801", "9802"], 2023: ["9901"]}
    assert [each.code for each in register.members("9902", 2024, 2022)] == ["9902", "9804"]
    assert [each.code for each in register.members("9902", 2022, 2022)] == ["9902"]  # before the merger
    assert [each.code for each in register.members("9908", 2024, 2021)] == ["9808"]  # over two new numbers
    dal = register.at("9805", 2020)
    assert dal is not None
    assert register.became(dal, 2024) == {"9906", "9907"}
    assert register.became(dal, 2020) == {"9805"}
    assert register.became(dal, 2005) == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('into: ["9902"]', 'into: ["9909"]', "9804 Øya: nobody has 9909 the year after"),
        ('code: "9802"', 'code: "9801"', "9801 Vik: the number is somebody else's at the same time"),
        ("Nes, from: 2010-01-01", "Nes, from: 2010-02-01", "9903 Nes: it begins or ends within a year"),
        ("Nes, from: 2010-01-01, to: open", "Nes, from: 2010-01-01, to: 2009-12-31", "it ends before it begins"),
        ("Nes, from: 2010-01-01, to: open", 'Nes, from: 2010-01-01, to: open, into: ["9902"]', "it is still there"),
    ],
)
def test_a_register_that_contradicts_itself(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in REGISTER
    (tmp_path / "criteria/registers").mkdir(parents=True)
    (tmp_path / FILE).write_text(REGISTER.replace(old, new, 1), encoding="utf-8")
    problems: list[Problem] = []
    assert read_register(tmp_path, problems) is None
    assert set(codes(problems)) == {"S918"}
    assert said in "\n".join(map(str, problems))


def test_a_workspace_without_a_register(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_register(tmp_path, problems) is None
    assert codes(problems) == ["F001"]


@given(st.data())
def test_every_area_is_somewhere_in_every_year(data: st.DataObject) -> None:
    """Whatever merges: what was there before is exactly the members of what is there after."""
    years = range(2010, 2016)
    alive = {f"{number:04}" for number in range(1, 1 + data.draw(st.integers(2, 6)))}
    entries, started, fresh = [], dict.fromkeys(alive, 2010), iter(range(5000, 9999))
    for year in years[1:]:
        for _ in range(data.draw(st.integers(0, 2))):
            group = data.draw(st.sets(st.sampled_from(sorted(alive)), min_size=1, max_size=3))
            if any(started[code] == year for code in group):
                continue
            heir = f"{next(fresh):04}"
            entries += [(code, started[code], year - 1, heir) for code in sorted(group)]
            alive = alive - group | {heir}
            started[heir] = year
    entries += [(code, started[code], None, "") for code in sorted(alive)]
    text = "title: T\nsource: S\ncomplete: true\nmunicipalities:\n" + "".join(
        f'  - {{code: "{code}", name: N{code}, from: {first}-01-01, to: {f"{last}-12-31" if last else "open"}'
        + (f', into: ["{heir}"]' if heir else "") + "}\n"
        for code, first, last, heir in entries
    )  # fmt: skip
    register = register_of(text)
    for before, after in pairwise(years):
        there = {each.code for each in register.file.municipalities if each.is_in(before)}
        members = [
            each.code for now in register.file.municipalities if now.is_in(after)
            for each in register.members(now.code, after, before)
        ]  # fmt: skip
        assert sorted(members) == sorted(there)


def test_the_register_that_comes_with_the_workspace_is_in_order() -> None:
    root = Path(__file__).parents[1]
    problems: list[Problem] = []
    register = read_register(root, problems)
    assert problems == []
    assert register is not None
    assert not register.complete
    porsgrunn = [register.at(code, year) for code, year in (("0805", 2019), ("3806", 2020), ("4001", 2024))]
    assert {each and each.name for each in porsgrunn} == {"Porsgrunn"}
    assert [each.code for each in register.members("4001", 2024, 2019)] == ["0805"]
    assert [each.code for each in register.members("5001", 2024, 2019)] == ["5001", "5030"]
    assert [each.code for each in register.members("0301", 2024, 2019)] == ["0301"]
