"""An audit mapped with notes that are kept: a passage is only made where something looks at it.

Everything answers as in `auditlib.mapping`; what differs is when it is made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from auditlib.criteria import Stance
from auditlib.evidence import Evidence, Register, from_passage
from auditlib.interviews import Informant
from auditlib.judged.kept import KeptNote
from auditlib.mapping import Mapped
from auditlib.rules import Tallies
from auditlib.tables import Measurement
from auditlib.workspace import Inputs

_Places = Sequence[int]  # of passages, counted through all notes


class KeptMapped(Mapped):
    """An audit's inputs with its measurements, whose evidence and tallies are made when they are asked for."""

    def __init__(self, inputs: Inputs, notes: Sequence[KeptNote], measurements: Sequence[Measurement]) -> None:
        """Hold inputs whose notes are the kept ones, in that order."""
        super().__init__(replace(inputs, notes=()), measurements)
        self.inputs = inputs
        said = _Said(notes)
        self.register = _KeptRegister(said, self.register)
        self.tallies = _KeptTallies(said, inputs.informants)


class _Said:
    """All passages by their places, and where those on a criterion and topic stand."""

    def __init__(self, notes: Sequence[KeptNote]) -> None:
        self.notes = notes
        self._starts = [0, *accumulate(len(note.codings.ids) for note in notes)]
        self._made: dict[int, Evidence] = {}
        self._numbers = {note.id: number for number, note in enumerate(notes)}
        self._pairs: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        pairs = (pair for note in notes for pair in zip(note.codings.criteria, note.codings.topics, strict=True))
        for place, pair in enumerate(pairs):
            self._pairs[pair].append(place)

    def __len__(self) -> int:
        return self._starts[-1]

    def place_of(self, id_: str) -> int | None:
        """Give where the passage with an id stands; its id begins with its note's."""
        parts = id_.split(".")
        for end in range(1, len(parts)):
            note = self._numbers.get(".".join(parts[:end]))
            if note is not None and id_ in (ids := self.notes[note].codings.ids):
                return self._starts[note] + ids.index(id_)
        return None

    def coded(self, place: int) -> tuple[Sequence[str], Stance]:
        """Give whom a passage speaks for, and its stance."""
        note, number = self._at(place)
        return note.codings.speakers(number), note.codings.stance(number)

    def evidence(self, place: int) -> Evidence:
        """Give a passage as evidence, made once."""
        if place not in self._made:
            note, number = self._at(place)
            self._made[place] = from_passage(note.passage(number))
        return self._made[place]

    def _at(self, place: int) -> tuple[KeptNote, int]:
        note = bisect_right(self._starts, place) - 1
        return self.notes[note], place - self._starts[note]

    def on_criterion(self, criterion: str, topic: str = "") -> _Places:
        """Give the places of what is coded on a criterion, within a topic if one is named."""
        if topic:
            return self._pairs.get((criterion, topic), ())
        return sorted(place for pair, places in self._pairs.items() if pair[0] == criterion for place in places)

    def on_topic(self, topic: str) -> _Places:
        """Give the places of what is coded on a topic, whatever its criterion."""
        return sorted(place for pair, places in self._pairs.items() if pair[1] == topic for place in places)


class _KeptRegister(Register):
    """All evidence: passages, which come first, and the others."""

    def __init__(self, said: _Said, others: Register) -> None:
        super().__init__(others)
        self._said, self._others = said, others

    def __iter__(self) -> Iterator[Evidence]:
        yield from map(self._said.evidence, range(len(self._said)))
        yield from self._others

    def __len__(self) -> int:
        return len(self._said) + len(self._others)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._others or (isinstance(id_, str) and self._said.place_of(id_) is not None)

    def __getitem__(self, id_: str) -> Evidence:
        place = self._said.place_of(id_)
        return self._others[id_] if place is None else self._said.evidence(place)

    def on_criterion(self, criterion: str, topic: str = "") -> list[Evidence]:
        found = map(self._said.evidence, self._said.on_criterion(criterion, topic))
        return [*found, *self._others.on_criterion(criterion, topic)]

    def on_topic(self, topic: str) -> list[Evidence]:
        return [*map(self._said.evidence, self._said.on_topic(topic)), *self._others.on_topic(topic)]

    def about(self, criteria: Iterable[str], topics: Iterable[str], added: Iterable[str]) -> list[Evidence]:
        named, wanted, also = list(criteria), set(topics), list(added)
        pairs = [(criterion, topic) for criterion in named for topic in wanted or {""}]
        places = {place for pair in pairs for place in self._said.on_criterion(*pair)}
        places.update(place for topic in wanted for place in self._said.on_criterion("", topic))
        places.update(place for id_ in also if (place := self._said.place_of(id_)) is not None)
        return [*map(self._said.evidence, sorted(places)), *self._others.about(named, wanted, also)]


class _KeptTallies(Tallies):
    """Tallies of every criterion and topic, each made when it is asked for."""

    def __init__(self, said: _Said, informants: Sequence[Informant]) -> None:
        super().__init__((), informants)
        self._passages = said
        self._raised: dict[str, dict[str, None]] = {}

    def _of(self, about: str, topic: str) -> Mapping[str, frozenset[Stance]]:
        if (about, topic) not in self._said:
            self._said[about, topic] = self._count_on(about, topic)
        return self._said[about, topic]

    def _count_on(self, about: str, topic: str) -> dict[str, frozenset[Stance]]:
        """Count what was said on something; those who were asked are `_asked`."""
        places, counted = self._passages.on_criterion(about, topic), defaultdict[str, set[Stance]](set)
        if not topic:
            places = sorted({*places, *self._passages.on_topic(about)})
        for informants, stance in map(self._passages.coded, places):
            for informant in informants:
                counted[informant].add(stance)
        return {informant: frozenset(stances) for informant, stances in counted.items()}

    def _asked(self, about: str) -> Iterable[str]:
        """Give all informants of the notes that raise it: a passage speaks for none but its note's (N412)."""
        if about not in self._raised:
            notes = (note for note in self._passages.notes if about in note.about)
            self._raised[about] = dict.fromkeys(name for note in notes for name in note.informants)
        return self._raised[about]
