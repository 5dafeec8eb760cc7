"""How a reference in the auditor's text is written, and that nothing of the text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.claims import parse_reference, pieces


@pytest.mark.parametrize(
    ("text", "target", "words", "options"),
    [
        ("K1", "K1", (), {}),
        ("K4.5 deviates", "K4.5", ("deviates",), {}),
        ("K1 deviates topic=svartid group=soker count", "K1", ("deviates", "count"),
         {"topic": "svartid", "group": "soker"}),
        ("  K1\n   deviates  group=søker ", "K1", ("deviates",), {"group": "søker"}),
        ("I07.p1", "I07.p1", (), {}),
        ("byggesaksloven-21-7", "byggesaksloven-21-7", (), {}),
        ("G1.a1 interval", "G1.a1", ("interval",), {}),
        ("kjøp-på_dør.æ meets", "kjøp-på_dør.æ", ("meets",), {}),
    ],
)  # fmt: skip
def test_a_target_with_words_and_options(
    text: str, target: str, words: tuple[str, ...], options: dict[str, str]
) -> None:
    found = parse_reference(text)
    assert found
    assert (found.target, found.words, found.options) == (target, words, options)
    assert (found.row, found.column) == ("", "")


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("svartid[Nyby, 2023]", "Nyby", "2023"),
        ("svartid[Nyby sentrum,2023 korrigert]", "Nyby sentrum", "2023 korrigert"),
        ("svartid[Sør-Nyby (ny), andel %]", "Sør-Nyby (ny)", "andel %"),
        ("svartid[ Nyby ,\n 2023 ]", "Nyby", "2023"),
    ],
)
def test_a_cell_by_row_and_column(text: str, row: str, column: str) -> None:
    found = parse_reference(text)
    assert found
    assert (found.target, found.row, found.column, found.words) == ("svartid", row, column, ())


@pytest.mark.parametrize("text", ["", " ", "=", "K1 group=", "K1 =soker", "[Nyby, 2023]", "«K1»", "{K1}", "§ 21-7"])
def test_what_is_no_reference(text: str) -> None:
    assert parse_reference(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Bare tekst.", ["Bare tekst."]),
        ("{{ K1 }}", ["K1"]),
        ("Før {{ K1\n meets }} midt {{ M1 }} etter", ["Før ", "K1", " midt ", "M1", " etter"]),
        ("{{K1}}{{M1}}", ["K1", "M1"]),
        ("{ K1 } og {{ K1", ["{ K1 } og {{ K1"]),
        ("{{ }} og {{ K1 }}", [None, " og ", "K1"]),
    ],
)
def test_a_text_is_split_into_words_and_references(text: str, expected: list[str | None]) -> None:
    found = [
        each.reference.target if each.reference else None if each.malformed else each.text for each in pieces(text)
    ]
    assert found == expected


TEXTS = st.lists(
    st.sampled_from(["{{", "}}", "{", "}", " ", "K1", "deviates", "group=soker", "[Nyby, 2023]", "\n", "æøå. "])
    | st.text(max_size=5)
).map("".join)


@given(TEXTS)
def test_the_pieces_make_up_the_text(text: str) -> None:
    found = list(pieces(text))
    assert "".join(each.text for each in found) == text
    assert all(text.startswith(each.text, each.offset) for each in found)
    assert all(each.text for each in found)
    assert not any(each.malformed and each.reference for each in found)


IDS = st.from_regex(r"[A-Za-zÆØÅæøå][A-Za-z0-9ÆØÅæøå._-]*", fullmatch=True)


@given(IDS, st.lists(IDS, max_size=3), st.dictionaries(IDS, IDS, max_size=2))
def test_a_reference_reads_back_as_written(target: str, words: list[str], options: dict[str, str]) -> None:
    inside = " ".join([target, *words, *(f"{key}={value}" for key, value in options.items())])
    (found,) = pieces(f"{{{{ {inside} }}}}")
    assert found.reference
    assert (found.reference.target, found.reference.words, found.reference.options) == (target, tuple(words), options)
