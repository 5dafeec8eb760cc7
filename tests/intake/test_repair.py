"""Repairs: each kind of damage comes right, a healthy text is never touched, and a repaired one is finished."""
# ruff: noqa: RUF001  (the damage is made of such signs)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.intake.repair import Damage, repair
from auditlib.intake.repair.encodings import FAMILIES
from auditlib.intake.repair.words import DROPPED, STEMS, WORDS

SENTENCE = "Søkerne får svar når rådmannen også har gjort en undersøkelse på et annet område før året er over"


def mended(*lines: str) -> tuple[tuple[str, ...], list[tuple[Damage, str, str]]]:
    page = repair([lines]).pages[0]
    return page.lines, [(each.kind, each.before, each.after) for each in page.changes]


def left(*lines: str) -> list[str]:
    return [each.word for each in repair([lines]).pages[0].doubts]


@pytest.mark.parametrize("letters", ["\ufb01", "\ufb00", "\ufb02", "\ufb03", "\ufb04", "\ufb05"])
def test_a_sign_for_several_letters_is_written_out(letters: str) -> None:
    whole = {"\ufb01": "fi", "\ufb00": "ff", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}[letters]
    assert mended(f"a{letters}b") == ((f"a{whole}b",), [(Damage.LIGATURE, f"a{letters}b", f"a{whole}b")])


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("dri\ufffdsutgi\ufffder", "driftsutgifter"),
        ("o\ufffde", "ofte"),
        ("kra\ufffd", "kraft"),
        ("o(cid:12)entlige", "offentlige"),
        ("KRA\ufffd", "KRAFT"),
        ("«e\ue003ekt»,", "«effekt»,"),
        ("o\x0bentlig", "offentlig"),
    ],
)
def test_lost_letters_are_told_by_the_word(read: str, right: str) -> None:
    assert mended(read) == ((right,), [(Damage.LOST, read, right)])


def test_lost_letters_are_told_by_the_same_word_elsewhere() -> None:
    assert mended("Bufferlageret er tomt", "bu\ufffderlageret")[0] == ("Bufferlageret er tomt", "bufferlageret")


def test_a_sign_that_three_words_tell_stands_for_the_same_in_others() -> None:
    lines = ("kra\ue001 o\ue001e utgi\ue001er", "Zo\ue001us")
    assert mended(*lines)[0] == ("kraft ofte utgifter", "Zoftus")
    assert left("Zo\ue001us kra\ue001") == ["Zo\ue001us"]


def test_any_unreadable_sign_is_not_the_same_sign() -> None:
    told = "kra\ufffd o\ufffde utgi\ufffder "
    assert mended(f"{told} Zo\ufffdus")[0] == ("kraft ofte utgifter  Zoftus",)  # ft stands nowhere whole
    assert mended(f"{told} loftet Zo\ufffdus")[0] == ("kraft ofte utgifter  loftet Zo\ufffdus",)


@pytest.mark.parametrize("word", ["f\ufffdr", "v\ufffdre", "xy\ufffdq", "\ufffd", "a\ufffdb\ufffdc\ufffdd\ufffde"])
def test_what_fits_two_words_or_none_is_left_and_listed(word: str) -> None:
    assert mended(word) == ((word,), [])
    assert left(word, word) == [word, word]


@pytest.mark.parametrize("stem", sorted(DROPPED))
def test_dropped_letters_come_back(stem: str) -> None:
    assert mended(f"{stem}e og {stem.capitalize()}")[0] == (f"{DROPPED[stem]}e og {DROPPED[stem].capitalize()}",)


def test_no_beginning_of_another_word_is_taken_for_dropped_letters() -> None:
    known = [*WORDS, *STEMS, "identisk", "identitet", "nansen", "konisk", "eksisterer", "eksiler", "denne"]
    assert not [word for word in known for part in DROPPED if word.startswith(part)]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_utf_8_read_as_windows_comes_right(encoding: str) -> None:
    broken = "Åpenhet – «nær» § 4 é Øst Ærlig".encode().decode(encoding)
    assert mended(broken)[0] == ("Åpenhet – «nær» § 4 é Øst Ærlig",)
    assert {kind for kind, *_ in mended(broken)[1]} == {Damage.TWICE}


def test_utf_8_read_wrongly_twice_comes_right() -> None:
    assert mended("på".encode().decode("cp1252").encode().decode("cp1252"))[0] == ("på",)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_another_encoding_is_told_as_a_system(name: str) -> None:
    back = str.maketrans({letter: sign for sign, letter in FAMILIES[name].items()})
    lines, changes = mended(SENTENCE.translate(back), "Å være, eller ikke å være: det ER PÅ ÅRET".translate(back))
    assert lines == (SENTENCE, "Å være, eller ikke å være: det ER PÅ ÅRET")
    assert {kind for kind, *_ in changes} == {Damage.ENCODING}


def test_the_dos_encoding_that_turns_letters_into_quotation_marks() -> None:
    assert mended("p† et sted v‘re f›re † gj›re ogs† s‘rlig")[0] == ("på et sted være føre å gjøre også særlig",)


def test_a_page_with_healthy_letters_is_not_another_encoding() -> None:
    page = "på p† et sted v‘re f›re † gj›re ogs† s‘rlig"
    assert mended(page) == ((page,), [])


def test_two_words_are_no_system() -> None:
    assert mended("p† n†r") == (("p† n†r",), [])


@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        ("arbeid med forebyg-", "ging i Nyby", ("arbeid med forebygging", "i Nyby")),
        ("arbeid med forebyg-", "ging,", ("arbeid med", "forebygging,")),
        ("forebyg\u00ad", "ging i Nyby", ("forebygging", "i Nyby")),
        ("om tids- ", "messig, men", ("om tidsmessig,", "men")),
    ],
)
def test_a_word_over_two_lines_is_joined(first: str, second: str, lines: tuple[str, ...]) -> None:
    assert mended(first, second)[0] == lines


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("på kvelds-", "og helgearbeid"), ("fra 2007-", "2010"), ("en A-", "post"), ("bestiller-", "utfører"),
        ("på Vest-", "Agder"), ("barn -", "ikke voksne"), ("NAV-", "kontor"),
    ],
)  # fmt: skip
def test_other_hyphens_at_the_end_of_a_line_stand(first: str, second: str) -> None:
    assert mended(first, second) == ((first, second), [])


def test_the_document_tells_whether_a_hyphen_belongs_to_the_word() -> None:
    assert mended("en e-post kom", "send e-", "post i dag")[0] == ("en e-post kom", "send e-post", "i dag")
    assert mended("barnehageansatte", "barnehage-", "ansatte her")[0] == ("barnehageansatte", "barnehageansatte", "her")


def test_every_other_line_may_be_empty() -> None:
    assert mended("er tids-", "", "messig og god")[0] == ("er tidsmessig", "", "og god")


def test_the_cells_of_tables_are_repaired_with_what_the_pages_tell() -> None:
    done = repair([["Bufferlageret på"], ["p† v‘re f›re † gj›re"]])
    assert done.cell("bu\ufffderlageret", 1) == "bufferlageret"
    assert done.cell("n†r", 2) == "når"
    assert done.cell("n†r", 1) == "n†r"


LETTERS = "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅéèòôÉ"
WORD = st.one_of(st.text(LETTERS, min_size=1, max_size=12), st.sampled_from(sorted(WORDS)), st.sampled_from(STEMS))
SOUND = WORD.filter(lambda word: not any(part in word.lower() for part in DROPPED))
TOKEN = st.one_of(
    SOUND, SOUND.map(lambda word: f"«{word}»"), SOUND.map(lambda word: f"{word},"), st.integers(0, 9999).map(str),
    st.sampled_from(["§ 4-6", "1 498", "29,0", "%", "−3", "(jf.", "kap.)", "½", "…", "°C", "® ", "NS 4551:", "[…]"]),
)  # fmt: skip
LINE = st.lists(TOKEN, max_size=9).map(" ".join)


@given(st.lists(st.lists(LINE, max_size=6), min_size=1, max_size=3))
def test_a_healthy_text_is_never_touched(pages: list[list[str]]) -> None:
    for page, lines in zip(repair(pages).pages, pages, strict=True):
        assert page.lines == page.as_read == tuple(lines)
        assert (page.changes, page.doubts) == ((), ())


SIGNS = st.sampled_from([*"\ufffd\ue001\ufb01\u00ad\u200b\x0c†‘›}{|¾¿Œ-", "Ã¸", "Ã¥", "(cid:3)", "a\u030a"])
DAMAGED = st.lists(st.one_of(WORD, SIGNS, st.just(" ")), max_size=14).map("".join)


@given(st.lists(st.lists(DAMAGED, max_size=6), min_size=1, max_size=3))
def test_a_repaired_text_has_nothing_more_to_repair(pages: list[list[str]]) -> None:
    once = repair(pages).pages
    again = repair([page.lines for page in once]).pages
    assert [page.lines for page in again] == [page.lines for page in once]
    assert [len(page.lines) for page in once] == [len(lines) for lines in pages]


@given(st.lists(DAMAGED, max_size=6))
def test_every_difference_is_listed(lines: list[str]) -> None:
    page = repair([lines]).pages[0]
    changed = {at for at, (one, other) in enumerate(zip(page.lines, page.as_read, strict=True), 1) if one != other}
    told = {line for each in page.changes for line in range(each.line, each.line + 3)}
    assert changed <= told
    assert bool(changed) == bool(page.changes) or any(each.before != each.after for each in page.changes)
