"""The report's model and fragments of its HTML are as they were when somebody last looked at them."""

import pytest

from tests.report.snapshots import KEPT, snapshots

AGAIN = "if the change is meant, run `python -m tests.report.snapshots` and read the difference in Git"
NAMES = sorted(path.name for path in KEPT.iterdir())


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return snapshots()


@pytest.mark.parametrize("name", NAMES)
def test_the_report_says_what_it_said(name: str, made: dict[str, str]) -> None:
    assert made.get(name, "").splitlines() == (KEPT / name).read_text(encoding="utf-8").splitlines(), AGAIN


def test_there_is_a_snapshot_of_each_part_and_none_of_what_is_gone(made: dict[str, str]) -> None:
    assert sorted(made) == NAMES
