"""Identity numbers of every kind are found wherever they stand; Norwegian figures are not taken for them."""
# ruff: noqa: RUF001

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer, kontonr

from auditlib.leaks import Category, Secrets, find_leaks
from auditlib.leaks.identity import identity_kind, is_account
from tests.leaks.made import FIRST, SECOND, account, groupings, identity, weighted

# Skatteetaten's own examples of numbers from 2032.
OFFICIAL = ("02013299997", "02013299903", "02013299806", "30108299920", "30108299939")

days, months, years = st.integers(1, 28), st.integers(1, 12), st.integers(0, 99)
serials = st.integers(0, 980)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    """A number of any kind: plain, D, H, synthetic, both at once, by today's control or that of 2032."""
    day = draw(days) + draw(st.sampled_from([0, 40]))
    month = draw(months) + draw(st.sampled_from([0, 40, 65, 80]))
    date = f"{day:02}{month:02}{draw(years):02}"
    return identity(date, draw(serials), draw(st.integers(0, 3)))


def found_in(text: str) -> list[Category]:
    return [each.category for each in find_leaks(text.encode(), "html", Secrets())]


words = st.sampled_from(
    [
        "I 2010",
        "sa hun",
        "§ 4-3",
        "kr 1 234,50",
        "12,5 prosent",
        "<b>x</b>",
        "<td>9</td>",
        "&amp;",
        "F12",
        "sak 10/38211-4,",
    ]
)


@given(identity_numbers(), st.lists(words, max_size=4), st.lists(words, max_size=4), st.data())
def test_a_number_is_found_in_any_surroundings(
    number: str, before: list[str], after: list[str], data: st.DataObject
) -> None:
    written = data.draw(st.sampled_from(list(groupings(number))))
    place = data.draw(
        st.sampled_from(
            ["<p>{}: {} {}</p>", "<p title='{}: {} {}'></p>", "<!-- {}: {} {} -->", "<td>{}<br>: {}<br>: {}"]
        )
    )
    text = place.format(" ".join(before).replace("<", "&lt;"), f"«{written}»", " ".join(after).replace("<", "&lt;"))
    assert Category.IDENTITY in found_in(text)


@given(identity_numbers(), st.data())
def test_a_number_is_found_whatever_hides_between_its_digits(number: str, data: st.DataObject) -> None:
    hiders = st.sampled_from(
        ["", "\u200b", "\u00ad", "\u2060", "&#8203;", "&zwj;", "<b>", "</b>", "<i></i>", "<!-- -->", "&shy;", "<wbr>"]
    )
    zero = data.draw(st.sampled_from("0０٠०𝟎"))
    digits = "".join(chr(ord(zero) + int(each)) + data.draw(hiders) for each in number)
    assert found_in(f"<p>Hun er {digits} her</p>") == [Category.IDENTITY]


amounts = st.integers(0, 10**12)
sides = st.sampled_from(["", " ", "kr ", "(", "«", "LOV-", "§ ", "sak 12/", "F"])


def grouped(value: int, by: str) -> str:
    return f"{value:,}".replace(",", by)


@given(
    amounts,
    st.sampled_from([" ", "\u00a0", "\u202f", ".", ""]),
    sides,
    st.sampled_from(["", ",5", " kroner", " prosent", "–12", ")"]),
)
def test_a_formatted_number_is_only_taken_for_one_by_its_control_digits(
    value: int, by: str, before: str, after: str
) -> None:
    text = f"{before}{grouped(value, by)}{after}"
    if Category.IDENTITY in found_in(f"<p>{text}</p>"):
        # The chance is in the eleven digits themselves, and no other number is ever taken.
        runs = re.findall(r"\d+", re.sub(r"(?<=\d)[ .\u00a0\u202f](?=\d)", "", text))
        eleven = [each for each in runs if len(each) == 11]
        assert any(weighted(each[:10], SECOND) % 11 == -int(each[10]) % 11 for each in eleven)
        assert any((weighted(each[:9], FIRST) + int(each[9])) % 11 <= 3 for each in eleven)


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=6),
    st.sampled_from([", ", " og ", "; ", " – ", "</td><td>", "</p><p>"]),
)
def test_numbers_beside_each_other_are_not_put_together(values: list[int], between: str) -> None:
    text = between.join(grouped(each, "\u00a0") for each in values)
    if between != " – ":
        assert Category.IDENTITY not in found_in(f"<p>{text}</p>")


@given(identity_numbers())
def test_plain_numbers_are_those_of_another_library(number: str) -> None:
    kind = identity_kind(number)
    assert kind
    if kind in ("fødselsnummer", "D-number", "H-number or synthetic number") and fodselsnummer.is_valid(number):
        assert "2032" not in kind
    assert is_account(number)


@given(st.integers(0, 10**11 - 1))
def test_whatever_another_library_accepts_is_found(value: int) -> None:
    number = f"{value:011}"
    if fodselsnummer.is_valid(number):
        assert identity_kind(number)
    if not number.startswith("0000"):  # old numbers of the postal bank, with a control of their own
        assert is_account(number) is kontonr.is_valid(number)


@pytest.mark.parametrize("number", OFFICIAL)
def test_the_official_examples_of_2032(number: str) -> None:
    assert identity_kind(number)
    assert found_in(f"<p>{number}</p>") == [Category.IDENTITY]


@pytest.mark.parametrize(
    ("date", "kind"),
    [
        ("010190", "fødselsnummer"),
        ("410190", "D-number"),
        ("014190", "H-number or synthetic number"),
        ("016690", "synthetic number"),
        ("018190", "synthetic number"),
        ("718190", "D-number, synthetic number"),
        ("812345", "FH-number"),
    ],
)
def test_the_kind_is_named(date: str, kind: str) -> None:
    assert identity_kind(identity(date, 100)) == kind


@pytest.mark.parametrize(
    "date",
    ["000190", "320190", "310490", "300290", "011390", "015390", "016490", "018090", "019390", "720190", "400190"],
)
def test_no_date_is_no_number(date: str) -> None:
    assert identity_kind(identity(date, 100)) == ""


def test_how_many_account_numbers_look_like_one() -> None:
    kinds = [identity_kind(account(f"{number:010}")) for number in range(0, 10**10 - 20, 1_000_003)]
    assert 0.09 < sum(map(bool, kinds)) / len(kinds) < 0.14
    assert 0.003 < sum(kind in ("fødselsnummer", "D-number") for kind in kinds) / len(kinds) < 0.02


def test_an_account_that_looks_like_one_is_not_certain() -> None:
    number = identity("010190", 200)
    (leak,) = find_leaks(f"<p>{number[:4]}.{number[4:6]}.{number[6:]}</p>".encode(), "html", Secrets())
    assert (leak.category, leak.certain) == (Category.IDENTITY, False)
