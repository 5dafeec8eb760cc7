"""Bookmarks lead back to the items they are named after."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.word.names import Bookmarks, bookmark_name, item_of, items_by_name

ids = st.from_regex(r"[A-Za-zÆØÅæøå][\wÆØÅæøå.-]*", fullmatch=True)


READABLE = [("F12", "F12"), ("K5.7", "K5_2e7"), ("G1_a", "G1_5fa"), ("søker-1", "søker_2d1")]


@pytest.mark.parametrize(("item", "name"), READABLE)
def test_an_id_can_be_read(item: str, name: str) -> None:
    assert (bookmark_name(item), item_of(name)) == (name, item)


@given(ids)
def test_word_accepts_every_name_and_it_leads_back(item: str) -> None:
    name = bookmark_name(item)
    assert re.fullmatch(r"\w{1,40}", name)
    assert items_by_name([item])[name.lower()] == item
    assert item_of(name) in (item, "")


@pytest.mark.parametrize("name", ["_abc", "F_zz1", "F_ff", "", "F1 2", "_Toc123"])
def test_other_bookmarks_are_no_items(name: str) -> None:
    assert item_of(name) == ""


def test_names_that_differ_in_case_only_are_told_apart() -> None:
    bookmarks = Bookmarks()
    first, second = bookmarks.name("tabell1"), bookmarks.name("Tabell1")
    assert first.lower() != second.lower()
    found = items_by_name(["tabell1", "Tabell1"])
    assert found[second.lower()] == "Tabell1"
    assert bookmarks.name("tabell1") == first
