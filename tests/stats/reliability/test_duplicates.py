"""Duplicates: rows alike, keys that recur, and keys spelt in several ways."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import Duplicates, StatsError, duplicates
from auditlib.stats.reliability import Duplicate, normal_key

KEYS = ["2010/12", "2010/13", " 2010 - 0012", "2010/14", "2010/14", "2010/15", "2010/15", "2010/14", None]
AMOUNTS = [1, 2, 3, 4, 4, 5, 6, 7, 8]


def test_every_kind_with_its_places() -> None:
    found = duplicates(KEYS, {"beløp": AMOUNTS})
    assert found.groups == (
        Duplicate("spelling", ("2010/12", " 2010 - 0012"), ("1", "3")),
        Duplicate("record", ("2010/14", "2010/14"), ("4", "5")),
        Duplicate("key", ("2010/14", "2010/14"), ("4", "8")),
        Duplicate("key", ("2010/15", "2010/15"), ("6", "7")),
    )
    assert (found.n, found.distinct, found.distinct_near, found.unkeyed) == (8, 5, 4, ("9",))
    assert found.places == ("1", "3", "4", "5", "8", "6", "7")
    assert [found.surplus(kind) for kind in ("record", "key", "spelling")] == [1, 2, 1]
    assert found.explain().sentence == (
        "Av 8 rader: 1 gjentar en annen i alt (4=5); 2 har nøkkelen til en annen, men et annet innhold (4=8, 6=7); "
        "1 har en nøkkel som bare er skrevet annerledes enn i en annen (1=3). 1 rad uten nøkkel er ikke med."
    )


@pytest.mark.parametrize(
    "spellings",
    [
        ["2010/0012", " 2010 - 12", "2010–12", "2010/12 ", "2010\u00a0/\u00a012"],
        ["K 0301", "k301", "K\t301"],
        ["Åse-1", "A\u030ase - 1", "åse/1"],
        ["0", "00", "000"],
    ],
)
def test_spellings_of_one_key(spellings: list[str]) -> None:
    assert len({normal_key(each) for each in spellings}) == 1
    found = duplicates(spellings)
    assert [group.kind for group in found.groups] == ["spelling"]
    assert found.groups[0].labels == tuple(str(place) for place in range(1, len(spellings) + 1))


@pytest.mark.parametrize(("one", "other"), [("2010/12", "2010/120"), ("1/23", "12/3"), ("A1", "B1"), ("10", "100")])
def test_keys_that_are_not_one(one: str, other: str) -> None:
    assert normal_key(one) != normal_key(other)
    assert not duplicates([one, other]).flagged


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=50))
def test_rows_less_distinct_keys_is_the_surplus(keys: list[int]) -> None:
    found = duplicates(keys)
    assert found.surplus("record") == len(keys) - len(set(keys))
    assert found.surplus("key") == found.surplus("spelling") == 0
    assert found.flagged == (len(set(keys)) < len(keys))


@given(st.text(min_size=1).filter(str.strip))
def test_a_normal_key_is_its_own(key: str) -> None:
    assert normal_key(normal_key(key)) == normal_key(key)


def test_no_duplicates() -> None:
    found = duplicates(["a", "b"], {"x": [None, None]})
    assert isinstance(found, Duplicates)
    assert (found.flagged, found.places) == (False, ())
    assert found.explain("en").sentence == "Among 2 rows no key is used twice, nor spelt in another way."


@pytest.mark.parametrize(
    ("keys", "columns", "words"),
    [
        ([], None, "keys"),
        ([1.5], None, "keys"),
        ([True], None, "keys"),
        (["a"], {"x": [1, 2]}, "one value for each of the 1 rows"),
        (["a"], {"x": [math.nan]}, "columns"),
        (["a"], {"x": [[1]]}, "columns"),
    ],
)
def test_bad_input(keys: list[object], columns: dict[str, list[object]] | None, words: str) -> None:
    with pytest.raises(StatsError, match=words):
        duplicates(keys, columns)  # type: ignore[arg-type]
