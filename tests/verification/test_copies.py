"""Whatever a group note looks like, a copy has every word the informant may read, and none that another said."""

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.files.codes import with_codes
from auditlib.files.notes import parse_note
from auditlib.interviews import Codes, Note
from auditlib.problems import Problem, UsageError
from auditlib.verification.copies import LEFT_OUT, Copy, make_copy
from auditlib.verification.differences import Piece, differences, folded, match
from auditlib.verification.model import Change, Kind
from auditlib.verification.rewriting import rewrite

INFORMANTS = ("a", "b", "c")
Paragraphs = list[tuple[str, list[object], set[str] | None]]
FRONT = (
    "---\nid: I01\ntitle: Gruppe\ndate: 2024-01-01\nmethod: group\ninformants: [a, b, c]\ninterviewer: X\n"
    "asked: []\n---\n"
)


@dataclass
class Written:
    """A note as it is written: its text, and for each word those it speaks for."""

    lines: list[str] = field(default_factory=list)
    speakers: dict[str, set[str]] = field(default_factory=dict)
    count: int = 0

    def word(self, allowed: set[str]) -> str:
        self.count += 1
        self.speakers[f"ord{self.count}x"] = allowed
        return f"ord{self.count}x"


SPEAKERS = st.none() | st.sets(st.sampled_from(INFORMANTS), min_size=1)
TREE = st.recursive(
    st.just("word"),
    lambda inner: st.tuples(SPEAKERS, st.lists(inner, min_size=1, max_size=3)) | st.tuples(st.just("same"), inner),
    max_leaves=8,
)
PARAGRAPHS = st.lists(
    st.tuples(st.sampled_from(["", "## ", "- ", "> "]), st.lists(TREE, min_size=1, max_size=4), SPEAKERS),
    min_size=1, max_size=4,
)  # fmt: skip


def rendered(tree: object, note: Written, allowed: set[str]) -> str:
    if tree == "word":
        return note.word(allowed)
    assert isinstance(tree, tuple)
    if tree[0] == "same":
        return rendered(tree[1], note, allowed)
    note.count += 1
    name, inside = f"p{note.count}", allowed if tree[0] is None else allowed & tree[0]
    said = "\n".join(rendered(each, note, inside) for each in tree[1])
    who = "" if tree[0] is None else f" informants={','.join(sorted(tree[0]))}"
    return f"[{said}]{{#{name} .passage criterion=K1 stance=meets{who}}}"


def written(paragraphs: Paragraphs) -> Written:
    """Write the note; a range reaches from the middle of each paragraph to the middle of the next."""
    note, open_range, held = Written(), "", set(INFORMANTS)
    for number, (mark, trees, range_) in enumerate(paragraphs):
        said = []
        for place, tree in enumerate(trees):
            if place == len(trees) // 2:
                if open_range:
                    said.append(f"[]{{.to ref={open_range}}}")
                open_range, held = f"r{number}", set(INFORMANTS) if range_ is None else range_
                who = "" if range_ is None else f" informants={','.join(sorted(range_))}"
                said.append(f"[]{{.from #{open_range} criterion=K1 stance=meets{who}}}")
            said.append(rendered(tree, note, set(INFORMANTS) if mark == "> " else held))
        text = " ".join(said)
        indent = {"- ": "  ", "> ": "> "}.get(mark, "")
        note.lines.append(mark + text.replace("\n", " " if mark == "## " else f"\n{indent}"))
        if mark == "> ":
            for word in re.findall(r"ord\d+x", text):
                note.speakers[word] = set()  # the interviewer's own note is in no copy
    note.lines[-1] += f" []{{.to ref={open_range}}}"
    return note


def note_of(text: str) -> Note:
    problems: list[Problem] = []
    read = parse_note(text, "I01.md", problems)
    assert read is not None
    assert problems == [], "\n".join(map(str, problems)) + text
    return read.note


def words_of(copy: Copy) -> list[str]:
    return re.findall(r"ord\d+x", " ".join(each.text for each in copy.parts))


@given(PARAGRAPHS)
@settings(max_examples=50)
def test_a_copy_has_exactly_the_words_the_informant_may_read(paragraphs: Paragraphs) -> None:
    made = written(paragraphs)
    text = FRONT + "\n\n".join(made.lines) + "\n"
    note = note_of(text)
    for informant in INFORMANTS:
        copy = make_copy(note, text, informant)
        assert words_of(copy) == [word for word, who in made.speakers.items() if informant in who]
        for each in copy.parts:
            assert "{" not in each.text
            assert "#p" not in each.text
            assert len(each.signs) == len(each.text)
            for sign, place in zip(each.text, each.signs, strict=True):
                assert place is None or each.block.text[place] == sign


@given(PARAGRAPHS, st.data())
@settings(max_examples=50)
def test_a_changed_word_changes_nothing_else(paragraphs: Paragraphs, data: st.DataObject) -> None:
    text = FRONT + "\n\n".join(written(paragraphs).lines) + "\n"
    informant = data.draw(st.sampled_from(INFORMANTS))
    copy = make_copy(note_of(text), text, informant)
    words = words_of(copy)
    if not words:
        return
    word, new = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(["annet", "to ord", "æ — «ø»"]))
    part = next(each for each in copy.parts if word in each.text)
    change = Change(id="e1", kind=Kind.WORDS, paragraph=part.id, start=part.text.index(word), before=word, after=new)
    done = rewrite(text, part, change)
    assert done.text == text.replace(word, new)
    after = {each.id: each.text for each in note_of(done.text).passages}
    for each in note_of(text).passages:
        assert after[each.id] == each.text.replace(word, new)
    assert {each.passage for each in done.earlier} == {each.id for each in note_of(text).passages if word in each.text}


@given(PARAGRAPHS, st.data())
@settings(max_examples=50)
def test_deleted_words_take_only_empty_codings_with_them(paragraphs: Paragraphs, data: st.DataObject) -> None:
    text = FRONT + "\n\n".join(written(paragraphs).lines) + "\n"
    copy = make_copy(note_of(text), text, data.draw(st.sampled_from(INFORMANTS)))
    words = words_of(copy)
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    part = next(each for each in copy.parts if word in each.text)
    change = Change(id="e1", kind=Kind.WORDS, paragraph=part.id, start=part.text.index(word), before=word)
    try:
        done = rewrite(text, part, change)
    except UsageError:
        return  # a range whose only word it was cannot be emptied, and nothing is written
    before, after = ({each.id: each.text for each in note_of(one).passages} for one in (text, done.text))
    for id_, said in before.items():
        rest = " ".join(said.replace(word, " ").split())
        assert after.get(id_, "") == rest
    assert re.findall(r"ord\d+x", done.text) == [each for each in re.findall(r"ord\d+x", text) if each != word]


TOKENS = st.lists(st.sampled_from(["a", "bil", "Hus", ",", ".", "12", LEFT_OUT, "-", "å"]), max_size=12)


@given(TOKENS, TOKENS)
def test_differences_make_the_one_of_the_other(old: list[str], new: list[str]) -> None:
    before, after = folded(" ".join(old)), folded(" ".join(new))
    made = before
    for each in reversed(differences(before, after)):
        assert made[each.start : each.start + len(each.before)] == each.before
        made = made[: each.start] + each.after + made[each.start + len(each.before) :]
        # what is kept in a file is never nothing but white space
        assert all(not side or side.strip() for side in (each.before, each.after)) or not (before and after)
    assert made == after


def test_white_space_alone_is_shown_with_its_word() -> None:
    assert [(each.before, each.after) for each in differences("a,b c", "a, b c")] == [(",", ", ")]
    assert [(each.before, each.after) for each in differences("e post her", "epost her")] == [("e post", "epost")]


def test_paragraphs_are_found_by_anchor_or_likeness() -> None:
    sent = {"v1": "Fristen holdes som regel.", "v2": "Vi er for få folk.", "v3": "Telefonen er åpen."}
    said = [("v1", sent["v1"]), ("", "Vi er altfor få folk."), ("v3", "Stengt."), ("", "Hilsen Kari")]
    back = [Piece(anchor, text) for anchor, text in said]
    found = match(sent, back)
    assert found.texts == {"v1": sent["v1"], "v2": "Vi er altfor få folk.", "v3": "Stengt."}
    assert found.added == (Piece("v3", "Hilsen Kari"),)
    assert match(sent, back[:1]).texts == {"v1": sent["v1"], "v2": None, "v3": None}


def side(text: str, quote: str, informants: tuple[str, ...]) -> Note:
    problems: list[Problem] = []
    read = parse_note(text, "I01.md", problems)
    assert read is not None
    coded = {"id": "q1", "quote": quote, "line": "10", "topic": "t", "stance": "meets", "informants": informants}
    codes = Codes.model_validate({"passages": (coded,)})
    return with_codes(read, codes, problems)


def test_what_a_side_file_quotes_of_another_is_left_out() -> None:
    text = FRONT + "Alle sier noe. B sier noe hemmelig, og\nmer til. Slutt.\n"
    note = side(text, "B sier noe hemmelig, og mer til.", ("b",))
    assert [each.text for each in make_copy(note, text, "a").parts] == [f"Alle sier noe. {LEFT_OUT} Slutt."]
    assert "hemmelig" in make_copy(note, text, "b").parts[0].text


def test_a_quote_that_cannot_be_found_stops_the_copy() -> None:
    text = FRONT + "B sier *noe* hemmelig.\n"
    with pytest.raises(UsageError, match="cannot be left out"):
        make_copy(side(text, "noe hemmelig", ("b",)), text, "a")


def test_an_own_statement_inside_anothers_is_named() -> None:
    text = FRONT + (
        "[B forteller at [begge er enige]{#p2 .passage topic=t stance=meets informants=a,b} om dette."
        "]{#p1 .passage topic=t stance=meets informants=b} Felles.\n"
    )
    copy = make_copy(note_of(text), text, "a")
    assert copy.left_out == ("I01.p2",)
    assert [each.text for each in copy.parts] == [f"{LEFT_OUT} Felles."]


def test_a_change_at_what_was_left_out_is_refused() -> None:
    text = FRONT + "Alle. [B alene.]{#p1 .passage topic=t stance=meets informants=b} Slutt.\n"
    part = make_copy(note_of(text), text, "a").parts[0]
    assert part.text == f"Alle. {LEFT_OUT} Slutt."
    for start, before in ((6, LEFT_OUT), (4, f". {LEFT_OUT} Slutt")):
        change = Change(id="e1", kind=Kind.WORDS, paragraph="v1", start=start, before=before, after="x")
        with pytest.raises(UsageError, match="left out"):
            rewrite(text, part, change)
