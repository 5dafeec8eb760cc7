"""Stamps: what is laid out otherwise has the same, what says something else has another."""

import json
import re
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.criteria import Criteria
from auditlib.dates import Day
from auditlib.files.yaml import parse_yaml
from auditlib.items import Item
from auditlib.stamps import short, stamp
from tests.builders import FILES, Nyby

CRITERIA = FILES["criteria/nyby/criteria.yaml"]
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=5,
)


def first_criterion(text: str) -> Item:
    read = parse_yaml(text, "criteria.yaml", Criteria, problems := [])
    assert read, problems
    return read.criteria[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    title: Tolv ukers frist\n", "    title:   'Tolv ukers  frist'   # en merknad\n"),
        ("derivation: Loven setter en frist.", "derivation: >-\n      Loven setter\n      en frist."),
        ("questions: [P1]", "questions:\n      - P1"),
        ("    title: Tolv ukers frist\n    derivation: Loven setter en frist.",
         "    derivation: Loven setter en frist.\n    title: Tolv ukers frist"),
        ("criteria:\n", "# Kriteriene\n\ncriteria:\n"),
    ],
)  # fmt: skip
def test_cosmetic_edits_keep_the_stamp(old: str, new: str) -> None:
    assert old in CRITERIA
    assert first_criterion(CRITERIA.replace(old, new, 1)).stamp == first_criterion(CRITERIA).stamp


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tolv ukers frist", "Tolv ukers Frist"),
        ("from: 2010-07-01", "from: 2010-07"),
        ("to: open", "to: 2030-01-01"),
        ("modality: must", "modality: should"),
        ("provisions: [byggesaksloven-21-7]", "provisions: [byggesaksloven-21-8]"),
        ("value: 84", "value: 85"),
    ],
)
def test_real_edits_change_the_stamp(old: str, new: str) -> None:
    assert old in CRITERIA
    assert first_criterion(CRITERIA.replace(old, new, 1)).stamp != first_criterion(CRITERIA).stamp


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("[Svaret kom sent.]", "[Svaret  kom\nsent.]", True),
        ("[Svaret kom sent.]", "Før. [Svaret kom sent.]", True),
        ("[Svaret kom sent.]", "[Svaret kom seint.]", False),
        ("stance=deviates", "stance=mixed", False),
        ("topic=svartid ", "", False),
    ],
)
def test_a_passage_is_stamped_by_what_is_said_and_how_it_is_coded(nyby: Nyby, old: str, new: str, same: bool) -> None:
    before = nyby.mapped().register["I02.p1"].stamp
    nyby.change("I02.md", old, new)
    assert (nyby.mapped().register["I02.p1"].stamp == before) is same


@given(st.dictionaries(st.text(max_size=3), PLAIN, max_size=4), st.randoms())
def test_the_order_of_keys_does_not_matter(content: dict[str, object], random: Random) -> None:
    keys = list(content)
    random.shuffle(keys)
    assert stamp({key: content[key] for key in keys}) == stamp(content)


@given(st.text(), st.sampled_from([" ", "\n", "\u00a0", " \n  "]))
def test_white_space_around_and_between_words_does_not_matter(text: str, space: str) -> None:
    assert stamp(space + re.sub(r"\s+", space, text) + space) == stamp(text)


@given(PLAIN, PLAIN)
def test_other_content_has_another_stamp(one: object, other: object) -> None:
    same = json.dumps(_folded(one), sort_keys=True) == json.dumps(_folded(other), sort_keys=True)
    assert (stamp(one) == stamp(other)) is same


def _folded(value: object) -> object:
    if isinstance(value, str):
        return re.sub(r"\s+", " ", value).strip()
    if isinstance(value, dict):
        return {key: _folded(each) for key, each in value.items()}
    return [_folded(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("value", [1, 1.5, True, None, ["a"], {"a": "b"}])
def test_a_value_is_not_the_text_that_shows_it(value: object) -> None:
    assert stamp(value) != stamp(str(value))


def test_what_json_does_not_know_is_stamped_as_its_text() -> None:
    assert stamp([Day.read("2024-05")]) == stamp(["2024-05"])


def test_the_short_form_is_the_beginning() -> None:
    full = stamp(["Nyby"])
    assert len(full) == 64
    assert full.startswith(short(full))
    assert len(short(full)) == 12


def test_every_kind_of_white_space_is_folded_as_it_always_was() -> None:
    marks = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x3100)]))
    text = " ".join(f"{each}x{each}{each}" for each in marks)
    canonical = json.dumps([re.sub(r"\s+", " ", text).strip()], ensure_ascii=False)
    assert stamp([text]) == sha256(canonical.encode()).hexdigest()
