"""Law has dates: each provision in its own, each criterion in the audited period, no evidence after the report."""

import pytest

from auditlib.checks.law import law_problems
from tests.builders import Nyby, codes

VERSION = "      - from: 2010-07-01\n        to: open\n        requirement: Kommunen bør veilede."
OTHER = """\
      - from: {start}
        to: {end}
        requirement: En annen ordlyd.
        modality: should
        provisions: [byggesaksloven-21-7]
"""


def problems_of(nyby: Nyby) -> list[str]:
    return codes(list(law_problems(nyby.inputs())))


def test_the_sound_audit_has_no_problems(nyby: Nyby) -> None:
    assert problems_of(nyby) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # the audited period is 2023
        ("2010-07-01", "open", []),
        ("2023-01-01", "2023-12-31", []),
        ("2023", "2023", []),
        ("2023-01-02", "open", ["D203"]),
        ("2010-07-01", "2023-12-30", ["D203"]),
        ("2010-07-01", "2022-12-31", ["D203"]),
        ("2024-01-01", "open", ["D203"]),
        ("2023", "2022", ["D202", "D203"]),
    ],
)
def test_a_provision_must_apply_all_the_time_it_is_used(nyby: Nyby, start: str, end: str, expected: list[str]) -> None:
    nyby.change("byggesaksloven.yaml", "from: 2010-07-01, to: open", f"from: {start}, to: {end}")
    found = problems_of(nyby)
    assert sorted(set(found)) == expected
    assert found.count("D203") in (0, 3)  # once for each criterion


def test_outside_the_audited_period_a_provision_may_be_older_than_its_use(nyby: Nyby) -> None:
    nyby.change("byggesaksloven.yaml", "from: 2010-07-01, to: open", "from: 2015-01-01, to: open")
    assert problems_of(nyby) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2010-07-01", "2022-12-31", ["D204"]),
        ("2024-01-01", "open", ["D204"]),
        ("2024", "2023", ["D202", "D204"]),
        ("2022", "2021", ["D202", "D204"]),
        ("2010-07-01", "2023-01-01", []),
    ],
)
def test_a_criterion_needs_a_version_in_the_audited_period(
    nyby: Nyby, start: str, end: str, expected: list[str]
) -> None:
    nyby.change("criteria.yaml", VERSION, VERSION.replace("2010-07-01", start).replace("open", end))
    assert problems_of(nyby) == sorted(expected, reverse=True)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([("2005", "2010-06-30")], []),
        ([("2005", "2010-07-01")], ["D205"]),
        ([("2005", "2010")], ["D205"]),
        ([("2012", "open")], ["D205"]),
        ([("2000", "2005"), ("2006", "2010-06")], []),
        ([("2000", "2009"), ("2001", "2002"), ("2005", "2006")], ["D205", "D205"]),
    ],
)
def test_two_versions_never_apply_at_once(nyby: Nyby, versions: list[tuple[str, str]], expected: list[str]) -> None:
    more = "".join(OTHER.format(start=start, end=end) for start, end in versions)
    nyby.change("criteria.yaml", VERSION, more + VERSION)
    assert problems_of(nyby) == expected


def test_the_latest_version_in_the_period_binds(nyby: Nyby) -> None:
    old = OTHER.format(start="2005", end="2023-06-30")
    nyby.change("criteria.yaml", VERSION, old + VERSION.replace("2010-07-01", "2023-07-01"))
    version = nyby.mapped().version("K3")
    assert version
    assert version.requirement == "Kommunen bør veilede."


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("I02.md", "date: 2024-02-12", "date: 2024-06-02", ["D206"]),
        ("I02.md", "date: 2024-02-12", "date: 2024-06-01", []),
        ("I02.md", "date: 2024-02-12", "date: 2024", []),
        ("D1.yaml", "date: 2024-01", "date: 2024-07", ["D206"]),
        ("audit.yaml", "published: 2024-06-01", "published: 2024-01-31", ["D206"] * 4),
        ("audit.yaml", "published: 2024-06-01", "published: 2023", ["D206"] * 5),
    ],
)
def test_evidence_is_not_younger_than_the_report(
    nyby: Nyby, file: str, old: str, new: str, expected: list[str]
) -> None:
    nyby.change(file, old, new)
    assert problems_of(nyby) == expected
