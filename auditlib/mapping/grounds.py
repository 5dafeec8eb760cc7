"""What an item of an audit says, in its own words: what the numbers of a claim must stand in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from auditlib.mapping.core import Mapped


def grounds(id_: str, mapped: Mapped) -> str | None:
    """Give all that evidence, a provision, a criterion or the audit itself says, or None when there is no such item."""
    if id_ in mapped.register:
        evidence = mapped.register[id_]
        around = (_dates(mapped).get(evidence.origin, ""), _populations(mapped).get(id_, ""))
        return " ".join((evidence.text, evidence.locator, *around))
    if id_ in mapped.criteria:
        version = mapped.version(id_)
        deadline = f"{version.deadline.value} {version.deadline.unit}" if version and version.deadline else ""
        return f"{mapped.criteria[id_].title} {version.requirement if version else ''} {deadline}"
    return _provisions(mapped).get(id_) or _dates(mapped).get(id_)


@lru_cache(maxsize=4)
def _provisions(mapped: Mapped) -> Mapping[str, str]:
    """Give what each provision says, with when it is in force."""
    return {
        part.id: " ".join((source.cite(part), part.heading or "", part.text, part.validity.in_words()))
        for source in mapped.inputs.sources
        for part in source.provisions
    }


@lru_cache(maxsize=4)
def _dates(mapped: Mapped) -> Mapping[str, str]:
    """Give the date of each interview and document, with the title and the notes on it."""
    inputs = mapped.inputs
    spoken = {each.interview.id: f"{each.interview.title} {each.interview.date.in_words()}" for each in inputs.notes}
    read = {each.id: f"{each.title} {each.date.in_words()} {each.notes or ''}" for each in inputs.documents}
    return {**spoken, **read}


@lru_cache(maxsize=4)
def _populations(mapped: Mapped) -> Mapping[str, str]:
    """Give what the cases of each file review were drawn from, by attribute."""
    return {
        f"{review.id}.{each.id}": review.population.description
        for review in mapped.inputs.reviews
        for each in review.attributes
    }
