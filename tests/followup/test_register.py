"""The register over three audits: what became of each recommendation, as it stood on a day."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.dates import Day
from auditlib.findings import Followed
from auditlib.followup import Wanted, register
from auditlib.followup.register import years_since
from auditlib.followup.text import register_text
from auditlib.problems import InputError
from tests.builders import Nyby
from tests.cli.calls import call
from tests.followup.towns import FIRST, SECOND, THIRD

TODAY = date(2026, 11, 22)


def ids(nyby: Nyby, on: date = TODAY, **wanted: object) -> list[tuple[str, str]]:
    return [each.key for each in register(nyby.root, on, Wanted(**wanted))]  # type: ignore[arg-type]


def test_every_recommendation_with_what_became_of_it(followed: Nyby) -> None:
    found = {each.key: each for each in register(followed.root, TODAY)}
    assert list(found) == [(FIRST, "A1"), (FIRST, "A2"), (SECOND, "A1")]
    one = found[FIRST, "A1"]
    assert (one.municipality, one.number, one.title) == ("Nyby", "9999", "Svartid i byggesaker")
    assert (one.status, str(one.judged), one.judged_in, one.age) == (Followed.PARTLY, "2026-02-01", THIRD, 2)
    assert one.judgement == "Revisor mener at svarene kommer raskere."
    assert one.topics == ("Svartid",)
    other = found[SECOND, "A1"]
    assert (other.municipality, other.status, other.judged, other.age) == ("Storvik", Followed.NOT_JUDGED, None, 5)


def test_a_status_counts_from_the_day_it_was_judged(followed: Nyby) -> None:
    def status(on: date) -> Followed:
        return next(each.status for each in register(followed.root, on) if each.key == (FIRST, "A1"))

    assert status(date(2026, 1, 31)) is Followed.NOT_JUDGED
    assert status(date(2026, 2, 1)) is Followed.PARTLY


def test_what_was_not_yet_published_is_not_there(followed: Nyby) -> None:
    assert ids(followed, date(2024, 5, 31)) == [(SECOND, "A1")]
    assert ids(followed, date(2021, 2, 28)) == []


def test_the_last_judgement_counts(followed: Nyby) -> None:
    followed.write(
        "followup.yaml",
        "followup:\n"
        "  - {id: O1, recommendation: A1, status: followed_up, on: 2026-08-01, by: x, text: I orden., evidence: [D1]}\n"
        "  - {id: O2, recommendation: A1, status: not, on: 2025-01-01, by: x, text: Ikke ennå., evidence: [D1]}\n",
    )
    one = register(followed.root, TODAY)[0]
    assert (one.key, one.status, one.judged_in) == ((FIRST, "A1"), Followed.FOLLOWED_UP, FIRST)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"municipality": "nyby"}, [(FIRST, "A1"), (FIRST, "A2")]),
        ({"municipality": "9998"}, [(SECOND, "A1")]),
        ({"municipality": "Nes"}, []),
        ({"topic": "KONTORPLASSERING"}, [(FIRST, "A2")]),
        ({"status": Followed.PARTLY}, [(FIRST, "A1")]),
        ({"status": Followed.NOT_JUDGED, "older_than": 3}, [(SECOND, "A1")]),
        ({"older_than": 0}, [(FIRST, "A1"), (FIRST, "A2"), (SECOND, "A1")]),
        ({"older_than": 6}, []),
    ],
)
def test_filters(followed: Nyby, wanted: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert ids(followed, **wanted) == expected


def test_a_recommendation_of_an_audit_that_is_gone_is_carried(followed: Nyby) -> None:
    followed.change(f"findings/{THIRD}/followup.yaml", "audit: nyby,", "audit: nyby-2019,")
    found = [each for each in register(followed.root, TODAY) if each.audit == "nyby-2019"]
    assert [(each.recommendation, each.status, each.action) for each in found] == [
        ("A1", Followed.PARTLY, "svare i tide.")
    ]


def test_all_that_is_wrong_is_said_at_once(followed: Nyby) -> None:
    followed.change("recommendations.yaml", "to: kommunestyret", "til: kommunestyret")
    followed.change(f"findings/{SECOND}/recommendations.yaml", "id: A1", "id: '1'")
    with pytest.raises(InputError) as error:
        register(followed.root, TODAY)
    assert {each.at.file for each in error.value.problems} == {
        f"findings/{FIRST}/recommendations.yaml", f"findings/{SECOND}/recommendations.yaml",
    }  # fmt: skip


def test_a_broken_table_is_no_matter(followed: Nyby) -> None:
    followed.write(f"statistics/{SECOND}/datapackage.yaml", "name: [\n")
    assert len(register(followed.root, TODAY)) == 3


def test_as_a_table(followed: Nyby) -> None:
    lines = register_text(register(followed.root, TODAY)).split("\n")
    assert lines[0].split() == ["KOMMUNE", "REVISJON", "NR.", "ANBEFALING", "FRIST", "ALDER", "STATUS"]
    assert lines[1].split("  ")[0] == "Nyby"
    assert lines[1].endswith("2025-01-01  2 år   delvis fulgt opp")
    assert register_text([]) == "Ingen anbefalinger"


def test_the_command(followed: Nyby) -> None:
    done = call(
        "followup", "register", "-w", followed.root, "--on", "2026-11-22", "--status", "partly", "--format", "json"
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    (row,) = json.loads(done.stdout)
    assert (row["audit"], row["recommendation"], row["status"], row["age"]) == ("nyby", "A1", "partly", 2)
    assert call("followup", "register", "-w", followed.root, "--older-than", "-1").exit_code == 2
    assert call("followup", "register", "-w", followed.root, "--status", "nesten").exit_code == 2


def test_a_judgement_is_recorded(followed: Nyby) -> None:
    done = call("followup", "judge", THIRD, "O1", "-w", followed.root, "--as", "Kari")
    assert done.exit_code == 0, done.output
    log = (followed.root / "findings" / THIRD / "log" / "log.jsonl").read_text(encoding="utf-8")
    assert '"act":"followed_up"' in log
    assert call("followup", "judge", THIRD, "O7", "-w", followed.root, "--as", "Kari").exit_code == 2


def test_what_is_not_judged_is_not_recorded(begun: Nyby) -> None:
    done = call("followup", "judge", THIRD, "O1", "-w", begun.root, "--as", "Kari")
    assert (done.exit_code, "O1 is not judged" in done.stderr) == (1, True)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 80), st.integers(0, 364))
def test_whole_years(published: date, years: int, days: int) -> None:
    if (published.month, published.day) == (2, 29):
        published = published.replace(day=28)
    from datetime import timedelta

    on = published.replace(year=published.year + years) + timedelta(days=days)
    assert years_since(Day.read(published.isoformat()), on) == years


@pytest.mark.parametrize(("text", "years"), [("2024", 1), ("2024-06", 2), ("2024-11-22", 2), ("2024-11-23", 1)])
def test_a_date_that_is_not_known_to_the_day_is_the_youngest_it_can_be(text: str, years: int) -> None:
    assert years_since(Day.read(text), TODAY) == years
