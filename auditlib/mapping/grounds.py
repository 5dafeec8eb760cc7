"""What an item of an audit says, in its own words: what the numbers of a claim must stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from auditlib.criteria import CriterionVersion
from auditlib.language import speaking
from auditlib.mapping.core import Mapped

# What a claim can refer to beside the items: the audit's own dates, and what was collected. Both are anchors.
AUDIT, INTERVIEWS = "audit", "interviews"


def grounds(id_: str, mapped: Mapped) -> str | None:
    """Give all that an item says: evidence, a provision, a criterion, a table's description or the audit itself.

    None when there is no such item.
    """
    with speaking(mapped.inputs.audit.language):  # the words are the audit's own, whatever the report speaks
        if id_ in mapped.register:
            evidence = mapped.register[id_]
            around = (_dates(mapped).get(evidence.origin, ""), _populations(mapped).get(id_, ""))
            return " ".join((evidence.text, evidence.locator, *around))
        if id_ in mapped.criteria:
            return " ".join((mapped.criteria[id_].title, *map(_wording, mapped.versions(id_))))
        indexes = (each(mapped) for each in (_provisions, _dates, _tables, _whole))
        return next((found[id_] for found in indexes if id_ in found), None)


def _wording(version: CriterionVersion) -> str:
    """Give a version of a criterion with its deadline and what changed with it."""
    deadline = f"{version.deadline.value} {version.deadline.unit}" if version.deadline else ""
    return f"{version.requirement} {deadline} {version.changes or ''}".rstrip()


@lru_cache(maxsize=4)
def _provisions(mapped: Mapped) -> Mapping[str, str]:
    """Give what each provision says, with when it is in force."""
    return {
        part.id: " ".join((source.cite(part), part.heading or "", part.text, part.validity.in_words()))
        for source in mapped.inputs.sources
        for part in source.provisions
    }


@lru_cache(maxsize=4)
def _tables(mapped: Mapped) -> Mapping[str, str]:
    """Give what is said of each table: its title, columns and notes. What its cells say is referred to cell by cell."""
    return {
        name: " ".join(
            (table.resource.title, *(each.label for each in table.columns), *table.resource.footnotes,
             *table.resource.reliability)
        )
        for name, table in mapped.inputs.tables.items()
    }  # fmt: skip


@lru_cache(maxsize=4)
def _whole(mapped: Mapped) -> Mapping[str, str]:
    """Give the audit's dates (`audit`), and how many interviews and informants there are (`interviews`)."""
    audit, notes = mapped.inputs.audit, [each.interview for each in mapped.inputs.notes]
    spans = filter(None, (audit.period, audit.verification, audit.hearing))
    days = [audit.ordered.on.in_words(), audit.published.in_words(), *(each.period.in_words() for each in spans)]
    methods = Counter(each.method for each in notes)
    spoken = Counter(mapped.group_of.get(each.informants[0]) for each in notes)
    asked = dict.fromkeys(name for each in notes for name in each.informants)
    people = Counter(map(mapped.group_of.get, asked))
    counts = (len(notes), len(asked), *methods.values(), *spoken.values(), *people.values())
    return {
        AUDIT: " ".join(days),
        INTERVIEWS: " ".join(map(str, counts)),
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
        f"{review.id}.{each.id}": f"{review.population.description} {review.population.size}"
        for review in mapped.inputs.reviews
        for each in review.attributes
    }
