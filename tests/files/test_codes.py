"""Codings in a side file: a quote stands exactly where it was, has moved, has changed or is gone."""

import pytest

from auditlib.files.codes import with_codes
from auditlib.files.notes import parse_note
from auditlib.files.yaml import parse_yaml
from auditlib.interviews import Codes, Passage
from auditlib.problems import Problem, Severity
from tests.builders import Nyby, codes, note

BODY = """\
## Svartid
Begge sier at de ventet over tolv uker
på svar fra kommunen. De fikk ingen *beskjed* underveis.

En annen sak ble avgjort etter fire uker.
"""  # lines 11 to 15 of the note


def find(quote: str, line: int, extra: str = "criterion: K1, stance: deviates") -> tuple[list[Passage], list[Problem]]:
    """Give the passages and problems of one coding."""
    problems: list[Problem] = []
    read = parse_note(note("I01", "soker-1, soker-2", BODY), "I01.md", problems)
    coding = f"passages:\n  - {{id: p9, quote: '{quote}', line: {line}, {extra}}}\n"
    side = parse_yaml(coding, "I01.codes.yaml", Codes, problems)
    assert read
    assert side, problems
    return list(with_codes(read, side, problems).passages), problems


@pytest.mark.parametrize(
    ("quote", "line", "expected", "said"),
    [
        ("de ventet over tolv uker", 12, [], ""),
        ("over tolv uker på svar", 13, [], ""),
        ("De fikk  ingen beskjed underveis.", 12, [], ""),
        ("Svartid", 11, [], ""),
        ("beskjed undervegs.", 13, ["N410"], "«beskjed underveis.»"),
        ("de ventet over tolv uker", 15, ["N409"], "stands on line 12, not 15"),
        ("En annen sak", 1, ["N409"], "stands on line 15, not 1"),
        ("de ventet over elleve uker", 12, ["N410"], "«de ventet over tolv uker»"),
        ("De fikk aldri beskjed underveis.", 12, ["N410"], "«De fikk ingen beskjed underveis.»"),
        ("en annen sak ble avgjort etter fem uker", 15, ["N410"], "«En annen sak ble avgjort etter fire"),
        ("Ordføreren åpnet kontoret", 12, ["N411"], "is not in the note"),
        ("uker " * 60, 12, ["N411"], "is not in the note"),
    ],
)
def test_a_quote_is_exact_moved_changed_or_gone(quote: str, line: int, expected: list[str], said: str) -> None:
    passages, problems = find(quote, line)
    assert codes(problems) == expected
    assert [each.id for each in passages] == ([] if expected == ["N411"] else ["I01.p9"])
    assert all(said in each.message for each in problems)


def test_moved_is_a_note_changed_a_warning_and_gone_an_error() -> None:
    quotes = ("tolv uker", "En annen sak ble avgjort etter ni uker.", "Nei")
    found = [find(each, 15)[1][0].severity for each in quotes]
    assert found == [Severity.NOTE, Severity.WARNING, Severity.ERROR]


def test_a_changed_quote_gives_the_words_that_stand_there_now() -> None:
    ((passage,), _) = find("de ventet over elleve uker", 12)
    assert passage.text == "de ventet over tolv uker"


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("stance: deviates", ["Y112"]),
        ("topic: svartid, stance: deviates", []),
        ("criterion: K1, stance: deviates, informants: [soker-2]", []),
        ("criterion: K1, stance: deviates, informants: [soker-3, soker-1]", ["N412"]),
    ],
)
def test_a_coding_is_about_something_and_speaks_for_those_in_the_note(extra: str, expected: list[str]) -> None:
    passages, problems = find("tolv uker", 12, extra)
    assert codes(problems) == expected
    assert [each.stance.value for each in passages] == (["deviates"] if not expected else [])
    assert all((each.criterion, each.topic) in (("K1", ""), ("", "svartid")) for each in passages)


def test_a_side_file_adds_to_the_passages_of_its_note(nyby: Nyby) -> None:
    side = "passages:\n  - {id: p9, quote: Svaret kom sent., line: 11, topic: kontorplass, stance: meets}\n"
    nyby.write("interviews/nyby/I02.codes.yaml", side)
    register = nyby.mapped().register
    assert [register[id_].text for id_ in ("I02.p1", "I02.p9")] == ["Svaret kom sent."] * 2
    assert register["I02.p9"].at.file == "interviews/nyby/I02.codes.yaml"
    assert register["I02.p9"].informants == ("soker-3",)
