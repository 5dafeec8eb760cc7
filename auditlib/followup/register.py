"""The register: every recommendation of every audit in a workspace, with what has become of it by a given day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from auditlib.checks.followup import followup_problems
from auditlib.dates import Day
from auditlib.findings import Earlier, Followed, FollowUp, Recommendation
from auditlib.followup.words import words_of
from auditlib.problems import Problem, Severity, raise_errors
from auditlib.workspace import Inputs, audit_ids, read_inputs

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation with what has become of it.

    `judged` and `judgement` are when and how its status was judged, `judged_in` the audit whose judgement it is, and
    `age` the whole years since it was published.
    """

    municipality: str
    number: str
    audit: str
    title: str
    published: Day
    recommendation: str
    to: str
    action: str
    deadline: Day | None
    responsible: str
    topics: tuple[str, ...]
    status: Followed
    judged: Day | None
    judgement: str
    judged_in: str
    age: int

    @property
    def key(self) -> _Key:
        """The audit and the recommendation's id in it."""
        return self.audit, self.recommendation


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are wanted; what is left empty is not asked for. `older_than` is in years."""

    municipality: str = ""
    topic: str = ""
    status: Followed | None = None
    older_than: int | None = None

    def takes(self, entry: Entry, on: date) -> bool:
        """Say whether an entry is wanted on a day."""
        places = {entry.municipality.casefold(), entry.number}
        topics = {each.casefold() for each in entry.topics}
        return (
            (not self.municipality or self.municipality.casefold() in places)
            and (not self.topic or self.topic.casefold() in topics)
            and (self.status is None or entry.status is self.status)
            and (self.older_than is None or _is_older(entry.published, self.older_than, on))
        )


def register(root: Path, on: date, wanted: Wanted | None = None) -> list[Entry]:
    """Give the recommendations that were published by a day, by municipality and then from the oldest.

    A status counts from the day it was judged. Raises InputError with what is wrong in the audits' own words.
    """
    audits = _read(root)
    judged = _judged(audits, on)
    entries = [one for inputs in audits for one in _entries(inputs, judged, on)]
    known = {each.audit.id for each in audits}
    entries += [one for inputs in audits for one in _carried(inputs, known, judged, on)]
    unique = {each.key: each for each in entries}
    ordered = sorted(unique.values(), key=lambda each: (each.municipality.casefold(), each.published.first, each.audit))
    return [each for each in ordered if wanted is None or wanted.takes(each, on)]


def _read(root: Path) -> list[Inputs]:
    """Read every audit; what is wrong in its tables or notes is no matter for its recommendations."""
    audits, problems = list[Inputs](), list[Problem]()
    for id_ in audit_ids(root):
        inputs, found = read_inputs(root, id_)
        if inputs is not None:
            audits.append(inputs)
            found = [*found, *followup_problems(inputs)]
        own = (f"criteria/{id_}/", f"findings/{id_}/")
        problems += [each for each in found if each.at.file.startswith(own) and each.severity is Severity.ERROR]
    raise_errors(problems)
    return audits


@dataclass(frozen=True, slots=True)
class _Judged:
    """A judgement and the audit it stands in."""

    entry: FollowUp
    inputs: Inputs


def _judged(audits: Sequence[Inputs], on: date) -> dict[_Key, _Judged]:
    """Give the last judgement of each recommendation by a day."""
    found: dict[_Key, _Judged] = {}
    for inputs in audits:
        for each in inputs.followup:
            if each.status is Followed.NOT_JUDGED or each.on is None or each.on.first > on:
                continue
            key = (each.earlier.audit if each.earlier else inputs.audit.id, each.recommendation)
            last = found.get(key)
            if last is None or last.entry.on is None or last.entry.on.first <= each.on.first:
                found[key] = _Judged(each, inputs)
    return found


def _entries(inputs: Inputs, judged: Mapping[_Key, _Judged], on: date) -> Iterator[Entry]:
    """Give an audit's own recommendations, once it is published."""
    if inputs.audit.published.first > on:
        return
    for each in inputs.recommendations:
        action = words_of(inputs, each.id, each.action)
        source = (inputs.audit.id, inputs.audit.title, inputs.audit.published)
        yield _entry(inputs, source, each.id, each, action, topics_of(each, inputs), judged, on)


def _carried(inputs: Inputs, known: set[str], judged: Mapping[_Key, _Judged], on: date) -> Iterator[Entry]:
    """Give the recommendations of audits that are not in the workspace, as a follow-up audit carries them."""
    for each in inputs.followup:
        earlier = each.earlier
        if earlier and earlier.audit not in known and earlier.published.first <= on:
            source = (earlier.audit, earlier.title, earlier.published)
            yield _entry(inputs, source, each.recommendation, earlier, earlier.action, earlier.topics, judged, on)


def _entry(
    inputs: Inputs, source: tuple[str, str, Day], id_: str, given: Recommendation | Earlier, action: str,
    topics: tuple[str, ...], judged: Mapping[_Key, _Judged], on: date,
) -> Entry:
    found = judged.get((source[0], id_))
    return Entry(
        municipality=inputs.audit.municipality.name,
        number=inputs.audit.municipality.number,
        audit=source[0],
        title=source[1],
        published=source[2],
        recommendation=id_,
        to=given.to,
        action=action,
        deadline=given.deadline,
        responsible=given.responsible or "",
        topics=topics,
        status=found.entry.status if found else Followed.NOT_JUDGED,
        judged=found.entry.on if found else None,
        judgement=words_of(found.inputs, found.entry.id, found.entry.text or "") if found else "",
        judged_in=found.inputs.audit.id if found else "",
        age=years_since(source[2], on),
    )


def topics_of(each: Recommendation, inputs: Inputs) -> tuple[str, ...]:
    """Give the titles of a recommendation's topics: its own, else those of the findings it follows from."""
    titles = {topic.id: topic.title for topic in inputs.audit.topics}
    findings = {finding.id: finding for finding in inputs.findings}
    names = each.topics or [name for id_ in each.findings if id_ in findings for name in findings[id_].topics]
    return tuple(dict.fromkeys(titles[name] for name in names if name in titles))


def years_since(day: Day, on: date) -> int:
    """Count the whole years from the last day that a date can be; 0 for less than one."""
    before = (on.month, on.day) < (day.last.month, day.last.day)
    return max(0, on.year - day.last.year - before)


def _is_older(day: Day, years: int, on: date) -> bool:
    """Say whether more than a number of years have certainly passed."""
    return (on.year - years, on.month, on.day) > (day.last.year, day.last.month, day.last.day)
