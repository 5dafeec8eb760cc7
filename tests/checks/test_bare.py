"""A number in the auditor's own words is a claim, or is declared as something that is no evidence."""

import pytest

from auditlib.checks.bare import bare_problems
from auditlib.mapping import Mapped
from auditlib.measures import measure
from auditlib.workspace import read_inputs
from tests.builders import AUDIT, Nyby


def problems_of(nyby: Nyby, action: str, declared: str = "") -> list[str]:
    text = f"recommendations:\n  - {{id: A1, to: rådmannen, action: '{action}', findings: [F1]}}\n"
    nyby.write("recommendations.yaml", text)
    if declared:
        nyby.write("declared.yaml", f"declared:\n  - {declared}\n")
    inputs, problems = read_inputs(nyby.root, AUDIT)
    assert inputs is not None, problems
    assert problems == []
    found = bare_problems(Mapped(inputs, measure(inputs)[0]))
    return [each.message.split("«")[1].split("»")[0] for each in found if "A1" in str(each) or each.code == "J612"]


@pytest.mark.parametrize(
    ("action", "bare"),
    [
        ("svare 14 søkere", ["14"]),
        ("svare innen 12,5 prosent av tiden", ["12,5 prosent"]),
        ("betale 1 200 kroner", ["1 200 kroner"]),
        ("møtes våren 2024 og i mai", ["2024", "mai"]),
        ("svare 3. mai 2024", ["3. mai 2024"]),
        ("se på årene 2020–2024", ["2020–2024"]),
        ("ta tre av fem saker først", ["tre", "fem"]),
        ("høre alle søkerne", ["alle søkerne"]),
    ],
)
def test_numbers_dates_and_counts_are_found(nyby: Nyby, action: str, bare: list[str]) -> None:
    assert problems_of(nyby, action) == bare


@pytest.mark.parametrize(
    "action",
    [
        "svare {{ M1 }} raskere",
        "svare {{ K1 deviates }} i tide",
        "følge loven § 21-7 og kapittel 4",
        "se på tabell 3 og figur 2",
        "følge opp K1 og en søker til",
        "ta opp saken igjen",
    ],
)
def test_claims_names_and_articles_are_left_alone(nyby: Nyby, action: str) -> None:
    assert problems_of(nyby, action) == []


def test_what_is_declared_is_left_alone_where_it_is_declared(nyby: Nyby) -> None:
    words = "{words: 18 år, in: [A1], reason: Aldersgrensen.}"
    assert problems_of(nyby, "gi dem under 18 år hjelp", words) == []
    assert problems_of(nyby, "gi dem under 18 år hjelp", words.replace("A1", "F1")) == ["18", "18 år"]


def test_a_declaration_covers_its_own_words_only(nyby: Nyby) -> None:
    words = "{words: to enheter, reason: Organiseringen.}"
    assert problems_of(nyby, "samle to enheter og to lag", words) == ["to"]


def test_a_declaration_of_nothing_is_reported(nyby: Nyby) -> None:
    assert problems_of(nyby, "svare i tide", "{words: fjorten dager, reason: Uttrykk.}") == ["fjorten dager"]
