"""The informants' names in the file that lists them: finding them, and taking them out without touching the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from auditlib.files.yaml import parse_yaml, read_yaml
from auditlib.interviews import Informants
from auditlib.problems import Problem, UsageError, raise_errors

_KEY = "name"


def names_in(root: Path, name: str) -> tuple[str, ...]:
    """Give the names in a list of informants; none where there is no list. Raises InputError when it is broken."""
    if not (root / name).is_file():
        return ()
    problems: list[Problem] = []
    read = read_yaml(root / name, name, Informants, problems)
    raise_errors(problems)
    return tuple(each.name for each in read.informants if each.name) if read else ()


def without_names(root: Path, name: str) -> str:
    """Give the text of a list of informants without the names, every other byte as it was.

    Comments on a name's own line go with it. Raises UsageError when the text would then say something else.
    """
    problems: list[Problem] = []
    text = (root / name).read_text(encoding="utf-8")
    before = parse_yaml(text, name, Informants, problems)
    left = _cut(text, list(_places(text)))
    after = parse_yaml(left, name, Informants, problems)
    expected = [{**each.model_dump(), _KEY: None} for each in before.informants] if before else []
    if not after or [each.model_dump() for each in after.informants] != expected:
        raise UsageError(f"the names cannot be taken out of {name} by themselves; delete them by hand and run again")
    return left


def _cut(text: str, places: list[tuple[int, int]]) -> str:
    for start, end in sorted(places, reverse=True):
        text = text[:start] + text[end:]
    return text


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Give where each name stands, its key and what parts it from its neighbours included."""
    for pairs, flow in _mappings(yaml.parse(text, Loader=yaml.SafeLoader)):
        for number, (key, start, end) in enumerate(pairs):
            if key != _KEY:
                continue
            if number + 1 < len(pairs):
                yield start, pairs[number + 1][1]
            elif number:
                line_end = text.find("\n", end)
                yield pairs[number - 1][2], end if flow else line_end if line_end >= 0 else len(text)


Pair = tuple[str, int, int]


def _mappings(events: Iterator[yaml.Event]) -> Iterator[tuple[list[Pair], bool]]:
    """Give each mapping: its keys, where each key begins and its value ends, and whether it is in braces."""
    open_: list[tuple[list[Pair], bool] | None] = []
    key: list[yaml.ScalarEvent | None] = []
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            open_.append(([], bool(event.flow_style)))
            key.append(None)
        elif isinstance(event, yaml.SequenceStartEvent):
            open_.append(None)
            key.append(None)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            closed = open_.pop()
            key.pop()
            if closed:
                yield closed
            _value_ends(open_, key, event)
        elif isinstance(event, yaml.ScalarEvent) and open_ and open_[-1] and key[-1] is None:
            key[-1] = event
        elif isinstance(event, yaml.ScalarEvent):
            _value_ends(open_, key, event)


def _value_ends(
    open_: list[tuple[list[Pair], bool] | None], key: list[yaml.ScalarEvent | None], event: yaml.Event
) -> None:
    """Remember a pair whose value is over."""
    holder = open_[-1] if open_ else None
    said = key[-1] if key else None
    if holder and said is not None and said.start_mark and event.end_mark:
        holder[0].append((said.value, said.start_mark.index, event.end_mark.index))
        key[-1] = None
