"""Indicators from plain data, as a YAML or JSON file gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from auditlib.problems import hint_for
from auditlib.records.indicator import (
    Condition,
    Count,
    Mean,
    Measure,
    MissingShare,
    Quantile,
    RecordIndicator,
    RecordSource,
    Share,
    WithinDays,
    Year,
)
from auditlib.stats.explain import StatsError, require

# the name of a measure, what it is made of, and how
_MEASURES: dict[str, tuple[tuple[str, ...], Callable[..., Measure]]] = {
    "count": ((), Count),
    "share": (("conditions",), lambda conditions: Share(_conditions("measure.conditions", conditions))),
    "within_days": (("start", "end", "days"), WithinDays),
    "missing": (("column",), MissingShare),
    "mean": (("column",), Mean),
    "median": (("column",), Quantile),
    "quantile": (("column", "at"), Quantile),
}


def indicator_of(data: object) -> RecordIndicator:
    """Make an indicator from mappings, lists and plain values.

    `data` has `id`, `source` (`files` and, as needed, `columns`, `missing`, `delimiter`, `decimal`), `measure` (its
    `kind` and what that needs) and, as needed, `where` (a list of `column`, `operator`, `value`) and `groups` (names of
    columns, or `{year: column}`).
    Raises StatsError, with the place, for keys that are missing or not known and for anything an indicator refuses.
    """
    parts = _parts("indicator", data, ("id", "source", "measure"), ("where", "groups"))
    source = _parts("source", parts["source"], ("files",), ("columns", "missing", "delimiter", "decimal"))
    source |= {name: _list(f"source.{name}", source[name]) for name in ("files", "missing") if name in source}
    return RecordIndicator(
        parts["id"],
        RecordSource(**source),
        _measure(parts["measure"]),
        _conditions("where", parts.get("where", [])),
        tuple(_group(place, each) for place, each in enumerate(_list("groups", parts.get("groups", [])))),
    )


def _measure(data: object) -> Measure:
    require(isinstance(data, Mapping) and "kind" in data, "measure", data, f"a kind: {', '.join(_MEASURES)}")
    kind = data["kind"]  # type: ignore[index]
    require(kind in _MEASURES, "measure.kind", kind, hint_for(str(kind), _MEASURES))
    needed, make = _MEASURES[kind]
    parts = _parts("measure", data, ("kind", *needed), ())
    return make(*(parts[name] for name in needed))


def _conditions(argument: str, data: object) -> tuple[Condition, ...]:
    found = []
    for place, each in enumerate(_list(argument, data)):
        parts = _parts(f"{argument}[{place}]", each, ("column", "operator"), ("value",))
        value = parts.get("value")
        found.append(Condition(parts["column"], parts["operator"], tuple(value) if isinstance(value, list) else value))
    return tuple(found)


def _group(place: int, data: object) -> str | Year:
    if isinstance(data, str):
        return data
    return Year(_parts(f"groups[{place}]", data, ("year",), ())["year"])


def _parts(argument: str, data: object, needed: tuple[str, ...], possible: tuple[str, ...]) -> dict[str, Any]:
    """Give the parts of a mapping that has every key it needs and none that is not known."""
    require(isinstance(data, Mapping), argument, data, f"a mapping with {', '.join(needed)}")
    parts: dict[str, Any] = dict(data)  # type: ignore[call-overload]
    for key in parts:
        if key not in needed + possible:
            raise StatsError(f"{argument}.{key}", parts[key], f"no such key; {hint_for(str(key), needed + possible)}")
    gone = [key for key in needed if key not in parts]
    require(not gone, argument, sorted(map(str, parts)), f"also {', '.join(gone)}")
    return parts


def _list(argument: str, data: object) -> tuple[Any, ...]:
    require(isinstance(data, list | tuple), argument, data, "a list")
    return tuple(data)  # type: ignore[arg-type]
