"""Evidence: one uniform row over passages, measurements, file reviews and document excerpts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from auditlib.criteria import Stance
from auditlib.documents import Document, Excerpt
from auditlib.interviews import Passage
from auditlib.language import _
from auditlib.problems import Location
from auditlib.stamps import stamp
from auditlib.tables import Measurement, Outcome

_MOST_CELLS = 6
_CELL = re.compile(r"row (.*), column (.*)")


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    PASSAGE = "passage"
    MEASUREMENT = "measurement"
    REVIEW = "review"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence: what it is about, what it says of it, and where it comes from.

    `origin` is the id of the interview, table, review or document; `locator` is the place in it. `tested` says that a
    norm was held against it.
    """

    id: str
    kind: EvidenceKind
    criterion: str
    topic: str
    stance: Stance
    text: str
    origin: str
    locator: str
    informants: tuple[str, ...]
    at: Location
    stamp: str
    tested: bool = False


def from_passage(passage: Passage) -> Evidence:
    """Make evidence from a coded passage."""
    return Evidence(
        passage.id, EvidenceKind.PASSAGE, passage.criterion, passage.topic, passage.stance, passage.text,
        passage.interview, f"linje {passage.at.line}", passage.informants, passage.at, passage.stamp,
    )  # fmt: skip


def from_excerpt(document: Document, excerpt: Excerpt) -> Evidence:
    """Make evidence from a document excerpt."""
    return Evidence(
        f"{document.id}.{excerpt.id}", EvidenceKind.EXCERPT, excerpt.criterion or "", excerpt.topic or "",
        excerpt.stance, excerpt.text, document.id, excerpt.locator, (), excerpt.at, excerpt.stamp,
    )  # fmt: skip


def from_measurement(measured: Measurement) -> Evidence:
    """Make evidence from what a test gave; a test of cases is a file review."""
    kind = EvidenceKind.REVIEW if measured.n is not None else EvidenceKind.MEASUREMENT
    content = (measured.id, measured.stance.value, measured.sentence, str(measured.value))
    cells = () if measured.n is not None else measured.cells  # cases are counted, never named
    places = list(dict.fromkeys(_CELL.sub(_("rad \\1, kolonne \\2"), cell.where) for cell in cells))
    if len(places) > _MOST_CELLS:
        places = [*places[:_MOST_CELLS], _("og {count} celler til").format(count=len(places) - _MOST_CELLS)]
    return Evidence(
        measured.id, kind, measured.criterion, measured.topic, measured.stance, measured.sentence,
        measured.table, "; ".join(places) or measured.title, (), measured.at, stamp(content),
        measured.outcome in (Outcome.MET, Outcome.NOT_MET),
    )  # fmt: skip


class Register:
    """All evidence of an audit, found by id, criterion or topic."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        """Index the evidence in the order given."""
        self._all = {each.id: each for each in evidence}
        self._places = {id_: place for place, id_ in enumerate(self._all)}
        self._by_criterion: defaultdict[str, list[Evidence]] = defaultdict(list)
        self._by_topic: defaultdict[str, list[Evidence]] = defaultdict(list)
        for each in self._all.values():
            self._by_criterion[each.criterion].append(each)
            self._by_topic[each.topic].append(each)

    def __iter__(self) -> Iterator[Evidence]:
        """Go through the evidence in order."""
        return iter(self._all.values())

    def __len__(self) -> int:
        """Count the pieces of evidence."""
        return len(self._all)

    def __contains__(self, id_: object) -> bool:
        """Say whether there is evidence with this id."""
        return id_ in self._all

    def __getitem__(self, id_: str) -> Evidence:
        """Give the evidence with this id; raise KeyError when there is none."""
        return self._all[id_]

    def on_criterion(self, criterion: str, topic: str = "") -> list[Evidence]:
        """Give what is coded on a criterion, within a topic if one is named."""
        return [each for each in self._by_criterion.get(criterion, ()) if not topic or each.topic == topic]

    def on_topic(self, topic: str) -> list[Evidence]:
        """Give what is coded on a topic, whatever its criterion."""
        return list(self._by_topic.get(topic, ()))

    def about(self, criteria: Iterable[str], topics: Iterable[str], added: Iterable[str]) -> list[Evidence]:
        """Give a finding's evidence: on its criteria (within its topics if any), on its topics alone, and added."""
        wanted, found = set(topics), {}
        for criterion in criteria:
            for each in self.on_criterion(criterion):
                if not wanted or each.topic in wanted:
                    found[each.id] = each
        for topic in wanted:
            found.update({each.id: each for each in self.on_topic(topic) if not each.criterion})
        found.update({id_: self._all[id_] for id_ in added if id_ in self._all})
        return sorted(found.values(), key=lambda each: self._places[each.id])


def nearest(id_: str, known: Collection[str]) -> Collection[str]:
    """Give those of many ids that one may have been meant for: those whose first part is most like its own.

    A misspelt `I0712.p9` is held against the interviews first: against each of 100,000 passages it would take seconds.
    Gives all when no first part is like its own.
    """
    firsts = dict.fromkeys(each.partition(".")[0] for each in known)
    near = get_close_matches(id_.partition(".")[0], firsts)
    return [each for each in known if each.partition(".")[0] in near] if near else known
