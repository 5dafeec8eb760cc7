"""Every kind of problem of referencing has a broken file, and says exactly what is wrong with it."""

from pathlib import Path

import pytest

from auditlib.problems import InputError, Problem
from auditlib.review.acts import start
from auditlib.review.desk import desk_of
from auditlib.review.returned import import_file
from auditlib.workbench import load
from tests.test_bad_files import CASES, expected_of, lay_over

AUDIT = "nyby-2024"
CODES = sorted(path.name for path in CASES.glob("Q9*"))


def problems_of(case: Path, workspace: Path) -> tuple[Problem, ...]:
    """Lay a case over the worked example, and import its form into a round."""
    lay_over(case, workspace)
    mapped = load(AUDIT, workspace).mapped
    try:
        start(desk_of(mapped), "Kari Nordmann", "runde-2")
        return import_file(desk_of(mapped), case / "referering.json").problems
    except InputError as error:
        return error.problems


@pytest.mark.parametrize("code", CODES)
def test_a_case_gives_exactly_its_problems(code: str, workspace: Path) -> None:
    lines, also = expected_of(CASES / code)
    assert not also
    assert [str(each) for each in problems_of(CASES / code, workspace)] == lines


def test_every_kind_of_referencing_has_a_case() -> None:
    assert CODES == ["Q901", "Q902", "Q903", "Q904", "Q905"]
