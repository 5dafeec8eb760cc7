"""The file that the form saves: everything wrong at once with its place, and nothing half recorded."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.files.yaml import parse_yaml
from auditlib.problems import InputError, Problem, UsageError
from auditlib.review import Mark, MarkKind, same_name
from auditlib.review.marks import folded_text
from auditlib.review.returned import import_file
from auditlib.review.store import as_yaml
from tests.builders import AUDIT
from tests.review.made import KARI, OLA, WRITER, Office

SAVED = "2024-05-12T09:30:00.123Z"


def form(office: Office, *marks: tuple[str, str, str], reviewer: str = KARI) -> dict[str, object]:
    """Give what the form saves for marks of subject, kind and reason."""
    versions = {each.id: each.stamp for each in office.desk.subjects}
    said = []
    for number, (subject, kind, reason) in enumerate(marks):
        mark = {"subject": subject, "kind": kind, "version": versions.get(subject, "0" * 64)}
        mark["on"] = f"2024-05-12T09:{number:02d}:00.000Z"
        said.append(mark | ({"reason": reason} if reason else {}))
    return {"audit": AUDIT, "reviewer": reviewer, "saved": SAVED, "marks": said}


def saved(office: Office, content: object) -> Path:
    path = office.nyby.root / "referering.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def problems_of(office: Office, path: Path) -> list[Problem]:
    with pytest.raises(InputError) as raised:
        import_file(office.desk, path)
    return list(raised.value.problems)


def test_a_form_is_recorded_once(office: Office) -> None:
    office.start()
    path = saved(office, form(office, ("F1.c1", "agree", ""), ("F1", "disagree", "Hvorfor: «3 av 5»?\nOg # hva?")))
    made = import_file(office.desk, path)
    assert ([each.subject for each in made.recorded], made.known, made.void) == (["F1.c1", "F1"], 0, ())
    assert (office.state("F1.c1"), office.state("F1")) == ("agreed", "disagreed")
    assert office.desk.find("F1").open[0].mark.reason == "Hvorfor: «3 av 5»?\nOg # hva?"
    files = office.files
    again = import_file(office.desk, path)
    assert (again.recorded, again.known, again.problems) == ((), 2, ())
    assert office.files == files


def test_what_changed_since_it_was_read_is_void_and_the_rest_is_recorded(office: Office) -> None:
    office.start()
    path = saved(office, form(office, ("F1.c1", "agree", ""), ("F2", "agree", "")))
    office.nyby.change("findings.yaml", "ventet for lenge", "ventet svært lenge")
    made = import_file(office.desk, path)
    assert ([each.subject for each in made.recorded], made.void) == (["F2"], ("F1.c1",))
    assert [(each.code, each.at.line) for each in made.problems] == [("Q904", 6)]
    assert office.state("F1.c1") == "unread"


def test_a_claim_that_got_another_number_is_recorded_under_it(office: Office) -> None:
    office.start()
    path = saved(office, form(office, ("F2.c1", "agree", "")))
    office.nyby.change("findings.yaml", "condition: '{{ kontorplass", "condition: 'Se {{ F1 }}. {{ kontorplass")
    assert [each.subject for each in import_file(office.desk, path).recorded] == ["F2.c2"]


def test_everything_that_cannot_be_is_told_at_once_and_nothing_recorded(office: Office) -> None:
    office.start()
    marks = [("F9", "agree", ""), ("F1", "disagree", ""), ("F2", "settle", ""), ("S1", "answer", "Hei")]
    marks.append(("V1", "agree", ""))
    path = saved(office, form(office, *marks))
    files = office.files
    assert [(each.code, each.at.line, each.at.column) for each in problems_of(office, path)] == [
        ("Q905", 14, 12),
        ("Q905", 20, 12),
        ("Q905", 26, 12),
    ]
    assert office.files == files


def test_a_writers_form_is_refused_whole(office: Office) -> None:
    office.start()
    path = saved(office, form(office, ("F1", "agree", ""), ("V1", "agree", ""), reviewer="per  SKRIVER"))
    found = problems_of(office, path)
    assert [each.message for each in found] == [
        "per  SKRIVER wrote F1 and cannot reference it",
        "per  SKRIVER wrote V1 and cannot reference it",
    ]


def test_an_unknown_claim_is_told_and_the_rest_recorded(office: Office) -> None:
    office.start()
    made = import_file(office.desk, saved(office, form(office, ("F9.c1", "agree", ""), ("V1", "agree", ""))))
    assert [each.subject for each in made.recorded] == ["V1"]
    assert [(each.code, each.at.line, each.at.column) for each in made.problems] == [("Q903", 7, 15)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"kind": "agree"', '"kind": "enig"', [("Y108", 8)]),
        ('"kind": "agree"', '"kind": "agree",\n   "kjind": "agree"', [("Y104", 9)]),
        ('"kind": "agree"', '"kind": ["agree"]', [("Y106", 8)]),
        ('"reviewer": "Kari Nordmann"', '"reviewer": ""', [("Y107", 3)]),
        ('"reviewer": "Kari Nordmann",\n', "", [("Y105", 1)]),
        ('"version": "', '"version": "zz', [("Y109", 9)]),
        ('"on": "2024-05-12T09:00:00.000Z"', '"on": "i går"', [("Y109", 10)]),
        ('"audit": "nyby"', '"audit": "storvik"', [("Q902", 2)]),
        ('"marks": [', '"marks": [[', [("Y101", 13)]),
        ('"subject": "V1"', '"subject": "V1", "subject": "V2"', [("Y103", 7)]),
        ('"V1"', '"V\\u200b1"', [("F007", 7)]),
    ],
)  # fmt: skip
def test_a_broken_form_says_where(office: Office, old: str, new: str, expected: list[tuple[str, int]]) -> None:
    office.start()
    path = saved(office, form(office, ("V1", "agree", "")))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert [(each.code, each.at.line) for each in problems_of(office, path)] == expected


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"[]", b"null", b"{", b"\x00", b'"hei"'])
def test_a_file_that_is_no_form_gives_problems(office: Office, raw: bytes) -> None:
    office.start()
    path = office.nyby.root / "x.json"
    path.write_bytes(raw)
    assert problems_of(office, path)


def test_a_form_without_a_round_says_how_to_start_one(office: Office) -> None:
    path = saved(office, form(office, ("V1", "agree", "")))
    with pytest.raises(UsageError, match="auditlib review start"):
        import_file(office.desk, path)


def test_a_point_is_settled_from_the_form(office: Office) -> None:
    office.start()
    office.disagree("F1")
    office.answer("F1", WRITER)
    content = form(office, ("F1", "settle", ""))
    import_file(office.desk, saved(office, content))
    assert office.state("F1") == "agreed"
    assert import_file(office.desk, saved(office, content)).known == 1
    other = form(office, ("F1", "settle", ""), reviewer=OLA)
    assert "no open point" in problems_of(office, saved(office, other))[0].message


TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"), blacklist_characters="\ufffd"),
    min_size=1,
).map(folded_text).filter(bool)  # fmt: skip


@given(by=TEXTS, said=TEXTS, reason=st.none() | TEXTS, more=TEXTS)
def test_a_mark_is_read_as_it_was_written(by: str, said: str, reason: str | None, more: str) -> None:
    mark = Mark(
        by=by, on=SAVED, subject="F1.c1", kind=MarkKind.ASK, version="0" * 64, said=said,
        sentence=f"{said} {more}", reason=f"{reason}\n{more}" if reason else None, points=("abc", more),
    )  # fmt: skip
    text = as_yaml(mark)
    read = parse_yaml(text, "x.yaml", Mark, found := [])
    known = {"F006", "F007"}  # what a person writes is held against these before it is written
    assert {each.code for each in found} <= known
    if not found:
        assert read is not None
        assert read.digest == mark.digest


@given(TEXTS)
def test_names_are_compared_without_case_and_space(name: str) -> None:
    assert same_name(name, f"  {name.upper().lower()} ") or name.upper().lower().casefold() != name.casefold()
    assert same_name(name, name)
