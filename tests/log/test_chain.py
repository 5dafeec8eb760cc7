"""Whatever two people append and merge verifies, and whatever is done to a log afterwards is seen."""

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.log import Act, read_log, record
from auditlib.log.entry import Entry, NotAnEntry, decode, encode
from tests.log.made import AUDIT, NAME, add, files, found_in, put, union

FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
fresh = itertools.count()


def folder_in(tmp_path: Path) -> Path:
    made = tmp_path / str(next(fresh))
    made.mkdir()
    return made


def codes(raw: bytes, heads: bytes) -> list[str]:
    return [each.code for each in found_in(raw, heads)]


@given(
    st.builds(
        Entry, st.integers(1, 10**9), st.just("2024-05-12T09:30:00Z"), WORDS, st.sampled_from(Act),
        st.lists(WORDS).map(tuple), st.dictionaries(WORDS, WORDS), st.just(("a" * 64,)), WORDS,
    )
)  # fmt: skip
def test_what_is_written_is_read(entry: Entry) -> None:
    hash_, line = encode(entry)
    read, found = decode(line)
    assert b"\n" not in line
    assert found == hash_ == read.hash
    assert encode(read) == (hash_, line)
    assert read == Entry(*(getattr(entry, name) for name in Entry.__slots__[:-1]), hash_)


@given(st.binary(max_size=80) | st.just(b'{"number":1') | st.just(b"[" * 5000 + b',"hash":"' + b"0" * 64 + b'"}'))
def test_what_is_no_entry_says_why(line: bytes) -> None:
    with pytest.raises(NotAnEntry, match=r"\w"):
        decode(line)


@pytest.mark.parametrize(
    ("name", "value"),
    [("number", "0"), ("number", "true"), ("time", '"i går"'), ("time", '"2024-02-30T09:30:00Z"'), ("act", '"seen"'),
     ("who", "1"), ("about", '"F1"'), ("about", "[1]"), ("parents", '["abc"]'), ("details", '{"a":1}')],
)  # fmt: skip
def test_a_value_of_another_kind_is_no_entry(name: str, value: str) -> None:
    line = '{"number":1,"time":"2024-05-12T09:30:00Z","who":"K","act":"judged","about":[],"details":{},"parents":[]'
    before = {"number": "1", "time": '"2024-05-12T09:30:00Z"', "who": '"K"', "act": '"judged"', "parents": "[]"}
    old = before.get(name, {"about": "[]", "details": "{}"}.get(name))
    changed = line.replace(f'"{name}":{old}', f'"{name}":{value}', 1)
    assert changed != line
    with pytest.raises(NotAnEntry, match=f"`{name}`"):
        decode(changed.encode() + b',"key":"","hash":"' + b"0" * 64 + b'"}')


def test_an_entry_follows_the_one_before(tmp_path: Path) -> None:
    first, second = add(tmp_path), add(tmp_path, "Ola Hansen", hvorfor="ny tabell")
    assert read_log(tmp_path, AUDIT) == (first, second)
    assert (first.number, first.parents) == (1, ())
    assert (second.number, second.parents, second.who) == (2, (first.hash,), "Ola Hansen")
    assert second.time == "2024-05-12T09:30:01Z"
    assert dict(second.details) == {"hvorfor": "ny tabell"}
    assert files(tmp_path)[1].decode() == f"2 {second.hash}\n"
    assert found_in(*files(tmp_path)) == []


STEPS = st.lists(st.sampled_from(["a", "b", "merge into a", "merge into b"]), min_size=2, max_size=14)


def play(steps: list[str], tmp_path: Path) -> tuple[Path, int]:
    """Let two people append and merge; a merge takes what both had at the last one as its base, as git does."""
    base = (b"", b"")
    roots = {"a": folder_in(tmp_path), "b": folder_in(tmp_path)}
    count = 0
    for number, step in enumerate([*steps, "merge into a"]):
        if len(step) == 1:
            add(roots[step], about=f"F{number}")
            count += 1
            continue
        ours, theirs = (roots["a"], roots["b"]) if step.endswith("a") else (roots["b"], roots["a"])
        there = files(theirs)
        merged = [union(tmp_path, *three) for three in zip(files(ours), base, there, strict=True)]
        for each in (ours, theirs):  # and the other one pulls it
            put(each, merged[0], merged[1])
        base = (merged[0], merged[1])
    return roots["a"], count


@settings(max_examples=30, suppress_health_check=FIXTURES)
@given(steps=STEPS)
def test_what_two_people_append_and_merge_verifies(steps: list[str], tmp_path: Path) -> None:
    root, count = play(steps, tmp_path)
    assert found_in(*files(root)) == []
    before = read_log(root, AUDIT)
    assert len(before) == len(set(before)) == count
    last = add(root)
    assert found_in(*files(root)) == []
    reached, todo = set(), [last.hash]
    by_hash = {each.hash: each for each in read_log(root, AUDIT)}
    while todo:
        hash_ = todo.pop()
        if hash_ not in reached:
            reached.add(hash_)
            todo += by_hash[hash_].parents
    assert reached == by_hash.keys()  # the last entry rests on everything before it


@settings(max_examples=60, suppress_health_check=FIXTURES)
@given(steps=STEPS.filter(lambda steps: len({"a", "b"} & set(steps)) > 0), data=st.data())
def test_any_changed_byte_is_found(steps: list[str], data: st.DataObject, tmp_path: Path) -> None:
    raw, heads = files(play(steps, tmp_path)[0])
    place = data.draw(st.integers(0, len(raw) - 1))
    other = data.draw(st.integers(1, 255))
    changed = raw[:place] + bytes([raw[place] ^ other]) + raw[place + 1 :]
    problems = found_in(changed, heads)
    assert problems
    line = raw.count(b"\n", 0, place) + 1
    assert line in {each.at.line for each in problems if each.at.file == f"{NAME}/log.jsonl"}


@settings(max_examples=40, suppress_health_check=FIXTURES)
@given(steps=STEPS.filter(lambda steps: len({"a", "b"} & set(steps)) > 0), data=st.data())
def test_any_removed_line_is_found(steps: list[str], data: st.DataObject, tmp_path: Path) -> None:
    raw, heads = files(play(steps, tmp_path)[0])
    lines = raw.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    left = b"".join(lines[:at] + lines[at + 1 :])
    assert {"L903", "L906"} & set(codes(left, heads))
    cut = b"".join(lines[:at])
    assert "L906" in codes(cut, heads)


@settings(max_examples=40, suppress_health_check=FIXTURES)
@given(steps=STEPS.filter(lambda steps: steps.count("a") > 1), data=st.data())
def test_swapped_lines_are_found_unless_neither_follows_the_other(
    steps: list[str], data: st.DataObject, tmp_path: Path
) -> None:
    root, _ = play(steps, tmp_path)
    raw, heads = files(root)
    lines = raw.splitlines(keepends=True)
    first = data.draw(st.integers(0, len(lines) - 2))
    second = data.draw(st.integers(first + 1, len(lines) - 1))
    order = list(range(len(lines)))
    order[first], order[second] = second, first
    entries = read_log(root, AUDIT)
    place = {entries[each].hash: position for position, each in enumerate(order)}
    wrong = any(place[parent] > place[each.hash] for each in entries for parent in each.parents)
    assert ("L904" in codes(b"".join(lines[each] for each in order), heads)) == wrong
    if second == first + 1 and entries[first].hash in entries[second].parents:
        assert wrong


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_repeated_line_is_found(at: int, tmp_path: Path) -> None:
    root = folder_in(tmp_path)
    for _ in range(3):
        add(root)
    raw, heads = files(root)
    lines = raw.splitlines(keepends=True)
    (found,) = found_in(b"".join([*lines, lines[at]]), heads)
    assert (found.code, found.at.line) == ("L905", 4)
    assert f"stands already on line {at + 1}" in found.message


def test_a_chain_that_was_made_anew_after_the_change_is_seen_by_what_stands_beside_it(tmp_path: Path) -> None:
    """Whoever can write can compute hashes: only what does not stand in the log itself shows it."""
    add(tmp_path)
    add(tmp_path)
    _, heads = files(tmp_path)
    forged = folder_in(tmp_path)
    add(forged, "Ola Hansen")
    raw, _ = files(forged)
    assert codes(raw, heads) == ["L906"]


def test_a_clock_that_goes_backwards_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path)
    monkeypatch.setattr("auditlib.log.writing._now", lambda: "2023-01-01T00:00:00Z")
    record(tmp_path, AUDIT, Act.HEARD, "Kari Nordmann")
    (found,) = found_in(*files(tmp_path))
    assert str(found).startswith(f"{NAME}/log.jsonl:2:21: L914 the entry is of 2023-01-01T00:00:00Z")
