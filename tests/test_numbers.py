"""Norwegian numbers: read as printed, written as they should be."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.numbers import Number, format_number, format_percent, read_number, round_half_up

GROUP_SPACES = " \u00a0\u202f\u2009"
VALUES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)
DECIMALS = st.integers(min_value=0, max_value=6)


@pytest.mark.parametrize(
    ("text", "value", "decimals", "percent"),
    [
        ("0", "0", 0, False),
        ("83", "83", 0, False),
        ("4541", "4541", 0, False),
        ("1 498", "1498", 0, False),
        ("1\u00a0498", "1498", 0, False),
        ("1\u202f498", "1498", 0, False),
        ("1\u2009498", "1498", 0, False),
        ("12 345 678,90", "12345678.90", 2, False),
        ("29,0", "29.0", 1, False),
        ("0,05", "0.05", 2, False),
        ("48,6 %", "48.6", 1, True),
        ("48,6\u00a0%", "48.6", 1, True),
        ("48,6%", "48.6", 1, True),
        ("48,6 prosent", "48.6", 1, True),
        ("-3", "-3", 0, False),
        ("\u22123", "-3", 0, False),
        ("–3", "-3", 0, False),
        ("–1 498,5 %", "-1498.5", 1, True),
        ("+29,0", "29.0", 1, False),
        ("  7 ", "7", 0, False),
    ],
)
def test_reads_what_is_printed(text: str, value: str, decimals: int, percent: bool) -> None:
    assert read_number(text) == Number(Decimal(value), decimals, percent, text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "–", ":", "..", ".", "%", ",5", "5,", "ca. 40", "tolv", "40*", "40,8 1)"),
        *("1.498", "1,2,3", "12 34", "1 2345", "1234 567", "1  498", "1 498 5", "(45)", "- 3", "--3", "3-4"),
        *("0301", "00,5", "0 123", "1e3", "0x10", "٣", "²", "5 kr", "29 prosentpoeng", "1\n498", "9" * 101),
    ],
)
def test_refuses_what_is_not_a_norwegian_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (0, 2, "0,00"),
        (498, 0, "498"),
        (1498, 0, "1\u00a0498"),
        (14980, 0, "14\u00a0980"),
        (1234567, 0, "1\u00a0234\u00a0567"),
        (Decimal("1234.5"), 1, "1\u00a0234,5"),
        (Decimal("-3"), 0, "\u22123"),
        (Decimal("-12345.678"), 2, "\u221212\u00a0345,68"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("0.25"), 1, "0,3"),
        (Decimal("-0.25"), 1, "\u22120,3"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("9999.95"), 1, "10\u00a0000,0"),
        (Fraction(2, 3), 3, "0,667"),
        (10**40, 0, "10" + "\u00a0000" * 13),
    ],
)
def test_writes_the_norwegian_way(value: Decimal, decimals: int, text: str) -> None:
    assert format_number(value, decimals) == text


def test_running_text_may_group_from_five_digits() -> None:
    assert format_number(Decimal("1234.5"), 1, group_from=5) == "1234,5"
    assert format_number(12345, group_from=5) == "12\u00a0345"


def test_writes_percent_with_the_word() -> None:
    assert format_percent(Decimal("29"), 1) == "29,0 prosent"
    assert format_percent(Decimal("40.2459"), 1) == "40,2 prosent"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_refuses_to_write_what_is_no_number(value: Decimal) -> None:
    with pytest.raises((ValueError, OverflowError)):
        format_number(value)


@given(VALUES, DECIMALS, st.sampled_from([4, 5]))
def test_reading_what_was_written_gives_the_rounded_number(
    value: Decimal, decimals: int, group_from: int
) -> None:
    text = format_number(value, decimals, group_from=group_from)
    assert read_number(text) == Number(round_half_up(value, decimals), decimals, False, text)


@given(VALUES, DECIMALS)
def test_reading_a_written_percentage_gives_the_rounded_number(value: Decimal, decimals: int) -> None:
    number = read_number(format_percent(value, decimals))
    assert number is not None
    assert (number.value, number.percent) == (round_half_up(value, decimals), True)


@given(VALUES, DECIMALS)
def test_rounding_is_at_most_half_a_unit_off_and_halves_go_away_from_zero(
    value: Decimal, decimals: int
) -> None:
    off = Fraction(round_half_up(value, decimals)) - Fraction(value)
    half = Fraction(1, 2 * 10**decimals)
    assert abs(off) <= half
    if abs(off) == half:
        assert (off > 0) == (value > 0)


@given(st.integers(min_value=1000, max_value=10**12), st.sampled_from(GROUP_SPACES))
def test_any_space_may_stand_between_groups(value: int, space: str) -> None:
    number = read_number(f"{value:,}".replace(",", space))
    assert number is not None
    assert number.value == value


@given(st.text(alphabet="0123456789 ,.-+%\u2212–\u00a0", max_size=12))
def test_reading_never_fails_and_keeps_the_text(text: str) -> None:
    number = read_number(text)
    assert number is None or number.text == text
