"""Draws come out the same from the same list, seed and method, and each case as often as the design says."""

import hashlib
import itertools
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.stats import StatsError, draw_differences, draw_sample, replace_unit

TIME = "2010-06-30T09:00:00+02:00"
IDS = [f"2010/{number:03}" for number in range(1, 61)]
STRATA = {name: "øst" if place < 40 else "vest" for place, name in enumerate(IDS)}
SIZES = {name: Decimal(place + 1) for place, name in enumerate(IDS)}
LISTS = st.lists(st.text("abcæøå0123456789-/", min_size=1, max_size=6), min_size=1, max_size=40, unique=True)
KNOWN = {
    "simple": ("2010/002", "2010/020", "2010/026", "2010/044"),
    "systematic": ("2010/011", "2010/026", "2010/041", "2010/056"),
    "stratified": ("2010/001", "2010/005", "2010/027", "2010/045"),
    "pps": ("2010/027", "2010/041", "2010/051", "2010/059"),
}


def test_simple_is_what_the_documentation_says() -> None:
    """The lowest SHA-256 of seed, purpose and id: a colleague needs no Python of ours."""
    order = sorted(IDS, key=lambda name: hashlib.sha256(f"20100630\nsimple\n{name}".encode()).hexdigest())
    found = draw_sample(IDS, 18, 20100630, TIME)
    assert found.ids == tuple(sorted(order[:18]))
    assert found.population_hash == hashlib.sha256("".join(f"{name}\n" for name in sorted(IDS)).encode()).hexdigest()
    assert (found.population, found.seed, found.method, found.time) == (60, 20100630, "simple", TIME)


def test_the_same_ids_in_every_version() -> None:
    """Written down once: a change here breaks every draw that has been published."""
    assert draw_sample(IDS, 4, 1, TIME).ids == KNOWN["simple"]
    assert draw_sample(IDS, 4, 1, TIME, "systematic").ids == KNOWN["systematic"]
    assert draw_sample(IDS, 4, 1, TIME, "stratified", strata=STRATA).ids == KNOWN["stratified"]
    assert draw_sample(IDS, 4, 1, TIME, "pps", sizes=SIZES).ids == KNOWN["pps"]


@given(LISTS, st.data())
@settings(max_examples=60)
def test_order_does_not_matter_where_it_should_not(ids: list[str], data: st.DataObject) -> None:
    n, seed = data.draw(st.integers(1, len(ids))), data.draw(st.integers(0, 2**70))
    shuffled = data.draw(st.permutations(ids))
    strata = {name: str(len(name) % 2) for name in ids}
    assert draw_sample(ids, n, seed, TIME) == draw_sample(shuffled, n, seed, TIME)
    assert draw_sample(ids, n, seed, TIME, "stratified", strata=strata) == draw_sample(
        shuffled, n, seed, TIME, "stratified", strata=strata
    )
    larger = draw_sample(ids, min(n + 1, len(ids)), seed, TIME)
    assert set(draw_sample(ids, n, seed, TIME).ids) <= set(larger.ids)


@given(LISTS, st.sampled_from(["simple", "systematic", "pps"]), st.data())
@settings(max_examples=60)
def test_n_different_cases_and_the_same_again(ids: list[str], method: str, data: st.DataObject) -> None:
    n, seed = data.draw(st.integers(1, len(ids))), data.draw(st.integers(0, 10**6))
    sizes = {name: data.draw(st.integers(1, 50)) for name in ids} if method == "pps" else None
    found = draw_sample(ids, n, seed, TIME, method, sizes=sizes)  # type: ignore[arg-type]
    assert len(set(found.ids)) == n
    assert set(found.ids) <= set(ids)
    assert draw_differences(found, ids, sizes=sizes) == []


@given(st.lists(st.integers(0, 100), min_size=1, max_size=20), st.integers(0, 10**6), st.data())
@settings(max_examples=100)
def test_pps_takes_the_large_for_certain_and_none_of_size_zero(
    sizes: list[int], seed: int, data: st.DataObject
) -> None:
    positive = sum(size > 0 for size in sizes)
    if not positive:
        return
    n = data.draw(st.integers(1, positive))
    weights = {f"s{place:02}": size for place, size in enumerate(sizes)}
    taken = set(draw_sample(list(weights), n, seed, TIME, "pps", sizes=weights).ids)
    assert len(taken) == n
    for name, size in weights.items():
        assert name not in taken or size > 0
        assert name in taken or size * n < sum(sizes)


def test_pps_inclusion_follows_size() -> None:
    """Over 4 000 seeds each case is drawn within four standard deviations of n times its share."""
    weights = {"a": 10, "b": 20, "c": 5, "d": 40, "e": 25}
    seeds = 4000
    counted = Counter(
        name for seed in range(seeds) for name in draw_sample(list(weights), 2, seed, TIME, "pps", sizes=weights).ids
    )
    for name, size in weights.items():
        p = 2 * size / 100
        assert abs(counted[name] - seeds * p) < 4 * (seeds * p * (1 - p)) ** 0.5


@pytest.mark.parametrize("method", ["simple", "systematic"])
def test_every_case_has_the_same_chance(method: str) -> None:
    ids, seeds = [f"s{number}" for number in range(7)], 3500
    counted = Counter(name for seed in range(seeds) for name in draw_sample(ids, 3, seed, TIME, method).ids)  # type: ignore[arg-type]
    p = 3 / 7
    assert all(abs(counted[name] - seeds * p) < 4 * (seeds * p * (1 - p)) ** 0.5 for name in ids)


@given(st.integers(1, 200), st.data())
@settings(max_examples=60)
def test_systematic_steps_are_even(size: int, data: st.DataObject) -> None:
    ids = [f"s{place}" for place in range(size)]
    n = data.draw(st.integers(1, size))
    places = [int(name[1:]) for name in draw_sample(ids, n, data.draw(st.integers(0, 999)), TIME, "systematic").ids]
    step = Fraction(size, n)
    assert all(abs(after - before - step) < 1 for before, after in itertools.pairwise(places))


def test_stratified_shares() -> None:
    found = draw_sample(IDS, 10, 3, TIME, "stratified", strata=STRATA)
    assert found.allocation == (("vest", 3), ("øst", 7))
    assert Counter(STRATA[name] for name in found.ids) == {"vest": 3, "øst": 7}
    told = draw_sample(IDS, 10, 3, TIME, "stratified", strata=STRATA, allocation={"øst": 5, "vest": 5})
    assert Counter(STRATA[name] for name in told.ids) == {"vest": 5, "øst": 5}
    assert draw_differences(told, IDS, strata=STRATA) == []


@pytest.mark.parametrize("method", ["simple", "systematic", "stratified", "pps"])
def test_a_replacement_leaves_a_trace(method: str) -> None:
    by = {"strata": STRATA if method == "stratified" else None, "sizes": SIZES if method == "pps" else None}
    first = draw_sample(IDS, 12, 5, TIME, method, **by)  # type: ignore[arg-type]
    out = first.ids[4]
    second = replace_unit(first, IDS, out, "mappen finnes ikke", TIME, by["strata"])  # type: ignore[arg-type]
    record = second.replacements[0]
    assert (record.out, record.reason, record.time) == (out, "mappen finnes ikke", TIME)
    assert record.into not in first.ids
    assert second.ids == tuple(record.into if name == out else name for name in first.ids)
    third = replace_unit(second, IDS, record.into, "unntatt", TIME, by["strata"])  # type: ignore[arg-type]
    assert third.replacements[1].into not in {*first.ids, record.into}
    assert draw_differences(third, IDS, **by) == []  # type: ignore[arg-type]
    if method == "stratified":
        assert STRATA[out] == STRATA[record.into]
    assert "2 av dem ble erstattet" in third.explain().sentence


def test_a_larger_simple_draw_begins_with_the_replacement() -> None:
    drawn = draw_sample(IDS, 5, 9, TIME)
    next_one = replace_unit(drawn, IDS, drawn.ids[0], "finnes ikke", TIME).replacements[0].into
    assert set(draw_sample(IDS, 6, 9, TIME).ids) - set(drawn.ids) == {next_one}


def test_what_differs_is_told() -> None:
    found = draw_sample(IDS, 6, 7, TIME)
    assert draw_differences(found, IDS[1:])[0] == "population: the record says 60, the list gives 59"
    swapped = [*IDS[:-1], "2010/999"]
    assert draw_differences(found, swapped)[0].startswith("hash: the record says")
    systematic = draw_sample(IDS, 6, 7, TIME, "systematic")
    assert draw_differences(systematic, IDS[::-1])[0].startswith("hash")
    shuffled = Random(1).sample(IDS, len(IDS))
    assert draw_differences(found, shuffled) == []


def test_the_time_is_the_callers() -> None:
    assert draw_sample(IDS, 1, 1, datetime(2010, 6, 30, 7, tzinfo=UTC)).time == "2010-06-30T07:00:00+00:00"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"seed": None}, "seed = None"),
        ({"seed": -1}, "seed = -1"),
        ({"seed": 1.5}, "seed = 1.5"),
        ({"seed": "i dag"}, "seed = 'i dag'"),
        ({"seed": True}, "seed = True"),
        ({"n": 0}, "n = 0"),
        ({"n": 61}, "at most the 60 cases"),
        ({"n": 2.5}, "n = 2.5"),
        ({"ids": []}, "a list of case ids"),
        ({"ids": "abc"}, "a list of case ids"),
        ({"ids": ["a", "a"]}, "stands twice"),
        ({"ids": ["a", " "]}, "not empty"),
        ({"ids": ["a", 17]}, "ids = 17"),
        ({"time": "i går"}, "ISO 8601"),
        ({"time": "2010-06-30T09:00:00"}, "offset from UTC"),
        ({"method": "random"}, "one of simple"),
        ({"method": "stratified"}, "the stratum of every id"),
        ({"method": "stratified", "strata": {"2010/001": "a"}}, "the stratum of 2010/002"),
        ({"method": "stratified", "strata": STRATA, "allocation": {"øst": 1, "vest": 1}}, "add up to n, 12"),
        ({"method": "stratified", "strata": STRATA, "allocation": {"øst": 12}}, "a number for each of"),
        ({"method": "stratified", "strata": STRATA, "n": 25, "allocation": {"øst": 0, "vest": 25}}, "at most the 20"),
        ({"method": "pps"}, "the size of every id"),
        ({"method": "pps", "sizes": SIZES | {"2010/002": -1}}, r"sizes\[2010/002\] = -1"),
        ({"method": "pps", "sizes": SIZES | {"2010/002": float("nan")}}, r"sizes\[2010/002\] = nan"),
        ({"method": "pps", "sizes": dict.fromkeys(IDS, 0)}, "at most the 0 cases"),
    ],
)
def test_what_is_refused(changed: dict[str, object], said: str) -> None:
    arguments = {"ids": IDS, "n": 12, "seed": 1, "time": TIME} | changed
    with pytest.raises(StatsError, match=said):
        draw_sample(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("out", "reason", "ids", "said"),
    [
        ("2010/999", "finnes ikke", IDS, "one of the drawn ids"),
        (None, " ", IDS, "why the case could not be used"),
        (None, "finnes ikke", IDS[:-1], "the list of 60"),
    ],
)
def test_replacements_that_are_refused(out: str | None, reason: str, ids: list[str], said: str) -> None:
    drawn = draw_sample(IDS, 12, 1, TIME)
    with pytest.raises(StatsError, match=said):
        replace_unit(drawn, ids, out or drawn.ids[0], reason, TIME)


def test_nothing_left_to_replace_with() -> None:
    drawn = draw_sample(IDS, 60, 1, TIME)
    with pytest.raises(StatsError, match="every case of its list has been drawn"):
        replace_unit(drawn, IDS, IDS[0], "finnes ikke", TIME)


def test_words() -> None:
    found = draw_sample(IDS, 18, 20100630, TIME, "systematic")
    assert found.explain().sentence == (
        "Vi trakk 18 saker med fast avstand fra en tilfeldig start blant 60, med frø 20100630 "
        "(2010-06-30T09:00:00+02:00)."
    )
    assert found.population_hash in found.explain("en").formula
    assert found.explain("nn").sentence.startswith("Vi trekte 18 saker med fast avstand")
