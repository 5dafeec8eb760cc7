"""Reading YAML into models with a place for every problem, all of them at once.

PyYAML's event stream is used instead of its loaders: it shows anchors and duplicate keys, keeps each scalar as it was
written, and gives line and column. pydantic then reads the declared types. Why: docs/decisions/0002.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from auditlib.files.messages import problem_from
from auditlib.files.text import hidden_in, read_text
from auditlib.items import Item
from auditlib.problems import Location, Problem, problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_DEPTH = 40
_MAY_HOLD_EMPTY = "missingValues"

ItemT = TypeVar("ItemT", bound=Item)
Path_ = tuple[str | int, ...]


@dataclass
class Tree:
    """Plain data from a YAML text, with the place of every value and key."""

    name: str
    first_line: int = 1
    data: Any = None
    places: dict[Path_, Location] = field(default_factory=dict)
    keys: dict[Path_, Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def key_at(self, path: Path_) -> Location:
        """Give the place of a key."""
        return self.keys.get(path) or self.at(path)

    def at(self, path: Path_) -> Location:
        """Give the place of a value, or of the nearest thing that holds it."""
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, Location(self.name))

    def mark(self, path: Path_, mark: Any) -> Location:
        """Remember where a value stands."""
        at = Location(self.name, mark.line + self.first_line, mark.column + 1, where(path))
        self.places[path] = at
        return at


def where(path: Path_) -> str:
    """Write a path as people do: `versions[1].provisions`."""
    said = ""
    for step in path:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else step
    return said


def read_yaml(path: Path, name: str, model: type[ItemT], problems: list[Problem]) -> ItemT | None:
    """Read a YAML file into a model; add its problems and give None when it cannot be used."""
    text = read_text(path, name, problems)
    return None if text is None else parse_yaml(text, name, model, problems)


def parse_yaml(
    text: str, name: str, model: type[ItemT], problems: list[Problem], first_line: int = 1
) -> ItemT | None:
    """Read a YAML text into a model; `first_line` is where the text begins in its file."""
    tree = build_tree(text, name, first_line)
    problems.extend(tree.problems)
    if tree.data is None:
        return None
    try:
        item = model.model_validate(tree.data)
    except ValidationError as error:
        spoiled = {each.at for each in tree.problems}  # what is wrong with the text there has been said
        found = [each for each in error.errors(include_url=False) if not _follows_from_another(each)]
        said = (problem_from(each, model, tree.at, tree.key_at) for each in found)
        problems.extend(each for each in said if each.at not in spoiled or each.code in ("Y104", "Y105"))
        return None
    _place_items(item, (), tree)
    return None if tree.problems else item


def _follows_from_another(error: Any) -> bool:
    """Say whether a list is called too short only because its entries have problems of their own."""
    return error["type"] == "too_short" and bool(error["input"])


def build_tree(text: str, name: str, first_line: int = 1) -> Tree:
    """Read a YAML text into plain data, every scalar as text."""
    tree = Tree(name, first_line)
    _refuse_tabs(text, tree)
    if tree.problems:
        return tree
    try:
        _read_document(yaml.parse(text, Loader=_Loader), tree)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Location(name, mark.line + first_line, mark.column + 1) if mark else Location(name)
        tree.problems.append(problem("Y101", at, reason=error.problem or error.context or "syntax error"))
        tree.data = None
    except (yaml.YAMLError, RecursionError) as error:
        tree.problems.append(problem("Y101", Location(name, first_line, 1), reason=str(error).splitlines()[0]))
        tree.data = None
    return tree


def _refuse_tabs(text: str, tree: Tree) -> None:
    """Report every line with a tab: how far it indents, nobody can see."""
    for line, words in enumerate(text.split("\n"), tree.first_line):
        if "\t" in words:
            tree.problems.append(problem("Y101", Location(tree.name, line, words.index("\t") + 1), reason="a tab"))


def _read_document(events: Iterator[Any], tree: Tree) -> None:
    """Read the one document of a text; none, or a second one, is a problem."""
    for event in events:
        if not isinstance(event, yaml.DocumentStartEvent):
            continue
        if tree.data is not None:
            raise _refusal("a second document begins here", event)
        tree.data = _value(next(events), events, (), tree)
    if tree.data is None:
        tree.problems.append(problem("F002", Location(tree.name, tree.first_line)))


def _refusal(reason: str, event: Any) -> yaml.MarkedYAMLError:
    """Make the error for YAML that the strict subset does not have, at its place."""
    return yaml.MarkedYAMLError(problem=reason, problem_mark=event.start_mark)


def _value(event: Any, events: Iterator[Any], path: Path_, tree: Tree) -> Any:
    """Build one value from the events that describe it."""
    at = tree.mark(path, event.start_mark)
    if len(path) > _MOST_DEPTH:
        raise _refusal(f"nested deeper than {_MOST_DEPTH} levels", event)
    if isinstance(event, yaml.AliasEvent):
        tree.problems.append(problem("Y102", at, what=f"the alias *{event.anchor}"))
        return ""
    _refuse_marks(event, at, tree)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, at, path, tree)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, path, tree)
    return _mapping(events, path, tree)


def _refuse_marks(event: Any, at: Location, tree: Tree) -> None:
    """Report an anchor, a tag, and what an escaped character hides, on a value or key."""
    if isinstance(event, yaml.ScalarEvent):
        tree.problems.extend(problem(code, at, char=char) for code, _, char in hidden_in(event.value))
    if event.anchor is not None:
        tree.problems.append(problem("Y102", at, what=f"the anchor &{event.anchor}"))
    if event.tag is not None:
        tree.problems.append(problem("Y102", at, what=f"the tag {event.tag}"))


def _scalar(event: Any, at: Location, path: Path_, tree: Tree) -> str:
    """Keep a scalar as it was written; an empty one is a problem, but for a quoted one in a list of marks."""
    quoted_mark = event.style in ("'", '"') and path[-2:-1] == (_MAY_HOLD_EMPTY,)
    if not event.value.strip() and not quoted_mark:
        tree.problems.append(problem("Y107", at))
    if event.style == ">":  # folding takes one line break of a blank line, which parts paragraphs here
        return str(event.value).strip().replace("\n", "\n\n")
    return str(event.value).strip() if event.style == "|" else str(event.value)


def _sequence(events: Iterator[Any], path: Path_, tree: Tree) -> list[Any]:
    """Build a list from its events."""
    values: list[Any] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        values.append(_value(event, events, (*path, len(values)), tree))
    return values


def _mapping(events: Iterator[Any], path: Path_, tree: Tree) -> dict[str, Any]:
    """Build a mapping from its events; a key that stands twice is a problem."""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        if not isinstance(event, yaml.ScalarEvent):
            raise _refusal("a key must be plain text", event)
        key, at = event.value, tree.mark((*path, event.value), event.start_mark)
        _refuse_marks(event, at, tree)
        tree.keys[*path, key] = at
        if key in lines:
            tree.problems.append(problem("Y103", at, key=key, first=lines[key]))
        lines.setdefault(key, at.line)
        values[key] = _value(next(events), events, (*path, key), tree)
    return values


def _place_items(value: Any, path: Path_, tree: Tree) -> None:
    """Tell every item where it is written."""
    if isinstance(value, Item):
        paths = {name: (*path, info.alias or name) for name, info in type(value).model_fields.items()}
        value.locate(tree.at(path), {name: tree.at(each) for name, each in paths.items() if each in tree.places})
        for name, each in paths.items():
            _place_items(getattr(value, name), each, tree)
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            _place_items(each, (*path, index), tree)
