"""Interview notes: which passages are read, and what is said of those that are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.criteria import Stance
from auditlib.files.notes import ReadNote, parse_note, read_note
from auditlib.interviews import Passage
from auditlib.problems import Problem
from tests.builders import codes, note, placed

BODY_LINE = 11  # of a note's first line after the front matter
CODED = ".passage criterion=K1 stance=meets"


def read(body: str) -> tuple[ReadNote, list[Problem]]:
    problems: list[Problem] = []
    found = parse_note(note("I01", "soker-1, soker-2", body), "I01.md", problems)
    assert found is not None
    return found, problems


def passages(body: str) -> dict[str, Passage]:
    """Read a note that has no problems; give its passages by the id in the note."""
    found, problems = read(body)
    assert problems == []
    return {each.id.removeprefix("I01."): each for each in found.note.passages}


def problems_of(body: str) -> list[tuple[str, int, int]]:
    """Give code, line of the body and column."""
    return [(code, line - BODY_LINE + 1, column) for code, line, column in placed(read(body)[1])]


def test_a_passage_has_its_words_its_coding_its_speakers_and_its_place() -> None:
    body = "## Svartid\nFør. [De ventet over *tolv* uker.]{#p1 .passage criterion=K1 topic=svartid stance=deviates} Så."
    passage = passages(body)["p1"]
    assert (passage.id, passage.interview, passage.text) == ("I01.p1", "I01", "De ventet over tolv uker.")
    assert (passage.criterion, passage.topic, passage.stance) == ("K1", "svartid", Stance.DEVIATES)
    assert passage.informants == ("soker-1", "soker-2")
    assert str(passage.at) == f"I01.md:{BODY_LINE + 1}:6"


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (f"[a [b]{{#p2 {CODED}}} c]{{#p1 {CODED}}}", {"p1": "a b c", "p2": "b"}),
        (f"[a]{{#p1 {CODED}}}[b]{{#p2 {CODED}}}", {"p1": "a", "p2": "b"}),
        (f"[a\nb]{{#p1\n{CODED}}}", {"p1": "a b"}),
        (f"- [a]{{#p1 {CODED}}}\n- b\n\n> [c]{{#p2 {CODED}}}", {"p1": "a", "p2": "c"}),
        (f"[a *b* `c` [d](http://e) & <f>]{{#p1 {CODED}}}", {"p1": "a b c d & <f>"}),
        (rf"[a \[b\] \* c]{{#p1 {CODED}}}", {"p1": "a [b] * c"}),
    ],
)
def test_spans_hold_other_text_and_each_other(body: str, texts: dict[str, str]) -> None:
    assert {id_: each.text for id_, each in passages(body).items()} == texts


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("[]{.from #p1 @} a []{.to ref=p1}", {"p1": "a"}),
        ("[]{.from #p1 @}a\n\nb\n\n## c []{.to ref=p1}", {"p1": "a b c"}),
        ("[]{.from #p1 @}a []{.from #p2 @}b []{.to ref=p1}c []{.to ref=p2}", {"p1": "a b", "p2": "b c"}),
        ("[]{.from #p1 @}a [b]{#p2 .passage @} c\n\nd[]{.to ref=p1}", {"p1": "a b c d", "p2": "b"}),
        ("[a []{.from #p2 @}b]{#p1 .passage @} c[]{.to ref=p2}", {"p1": "a b", "p2": "b c"}),
    ],
)
def test_ranges_cross_and_run_over_paragraphs(body: str, texts: dict[str, str]) -> None:
    found = passages(body.replace("@", "criterion=K1 stance=meets"))
    assert {id_: each.text for id_, each in found.items()} == texts


def test_passages_come_in_the_order_they_begin() -> None:
    body = f"[]{{.from #p1 {CODED}}}a [b [c]{{#p3 {CODED}}}]{{#p2 {CODED}}}\n\n[]{{.to ref=p1}}"
    assert list(passages(body)) == ["p1", "p2", "p3"]


@pytest.mark.parametrize(
    "value", ['"Nyby } sør"', '"a ] b"', "kjøp-på-dør", "Nyby/Sør", '"med mellomrom"', "a.b_c", "æøå"]
)
def test_values_may_hold_any_letter_and_sign(value: str) -> None:
    assert passages(f"[a]{{#p1 .passage topic={value} stance=meets}}")["p1"].topic == value.strip('"')


def test_speakers_are_all_in_the_note_or_those_named() -> None:
    found = passages(f"[a]{{#p1 {CODED} informants=soker-2}} [b]{{#p2 {CODED} informants=soker-2,soker-1}}")
    assert [each.informants for each in found.values()] == [("soker-2",), ("soker-2", "soker-1")]


@pytest.mark.parametrize(
    "body",
    [
        "[en lenke](http://nyby.example) og [en til][a] og <http://b>\n\n[a]: http://c",
        f"`[a]{{#p1 {CODED}}}` er kode.",
        f"```\n[a]{{#p1 {CODED}}}\n```",
        r"En \[klamme\] og {en krøll} og [sic].",
        "a [b] c {d} e",
        "![bilde](b.png)",
    ],
)
def test_what_is_no_coding_is_left_alone(body: str) -> None:
    assert passages(body) == {}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[a] {#p1 @}", ("N403", 1, 3)),
        ("[a]\n{#p1 @}", ("N403", 2, 1)),
        ("[a]\n{.passage stance=meets}", ("N403", 2, 2)),
        ("[a]\n{criterion=K1 stance=meets}", ("N403", 2, 15)),
        ("[a](http://b){#p1 @}", ("N403", 1, 14)),
        (r"\[a]{#p1 @}", ("N403", 1, 4)),
        ("[a]{#p1 @", ("N403", 1, 1)),
        ("[a]{#p1 @ =x}", ("N403", 1, 1)),
        ("[a]{#p1 #p2 @}", ("N403", 1, 1)),
        ("[a]{#p1 @ stance=meets}", ("N403", 1, 1)),
        ("Så\n\n    [a]{#p1 @}", ("N403", 3, 7)),
        ("![[a]{#p1 @}](b.png)", ("N403", 1, 5)),
        ("[a\n\nb]{#p1 @}", ("N404", 3, 2)),
        ("b]{#p1 @}", ("N404", 1, 2)),
        ("[a]{#p1 @} [b](http://c) d]{#p2 @}", ("N404", 1, 0)),
        ("- a\n- [b]{#p1 @}\n  c]{#p2 @}", ("N404", 3, 4)),
    ],
)
def test_what_looks_like_a_passage_and_is_not_is_reported(body: str, expected: tuple[str, int, int]) -> None:
    coding = ".passage criterion=K1 stance=meets"
    code, line, column = expected
    body = body.replace("@", coding)
    assert problems_of(body) == [(code, line, column or body.index(" d]") + 3)]


def test_everything_left_as_text_is_reported_once() -> None:
    body = f"[a] {{#p1 {CODED}}} b]{{#p2 {CODED}}}\n\nc]{{#p3 {CODED}}} [d]{{#p4 {CODED}}}"
    assert [each[:2] for each in problems_of(body)] == [("N403", 1), ("N404", 1), ("N404", 3)]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("#p1 .passage stance=meets", ["N406"]),
        ("#p1 .passage criterion=K1", ["N406"]),
        (".passage criterion=K1 stance=meets", ["N406"]),
        ('#p1 .passage criterion="" stance=meets', ["N406"]),
        ("", ["N406", "N406", "N406"]),
        ("#p1 .passage criterion=K1 stance=meet", ["Y108"]),
        ("#1p .passage criterion=K1 stance=meets", ["Y110"]),
        ("#p<1> .passage criterion=K1 stance=meets", ["Y110"]),
        ("#p1 .passage kriterium=K1 criterion=K1 stance=meets", ["N405"]),
        ("#p1 .pasage criterion=K1 stance=meets", ["N405"]),
        ("#p1 .passage criterion=K1 stance=meets informants=leder-1", ["N412"]),
        ('#p1 .passage criterion=K1 stance=meets informants=""', ["N412"]),
    ],
)
def test_an_incomplete_passage_is_reported_where_it_begins(attributes: str, expected: list[str]) -> None:
    assert problems_of(f"Før [a]{{{attributes}}}") == [(code, 1, 5) for code in expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[]{#p1 @}", [("N408", 1, 1)]),
        ("[ ]{#p1 @}", [("N408", 1, 1)]),
        ("[]{.from #p1 @}[]{.to ref=p1}", [("N408", 1, 1)]),
        ("a []{.from #p1 @} b", [("N407", 1, 3)]),
        ("a []{.to ref=p1}", [("N407", 1, 3)]),
        ("a []{.to}", [("N407", 1, 3)]),
        ("[]{.from #p1 @}a []{.from #p1 @}b []{.to ref=p1}", [("N407", 1, 42)]),
        ("[]{.from #p1 @}a []{.to ref=p1 stance=mixed}", [("N405", 1, 42)]),
        ("[]{.from #p1 criterion=K1}a []{.to ref=p1}", [("N406", 1, 1)]),
    ],
)
def test_ranges_need_words_and_both_ends(body: str, expected: list[tuple[str, int, int]]) -> None:
    assert problems_of(body.replace("@", "criterion=K1 stance=meets")) == expected


@pytest.mark.parametrize("hidden", ["&#8203;", "&shy;", "&#x202e;"])
def test_an_entity_does_not_smuggle_in_what_nobody_sees(hidden: str) -> None:
    assert codes(read(f"[a{hidden}b]{{#p1 {CODED}}}")[1]) == ["F007"]


@pytest.mark.parametrize("text", ["Bare tekst.\n", "---\nid: I01\n", "\n---\nid: I01\n---\n", "--- \nid: I01\n---\n"])
def test_a_note_begins_with_front_matter(text: str) -> None:
    problems: list[Problem] = []
    assert parse_note(text, "I01.md", problems) is None
    assert placed(problems) == [("N401", 1, 1)]


def test_problems_of_front_matter_and_passages_come_together() -> None:
    text = note("I01", "soker-1", "[a]{#p1 .passage criterion=K1}").replace("method: group", "method: phone")
    problems: list[Problem] = []
    assert parse_note(text, "I01.md", problems) is None
    assert placed(problems) == [("Y108", 5, 9), ("N406", 11, 1)]


def test_paragraphs_are_plain_words_with_their_lines() -> None:
    found, _ = read(f"## Svartid\n\nFørste *linje*\nog [andre]{{#p1 {CODED}}}.\n\n- Punkt")
    assert [(each.text, each.first - BODY_LINE, each.last - BODY_LINE) for each in found.paragraphs] == [
        ("Svartid", 0, 0),
        ("Første linje og andre.", 2, 3),
        ("Punkt", 5, 5),
    ]


def test_a_note_that_is_not_there(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_note(tmp_path / "I01.md", "interviews/nyby/I01.md", problems) is None
    assert codes(problems) == ["F001"]


# --- a note made of passages reads back to the same passages ---

WORD = st.sampled_from("fristen ble ikke holdt søkerne æøå §\u00a021-7 29,0 «nei» – {x} (ja) a/b 3 * x_y".split(" "))
Statement = tuple[str, str, str, Stance, tuple[str, ...], str, bool]
STATEMENT: st.SearchStrategy[Statement] = st.tuples(
    st.lists(WORD, min_size=1, max_size=6).map(" ".join),
    st.sampled_from(["K1", "K4.5", "kjøp-på-dør"]),
    st.sampled_from(["", "svartid", "Nyby/Sør", "a } b"]),
    st.sampled_from(list(Stance)),
    st.sampled_from([(), ("soker-1",), ("soker-2", "soker-1")]),
    st.sampled_from(["\n", "\n\n", "\n\nEt avsnitt uten koding.\n\n", "\n\n## Overskrift\n\n", " "]),
    st.booleans(),
)


@given(st.lists(STATEMENT, max_size=6))
def test_what_was_coded_is_read_back(statements: list[Statement]) -> None:
    body, expected = "", []
    for number, (words, criterion, topic, stance, speakers, between, as_range) in enumerate(statements):
        line = BODY_LINE + body.count("\n")
        coding = f"criterion={criterion} stance={stance}"
        coding += f' topic="{topic}"' if topic else ""
        coding += f" informants={','.join(speakers)}" if speakers else ""
        if as_range:
            body += f"[]{{.from #p{number} {coding}}}{words}[]{{.to ref=p{number}}}"
        else:
            body += f"[{words}]{{#p{number} .passage {coding}}}"
        body += between
        said = " ".join(words.split())
        expected.append((f"I01.p{number}", said, criterion, topic, stance, speakers or ("soker-1", "soker-2"), line))
    found, problems = read(body)
    assert problems == []
    assert expected == [
        (each.id, each.text, each.criterion, each.topic, each.stance, each.informants, each.at.line)
        for each in found.note.passages
    ]
