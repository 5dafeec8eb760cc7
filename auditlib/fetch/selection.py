"""From a declared selection to the codes that are asked for, and those codes in queries that are small enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from math import prod

from auditlib.fetch.cube import Cube, Dimension
from auditlib.problems import Problem, hint_for, problem
from auditlib.tables.fetches import Fetch

Selected = Mapping[str, tuple[str, ...]]

_PATTERN = re.compile(r"(top|bottom)\(([1-9][0-9]{0,3})\)|(from|to)\(([^(),]+)\)|range\(([^(),]+),([^(),]+)\)", re.I)
_MOST_CELLS = 5_000_000


def resolve(fetch: Fetch, info: Cube, problems: list[Problem], *, open_ended: bool = False) -> Selected | None:
    """Give the codes that a fetch asks for, from what the table has now; add what is wrong and give None.

    Dimensions that the table has and the fetch does not name are a problem: their total would come without a word.
    With `open_ended` the service takes conditions that its metadata do not list, which are passed on as written.
    """
    before = len(problems)
    selected: dict[str, tuple[str, ...]] = {}
    for name, patterns in fetch.select.items():
        dimension = info.dimension(name)
        if dimension is not None:
            selected[name] = _codes(fetch, dimension, patterns, problems)
        elif open_ended:
            selected[name] = patterns
        else:
            _changed(fetch, f"the table has no dimension {name}", info, problems)
    if not open_ended:
        _check_rest(fetch, info, problems)
    cells = prod(len(each) for each in selected.values())
    if cells > _MOST_CELLS:
        hint = "select fewer codes"
        problems.append(problem("S915", fetch.field_at("select"), reason=f"it asks for {cells} cells", hint=hint))
    return None if len(problems) > before else selected


def _check_rest(fetch: Fetch, info: Cube, problems: list[Problem]) -> None:
    """Report dimensions of the table that the fetch says nothing of, or cannot leave out."""
    for each in info.dimensions:
        if each.code in fetch.left_out and not each.optional:
            _changed(fetch, f"{each.code} ({each.label}) has no total, so it cannot be left out", info, problems)
        elif each.code not in fetch.select and each.code not in fetch.left_out:
            _changed(fetch, f"the table has the dimension {each.code} ({each.label}) too", info, problems)
    for name in fetch.left_out:
        if info.dimension(name) is None:
            _changed(fetch, f"the table has no dimension {name} to leave out", info, problems)


def _changed(fetch: Fetch, reason: str, info: Cube, problems: list[Problem]) -> None:
    has = ", ".join(f"{each.code} ({len(each.codes)} codes)" for each in info.dimensions)
    hint = f"select codes of each, or name it under left_out to get its total; the table has {has}"
    problems.append(problem("S905", fetch.field_at("select"), reason=reason, hint=hint))


def _codes(fetch: Fetch, dimension: Dimension, patterns: Sequence[str], problems: list[Problem]) -> tuple[str, ...]:
    """Give the codes of one dimension that fit any of the patterns, each once."""
    found: dict[str, None] = {}
    for pattern in patterns:
        codes = list(_fitting(pattern, dimension))
        if not codes:
            hint = hint_for(pattern, dimension.codes)
            problems.append(
                problem("S906", fetch.field_at("select"), dimension=dimension.code, number=pattern, hint=hint)
            )
        found.update(dict.fromkeys(codes))
    return tuple(found)


def _fitting(pattern: str, dimension: Dimension) -> Iterator[str]:
    """Give the codes that a pattern means; of periods, `top` is the newest, else the first that are listed."""
    codes = dimension.codes
    if pattern in codes:
        return iter((pattern,))
    match = _PATTERN.fullmatch(pattern)
    if match is None:
        wild = "*" in pattern or "?" in pattern
        return iter([code for code in codes if wild and fnmatchcase(code, pattern.replace("[", "[[]"))])
    ordered = sorted(codes) if dimension.time else list(codes)
    if match[1]:
        count = int(match[2])
        last = (match[1].lower() == "top") == dimension.time
        return iter(ordered[-count:] if last else ordered[:count])
    first, last_code = (match[5], match[6]) if match[5] else _open_range(match, ordered)
    if first not in ordered or last_code not in ordered:
        return iter(())
    return iter(ordered[ordered.index(first) : ordered.index(last_code) + 1])


def _open_range(match: re.Match[str], ordered: Sequence[str]) -> tuple[str, str]:
    return (match[4], ordered[-1]) if match[3].lower() == "from" else (ordered[0], match[4])


def split(selected: Selected, most_cells: int) -> tuple[Selected, ...]:
    """Split a selection so that no part asks for more than `most_cells` cells: the longest dimension first, in halves.

    The parts together ask for each cell once.
    """
    if prod(len(each) for each in selected.values()) <= most_cells:
        return (selected,)
    longest = max(selected, key=lambda name: len(selected[name]))
    codes = selected[longest]
    middle = (len(codes) + 1) // 2
    halves = ({**selected, longest: codes[:middle]}, {**selected, longest: codes[middle:]})
    return tuple(part for half in halves for part in split(half, most_cells))
