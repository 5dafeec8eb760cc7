"""JSON-stat 2.0 is read as it is written, whatever its shape; what is broken is refused."""

import json
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.fetch.cube import Unreadable, put_together
from auditlib.fetch.jsonstat import read_jsonstat
from auditlib.fetch.selection import split

CODES = st.lists(st.text("0123456789AÅæ_-", min_size=1, max_size=4), min_size=1, max_size=4, unique=True)
FIGURES = st.none() | st.integers(-(10**12), 10**12) | st.decimals("-1e6", "1e6", places=2, allow_nan=False)
MARKS = st.sampled_from([".", "..", ":", "*", "k"])


@st.composite
def data_sets(draw: st.DrawFn) -> tuple[dict[str, Any], dict[tuple[str, ...], tuple[Decimal | None, str]]]:
    """A data set, written in one of the ways the format allows, and its cells by their codes."""
    names = draw(st.lists(st.text("ABCæ", min_size=1, max_size=3), min_size=1, max_size=4, unique=True))
    codes = [draw(CODES) for _ in names]
    cells: dict[tuple[str, ...], tuple[Decimal | None, str]] = {}
    for each in product(*codes):
        figure = draw(FIGURES)
        known = None if figure is None else Decimal(figure)
        cells[each] = (known, draw(MARKS) if known is None else "")
    figures, marks = [value for value, _ in cells.values()], [mark for _, mark in cells.values()]
    sparse, listed = draw(st.booleans()), draw(st.booleans())
    data = {
        "version": "2.0", "class": "dataset", "label": "T", "id": names, "size": [len(each) for each in codes],
        "dimension": {name: described(draw, each) for name, each in zip(names, codes, strict=True)},
        "value": {str(n): v for n, v in enumerate(figures) if v is not None} if sparse else figures,
        "status": [mark or None for mark in marks] if listed else {str(n): m for n, m in enumerate(marks) if m},
    }  # fmt: skip
    return data, cells


def described(draw: st.DrawFn, codes: list[str]) -> dict[str, Any]:
    """A dimension: its codes by place or in a list, or by label alone where there is one."""
    form = draw(st.sampled_from(["mapping", "list", "label"] if len(codes) == 1 else ["mapping", "list"]))
    index: Any = {code: number for number, code in enumerate(codes)}
    category = {"mapping": {"index": dict(sorted(index.items()))}, "list": {"index": codes}, "label": {}}[form]
    return {"label": "D", "category": {**category, "label": {code: f"n {code}" for code in codes}}}


def written(data: Any) -> bytes:
    """Write JSON; figures keep their digits."""
    return json.dumps(data, ensure_ascii=False, default=float).encode()


@given(data_sets(), st.booleans())
def test_every_cell_is_found_by_its_codes(made: tuple[Any, Any], bom: bool) -> None:
    data, cells = made
    cube = read_jsonstat((b"\xef\xbb\xbf" if bom else b"") + written(data))
    assert [each.code for each in cube.dimensions] == data["id"]
    find = cube.finder()
    assert cube.size == len(cells)
    for codes, (value, mark) in cells.items():
        place = find(dict(zip(data["id"], codes, strict=True)))
        found = cube.values[place]
        assert (found is None) == (value is None)
        assert found is None or float(found) == float(value)
        assert cube.marks.get(place, "") == mark
    assert all(each.label_of(code) == f"n {code}" for each in cube.dimensions for code in each.codes)


@given(data_sets(), st.integers(1, 6))
def test_a_split_selection_put_together_is_the_whole(made: tuple[Any, Any], most: int) -> None:
    data, _ = made
    whole = read_jsonstat(written(data))
    parts = split({each.code: each.codes for each in whole.dimensions}, most)
    find = whole.finder()
    pieces = []
    for part in parts:
        places = [find(dict(zip(part, codes, strict=True))) for codes in product(*part.values())]
        assert len(places) <= most
        status = {str(n): whole.marks[place] for n, place in enumerate(places) if place in whole.marks}
        dimension = {name: {"category": {"index": list(codes)}} for name, codes in part.items()}
        told = {"id": list(part), "size": [len(each) for each in part.values()], "dimension": dimension,
                "value": [whole.values[place] for place in places], "status": status}  # fmt: skip
        pieces.append(read_jsonstat(written(told)))
    again = put_together(pieces)
    find_again = again.finder()
    for codes, place in whole.cells():
        at = find_again(dict(zip((each.code for each in whole.dimensions), codes, strict=True)))
        assert again.marks.get(at) == whole.marks.get(place)
        assert (again.values[at] is None) == (whole.values[place] is None)
        assert again.values[at] is None or float(again.values[at]) == float(whole.values[place] or 0)


SMALL: dict[str, Any] = {
    "version": "2.0", "class": "dataset", "id": ["A", "B"], "size": [1, 2],
    "dimension": {"A": {"category": {"index": ["a"]}}, "B": {"category": {"index": {"x": 0, "y": 1}}}},
    "value": [1.50, None], "status": {"1": ":"},
}  # fmt: skip


def test_figures_keep_their_digits() -> None:
    raw = written({**SMALL, "value": [1, None]}).replace(b"[1, null]", b"[0.1000000000000000055, null]")
    assert read_jsonstat(raw).values == (Decimal("0.1000000000000000055"), None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": [1]}, "there are 1 figures and room for 2"),
        ({"value": [1, 2, 3]}, "there are 3 figures and room for 2"),
        ({"value": ["1", None]}, "figure 0 is not a number: 1"),
        ({"value": [True, None]}, "figure 0 is not a number: True"),
        ({"value": [10**40, None]}, "figure 0 is beyond all measure"),
        ({"value": {"9" * 5000: 1}}, "is no place among 2 cells"),
        ({"value": None}, "there is no `value`"),
        ({"value": {"2": 1}}, "`2` is no place among 2 cells"),
        ({"value": {"-1": 1}}, "`-1` is no place among 2 cells"),
        ({"size": [1, 3]}, "dimension B has 2 codes and says 3"),
        ({"size": [1]}, "`id` and `size` do not name the same dimensions"),
        ({"id": ["A", "A"]}, "`id` and `size` do not name the same dimensions"),
        ({"id": "AB"}, "`id` or `size` is no list"),
        ({"dimension": {"A": SMALL["dimension"]["A"]}}, "dimension B is missing"),
        ({"dimension": {**SMALL["dimension"], "B": {"category": {"index": {"x": 0, "y": 2}}}}}, "are not 0 to 1"),
        ({"dimension": {**SMALL["dimension"], "B": {"category": {"index": ["x", "x"]}}}}, "the same one twice"),
        ({"dimension": {**SMALL["dimension"], "B": {"category": {"index": []}}}}, "has no codes"),
        ({"status": [":", ":", ":"]}, "there are 3 statuses for 2 cells"),
        ({"status": {"9": ":"}}, "`9` is no place among 2 cells"),
        ({"status": 3}, "`status` has another form"),
        ({"class": "collection"}, "it is no JSON-stat data set"),
        ({"dimension": []}, "`dimension` is missing"),
    ],
)
def test_what_is_broken_is_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(Unreadable, match=reason.replace("(", r"\(").replace(")", r"\)")):
        read_jsonstat(written({**SMALL, **change}))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is not JSON"),
        (b'{"id": ["A"], "value": [1.2', "it is not JSON"),
        (b"[" * 100_000, "it is nested too deep"),
        (b'{"id": [], "id": []}', "a key stands twice"),
        (b'{"id": [NaN]}', "NaN is no number"),
        (b"<html></html>", "it is a page for people and no figures"),
        (b"\xff\xfe{}", "it is not UTF-8: byte 0xFF at 0"),
        (b"[1, 2]", "it is no JSON-stat data set"),
        (b'{"id": ["A"], "size": [99999999], "dimension": {"A": {}}}', "`category` of A is missing"),
    ],
)
def test_what_is_no_data_set_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_jsonstat(raw)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
                        ["id", "size", "dimension", "A", "category", "index", "label", "value", "status", "class",
                         "role", "time", "extension", "unit", "note"]), inner, max_size=4), max_leaves=12),
       st.sampled_from(sorted(SMALL)))  # fmt: skip
def test_nothing_but_a_refusal_comes_of_nonsense(nonsense: Any, key: str) -> None:
    for data in (nonsense, {**SMALL, key: nonsense}, {**SMALL, "role": nonsense},
                 {**SMALL, "dimension": {**SMALL["dimension"], "A": {"category": nonsense}}},
                 {**SMALL, "dimension": {**SMALL["dimension"], "A": {"category": {"index": ["a"], "label": nonsense,
                                                                                 "unit": nonsense}}}}):  # fmt: skip
        try:
            cube = read_jsonstat(json.dumps(data).encode())
        except Unreadable:
            continue
        assert len(cube.values) == cube.size


def test_numbers_in_the_norwegian_way() -> None:
    from auditlib.fetch.layout import written as cell

    told = [("12.5", 1), ("12.50", None), ("12", 2), ("0.25", 1), ("-0.5", 0), ("-0", None), ("1E+3", 0)]
    told.append(("1234567.1", 1))
    assert [cell(Decimal(value), decimals) for value, decimals in told] == [
        "12,5", "12,5", "12,00", "0,25", "-0,5", "0", "1000", "1234567,1",
    ]  # fmt: skip
