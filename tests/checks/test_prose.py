"""The auditor's own words: references that exist, and no more claimed than the tally holds."""

import pytest

from auditlib.checks.prose import prose_problems
from auditlib.mapping import Mapped
from auditlib.measures import measure
from auditlib.problems import Problem
from auditlib.workspace import read_inputs
from tests.builders import AUDIT, Nyby, codes

CONDITION = "'{{ K1 deviates group=soker }} sier at de ventet for lenge.'"


def problems_of(nyby: Nyby, condition: str) -> list[Problem]:
    """Check the audit with another condition of F1, which is about K1 within the topic svartid."""
    nyby.change("findings.yaml", CONDITION, condition)
    return list(prose_problems(nyby.mapped()))


def test_the_sound_audit_has_no_problems(nyby: Nyby) -> None:
    assert problems_of(nyby, CONDITION) == []


@pytest.mark.parametrize(
    ("text", "expected", "column", "said"),
    [
        ("'{{ K9 deviates }} sier det.'", ["J601"], 17, "`{{ K9 deviates }}` refers to nothing: `K9` is not known"),
        ("'Se {{ M1 }} og {{ M9 }}.'", ["J601"], 32, "`M9`"),
        ("'{{ K1 deviates group=sokere }}'", ["J601"], 17, "did you mean soker?"),
        ("'{{ svartid_tabell[Nybo, 2023] }}'", ["J601"], 17, "did you mean Nyby?"),
        ("'{{ K1 group= }} sier det.'", ["J602"], 17, "`{{ K1 group= }}` is not a reference"),
        ("'Se {{ M1 }} og {{ }}.'", ["J602"], 32, "is not a reference"),
        ("'Se {{ M1 }} og {{ K1 deviates.'", ["J602"], 32, "is not a reference"),
        ("'Se K1 deviates }} her.'", ["J602"], 32, "is not a reference"),
        ("'{{ K8 }} og {{ K9 }}'", ["J601", "J601"], 17, "`K8`"),
    ],
)
def test_a_reference_that_would_be_printed_wrong(
    nyby: Nyby, text: str, expected: list[str], column: int, said: str
) -> None:
    found = problems_of(nyby, text)
    assert codes(found) == expected
    assert said in found[0].message
    assert (found[0].at.file, found[0].at.line, found[0].at.column) == ("findings/nyby/findings.yaml", 8, column)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        # on svartid: søkere 3 of 5 deviate, 1 of 5 meets; nobody of the leaders was asked
        ("Alle søkerne ventet.", False),
        ("Samtlige søkere ventet.", False),
        ("De fleste av de spurte søkerne ventet.", False),
        ("Flere av de spurte søkerne ventet.", True),
        ("Flere søkere ventet.", True),
        ("Noen søkere ventet.", True),
        ("Én søker fikk svar.", True),
        ("Alle informantene ventet.", False),
        ("Flere informanter ventet.", True),
        ("Flere ledere ventet.", False),
        ("De\n      fleste   av\n      søkerne ventet.", False),
        ("ALLE SØKERNE ventet.", False),
        ("Ikke alle søkerne ventet.", True),
        ("Alle sakene tok tid.", True),
        ("Alle kommunens søknadsskjemaer er nye.", True),
        ("Det gjelder særlig søkerne. Alle vet det.", True),
        ("{{ K1 deviates group=soker }} ventet.", True),
    ],
)
def test_a_word_for_how_many_needs_its_informants(nyby: Nyby, text: str, holds: bool) -> None:
    assert codes(problems_of(nyby, f"|\n      {text}")) == ([] if holds else ["J603"])


def test_the_message_says_the_tally_and_what_to_write(nyby: Nyby) -> None:
    (found,) = problems_of(nyby, "Slik er det. Alle   søkerne ventet.")
    assert "«Alle søkerne» is more than the evidence holds" in found.message
    assert "K1 svartid: 1 meets, 3 deviates, 0 mixed, 0 context of 5 asked" in found.message
    assert "{{ K1 deviates topic=svartid group=soker }}" in found.message
    assert (found.at.line, found.at.column, found.at.where) == (8, 29, "F1.condition")


def test_each_is_reported_where_it_stands_however_often_it_is_said(nyby: Nyby) -> None:
    found = problems_of(nyby, "|\n      Alle søkerne, ja alle\n      søkerne, {{ }} og\n      alle søkerne {{ }}.")
    places = sorted((each.at.line, each.at.column, each.code) for each in found)
    assert places == [(9, 7, "J603"), (9, 24, "J603"), (10, 16, "J602"), (11, 7, "J603"), (11, 20, "J602")]


def test_nothing_is_counted_while_a_note_cannot_be_read(nyby: Nyby) -> None:
    nyby.change("findings.yaml", CONDITION, "'Alle søkerne, og {{ K2 deviates }} og {{ K9 }}.'")
    nyby.change("I03.md", "method: group", "method: phone")
    inputs, problems = read_inputs(nyby.root, AUDIT)
    assert inputs
    assert codes(problems) == ["Y108"]
    assert codes(list(prose_problems(Mapped(inputs, measure(inputs)[0])))) == ["J601"]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("assessments.yaml", "text: Fristen holdes ikke alltid.", "text: Alle søkerne ventet.", ["J603"]),
        ("assessments.yaml", "text: Fristen holdes ikke alltid.", "text: Flere søkere ventet.", []),
        ("assessments.yaml", "text: Kontorene bør samles.", "text: Flere informanter sier det.", ["J603"]),
        ("assessments.yaml", "text: Kontorene bør samles.", "text: Noen informanter sier det.", []),
        ("assessments.yaml", "status: partly_met", "status: met, departs: De fleste søkerne er glade.", ["J603"]),
        ("conclusions.yaml", "answer: Ja.", "answer: Alle lederne sier det.", ["J603"]),
        ("conclusions.yaml", "answer: Ja.", "answer: Noen ledere sier det.", []),
        ("recommendations.yaml", "action: Svar i tide.", "action: 'Se {{ K9 }}.'", ["J601"]),
        ("findings.yaml", "    topics: [svartid]\n", "    cause: Alle søkerne vet det.\n", ["J603"]),
        ("findings.yaml", "    topics: [svartid]\n", "    limits: Alle søkerne vet det.\n", ["J603"]),
    ],
)
def test_every_text_of_the_auditor_is_checked(nyby: Nyby, file: str, old: str, new: str, expected: list[str]) -> None:
    nyby.change(file, old, new)
    assert codes(list(prose_problems(nyby.mapped()))) == expected


def test_what_is_about_no_criterion_or_topic_has_no_tally(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "    topics: [kontorplass]\n", "    evidence: [I04.p2]\n")
    nyby.change("findings.yaml", "'{{ kontorplass deviates }} nevner avstanden.'", "Alle lederne nevner avstanden.")
    assert codes(list(prose_problems(nyby.mapped()))) == []


def test_a_scale_may_be_written_with_capitals(nyby: Nyby) -> None:
    nyby.change("audit.yaml", "word: alle", "word: Alle")
    assert codes(problems_of(nyby, "Det sier alle søkerne.")) == ["J603"]
