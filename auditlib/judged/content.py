"""The canonical content of what judgements rest on: what a reader would say has changed, and nothing of its layout.

Each kind of item is plain text by field. White space, the order of lists and the form of numbers carry no meaning; nor
do titles, which only name things, and what the tool itself computes or words is left out wherever what it was computed
from is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from auditlib.criteria import CriterionVersion, Question
from auditlib.documents import Document, Excerpt
from auditlib.evidence import Evidence
from auditlib.items import Item
from auditlib.judged.model import Content, LateContent
from auditlib.numbers import read_number
from auditlib.rules import Suggestion
from auditlib.sources import Provision, Source
from auditlib.tables import Attribute, Indicator, Measurement, Review, Table

_OWN = {
    "assessment": ("criterion", "topic", "status", "text", "departs"),
    "finding": ("title", "kind", "criteria", "topics", "evidence", "condition", "cause", "effect", "limits"),
    "conclusion": ("question", "degree", "answer", "findings"),
    "recommendation": ("to", "action", "deadline", "findings"),
}
_SIGNIFICANT = 6  # digits of a computed value: beyond them it is the computer's arithmetic that differs


def own(kind: str, item: Item) -> Content:
    """Give a judgement's own words, without working notes, and who wrote it when."""
    return _filled({name: getattr(item, name) for name in _OWN[kind]})


def fields_of(item: Item, besides: Collection[str]) -> Content:
    """Give all that an item says besides some of its fields."""
    return _filled({name: getattr(item, name) for name in type(item).model_fields if name not in besides})


def provision(source: Source, part: Provision) -> Content:
    """Give what a provision says, from when to when, and the weight of its source."""
    return _filled({
        "text": part.text, "pinpoint": part.pinpoint, "from": part.start, "to": part.end or "open",
        "source": source.id, "source_kind": source.kind, "issuer": source.issuer, "published": source.published,
    })  # fmt: skip


def criterion(derivation: str, versions: Iterable[CriterionVersion]) -> Content:
    """Give the wordings of a criterion that bind in the audited period, and why it may be demanded."""
    found: dict[str, Any] = {"derivation": derivation}
    for number, each in enumerate(versions, 1):
        more = f"_{number}" if number > 1 else ""
        parts = {
            "requirement": each.requirement, "modality": each.modality, "from": each.start, "to": each.end or "open",
            "provisions": each.provisions, "norm": each.norm, "deadline": each.deadline,
        }  # fmt: skip
        found |= {f"{name}{more}": value for name, value in parts.items()}
    return _filled(found)


def question(asked: Question) -> Content:
    """Give what a question asks."""
    return _filled({"wording": asked.wording, "scope": asked.scope, "degree": "true" if asked.degree else "false"})


def passage(said: Evidence, date: str) -> Content:
    """Give what was said, by whom and when, and how it is coded; made when asked for, since few are looked at."""
    return LateContent(partial(_passage, said, date))


def _passage(said: Evidence, date: str) -> Content:
    return {**_coded(said), "informants": ", ".join(sorted(said.informants)), "date": date, "text": _folded(said.text)}


def excerpt(document: Document, part: Excerpt, read: Evidence) -> Content:
    """Give what a document says, where and when, and how it is coded."""
    return _filled({
        **_coded(read), "locator": part.locator, "title": document.title, "issuer": document.issuer,
        "date": document.date, "notes": document.notes, "text": part.text,
    })  # fmt: skip


def _coded(each: Evidence) -> dict[str, str]:
    found = {"criterion": each.criterion, "topic": each.topic, "stance": each.stance.value}
    return {name: value for name, value in found.items() if value}


def indicator(declared: Indicator, found: Measurement, table: Table | None) -> Content:
    """Give what is tested, the cells it read, and what came of it."""
    parameters = {name: _plain(value) for name, value in declared.parameters.items()}
    said = {"test": declared.test, "parameters": "; ".join(f"{name} {parameters[name]}" for name in sorted(parameters))}
    places = sorted({_place(each.where) for each in found.cells if table and each.file == table.file})
    cells = [f"{row}, {column}: {_number(table.cell(row, column))}" for row, column in places] if table else []
    return _filled({**_measured(found), **said, "cells": "; ".join(cells), **_data(table)})


def attribute(review: Review, declared: Attribute, found: Measurement, table: Table) -> Content:
    """Give what the files were held against, how they were drawn, what each said, and what came of it."""
    columns = [each for each in (declared.column, declared.start, declared.end) if each]
    rows = sorted(", ".join((row[review.key], *(_number(row[name]) for name in columns))) for row in table.rows)
    said = declared.model_dump(mode="json", exclude={"id", "note", "criterion", "topic"}, exclude_none=True)
    drawn = review.model_dump(mode="json", include={"population", "drawn", "strata", "confidence", "read_on"})
    return _filled({
        **_measured(found),
        "held_against": said,
        "drawn": drawn,
        **_data(table),
        "cases": "; ".join(rows),
    })  # fmt: skip


def _measured(found: Measurement) -> dict[str, Any]:
    counted = f"{found.count} av {found.n}" if found.n is not None else ""
    p = "" if found.p is None else f"{found.p:.3g}"
    return {
        "criterion": found.criterion, "topic": found.topic, "stance": found.stance.value,
        "outcome": found.outcome.value, "value": _rounded(found.value), "unit": found.unit, "count": counted, "p": p,
    }  # fmt: skip


def _data(table: Table | None) -> dict[str, Any]:
    """Give how far a table can be trusted, and the units of its columns."""
    if table is None:
        return {}
    units = {each.name: each.unit for each in table.columns if each.unit}
    resource = table.resource
    return {"units": units, "sources": resource.sources, "status": resource.status, "reliability": resource.reliability}


def _place(where: str) -> tuple[str, str]:
    """Read a place such as `row Nyby, column 2023`."""
    row, _, column = where.removeprefix("row ").rpartition(", column ")
    return row, column


def _number(text: str) -> str:
    """Write a cell as its number, whatever form it was printed in."""
    read = read_number(text)
    return text if read is None else f"{read.value.normalize():f}{' %' if read.percent else ''}"


def _rounded(value: Decimal | None) -> str:
    """Write a computed value with as many digits as anybody reads."""
    return "" if value is None else f"{Decimal(f'{value:.{_SIGNIFICANT - 1}e}').normalize():f}"


def suggestion(found: Suggestion) -> Content:
    """Give what the rules suggest; how many take which side tells of those who were asked and took none."""
    counts = {"meets": found.meets, "deviates": found.deviates, "mixed": found.mixed}
    return _filled({"status": found.status, "strength": found.strength, **counts})


def _filled(fields: Mapping[str, Any]) -> Content:
    """Write each field as folded text; those without anything are left out."""
    plain = ((name, _plain(value)) for name, value in fields.items())
    return {name: text for name, text in plain if text}


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Item):
        return _plain(value.model_dump(mode="json", exclude_none=True))
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_plain(value[name])}" for name in sorted(value) if _plain(value[name]))
    if isinstance(value, list | tuple):
        return ", ".join(sorted(map(_plain, value)))
    return _folded(str(value))


def _folded(text: str) -> str:
    return " ".join(text.split())
