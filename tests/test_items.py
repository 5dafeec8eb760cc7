"""Fields read text strictly: `0301` keeps its zero, `no` stays a word, and nothing is guessed."""

from typing import Any

import pytest
from pydantic import ValidationError

from auditlib.items import DayField, EndField, Flag, Identifier, Item, MunicipalityNumber, Real, Whole, is_identifier


class Sample(Item):
    word: str | None = None
    id: Identifier | None = None
    day: DayField | None = None
    end: EndField = None
    flag: Flag | None = None
    whole: Whole | None = None
    real: Real | None = None
    number: MunicipalityNumber | None = None


def code_of(field: str, value: object) -> str:
    with pytest.raises(ValidationError) as error:
        Sample.model_validate({field: value})
    return error.value.errors()[0]["type"]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("word", "no", "no"),
        ("word", "0301", "0301"),
        ("word", "2024-05-12", "2024-05-12"),
        ("number", "0301", "0301"),
        ("flag", "true", True),
        ("flag", "false", False),
        ("whole", "3", 3),
        ("whole", "-12", -12),
        ("real", "0.67", 0.67),
        ("real", "84", 84.0),
        ("end", "open", None),
        ("id", "K4.5", "K4.5"),
        ("id", "årsrapport_2023-æøå", "årsrapport_2023-æøå"),
    ],
)
def test_text_is_read_as_its_type(field: str, text: str, value: object) -> None:
    read: Any = getattr(Sample.model_validate({field: text}), field)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        *(("flag", text, "Y108") for text in ("no", "yes", "True", "1", "")),
        *(("whole", text, "Y109") for text in ("3.0", "3,0", "1 498", "1e3", "tre", "", "+3", "0x1f", "٣", "1_000")),
        *(("real", text, "Y109") for text in ("0,67", ".5", "5.", "1e3", "nan", "inf", "67 %", "")),
        *(("number", text, "Y111") for text in ("301", "03010", "Nyby", "٠٣٠١", "")),
        *(("id", text, "Y110") for text in ("1K", "K 1", "K/1", "K#1", "", "-K", ".K", "K1\n", "K[1]", "K=1")),
        *(("day", text, "D201") for text in ("open", "2024-13", "12.05.2024", "2024-00", "")),
        ("end", "Open", "D201"),
    ],
)
def test_text_that_is_not_of_the_type_is_refused(field: str, text: str, code: str) -> None:
    assert code_of(field, text) == code


@pytest.mark.parametrize("field", ["word", "id", "day", "end", "flag", "whole", "real", "number"])
@pytest.mark.parametrize("value", [["3"], {"text": "2024", "first": "2024-01-01", "last": "2024-12-31"}])
def test_a_list_or_a_mapping_is_no_value(field: str, value: object) -> None:
    assert code_of(field, value) in {"string_type", "is_instance_of", "bool_type", "int_type", "float_type"}


def test_unknown_keys_are_refused_and_items_are_frozen() -> None:
    assert code_of("wrod", "x") == "extra_forbidden"
    with pytest.raises(ValidationError):
        Sample.model_validate({"word": "x"}).word = "y"  # type: ignore[misc]


def test_a_key_is_known_by_its_name_in_the_file_alone() -> None:
    from auditlib.sources import Provision

    with pytest.raises(ValidationError) as error:
        Provision.model_validate({"id": "a", "pinpoint": "§ 1", "start": "2010", "to": "open", "text": "x"})
    assert {each["type"] for each in error.value.errors()} == {"missing", "extra_forbidden"}


def test_dates_are_written_as_they_were_read() -> None:
    written = Sample.model_validate({"day": "2024-05", "end": "2030"}).model_dump(mode="json")
    assert (written["day"], written["end"]) == ("2024-05", "2030")
    assert Sample.model_validate({"end": "open"}).model_dump(mode="json")["end"] == "open"


def test_is_identifier() -> None:
    assert is_identifier("I07.p1")
    assert not is_identifier("7.p1")
