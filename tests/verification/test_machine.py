"""In any order of sending, answering, deciding and editing by hand, a note is verified only when all is decided."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from auditlib.dates import Day
from auditlib.files.notes import parse_note
from auditlib.problems import UsageError
from auditlib.verification import (
    Record,
    State,
    before_texts,
    copy_for,
    decide,
    keep_sent,
    latest,
    read_records,
    receive,
    refuse_again,
    settle,
)
from auditlib.verification.differences import Piece
from auditlib.verification.page import CameBack
from auditlib.workspace import Inputs
from tests.builders import AUDIT, nyby_in

NOTE = "I90"
DAY = Day.read("2024-03-01")
TEXT = (
    "---\nid: I90\ntitle: Gruppe\ndate: 2024-02-01\nmethod: group\ninformants: [soker-1, soker-2]\ninterviewer: X\n"
    "asked: [K1]\n---\n## Frist\n[Begge ventet lenge.]{#p1 .passage criterion=K1 stance=deviates} Slik var det.\n"
    "[Ett alene ventet.]{#p2 .passage criterion=K1 stance=deviates informants=soker-1}\n"
    "[To alene fikk svar.]{#p3 .passage criterion=K1 stance=meets informants=soker-2}\n\nSiste avsnitt her.\n"
)
PEOPLE = st.sampled_from(["soker-1", "soker-2"])


class Verifying(RuleBasedStateMachine):
    """An office that sends, reads and decides; each act reads the files anew."""

    def __init__(self) -> None:
        super().__init__()
        self.nyby = nyby_in(Path(tempfile.mkdtemp()))
        self.nyby.write(f"interviews/{AUDIT}/{NOTE}.md", TEXT)
        self.edits = 0

    @property
    def inputs(self) -> Inputs:
        return self.nyby.inputs()

    @property
    def text(self) -> str:
        return (self.nyby.root / f"interviews/{AUDIT}/{NOTE}.md").read_text(encoding="utf-8")

    @property
    def records(self) -> dict[str, Record]:
        found = latest(read_records(self.nyby.root, AUDIT))
        return {name: record for (_, name), (_, record) in found.items()}

    @rule(informant=PEOPLE, again=st.booleans())
    def send(self, informant: str, again: bool) -> None:
        inputs, before = self.inputs, self.records.get(informant)
        copy = copy_for(inputs, NOTE, informant)
        try:
            refuse_again(inputs, copy, again)
        except UsageError:
            assert before is not None or "verified:" in self.text
            return
        keep_sent(inputs, copy, "AB", DAY, "docx")
        other = "To alene" if informant == "soker-1" else "Ett alene"
        assert all(other not in each.text for each in self.records[informant].paragraphs)

    @precondition(lambda self: any(each.returned is None for each in self.records.values()))
    @rule(data=st.data(), drop=st.booleans())
    def answer(self, data: st.DataObject, drop: bool) -> None:
        waiting = sorted(name for name, each in self.records.items() if each.returned is None)
        record = self.records[data.draw(st.sampled_from(waiting))]
        pieces = [Piece(each.id, self._edited(each.text, data)) for each in record.paragraphs]
        back = CameBack(record.sent.hash[:20], tuple(pieces[:-1] if drop else pieces))
        receive(self.inputs, back, b"x", "svar.docx", "AB", DAY)
        settle(self.inputs, NOTE)

    def _edited(self, text: str, data: st.DataObject) -> str:
        """Change some words into new ones, take some away, and leave the marks of what was left out."""
        words = text.split()
        for place in data.draw(st.lists(st.integers(0, len(words) - 1), max_size=2, unique=True)):
            self.edits += 1
            if words[place] != "[…]":
                words[place] = data.draw(st.sampled_from(["", f"nytt{self.edits}"]))
        return " ".join(filter(None, words))

    @precondition(lambda self: any(each.open for each in self.records.values()))
    @rule(data=st.data(), state=st.sampled_from([State.ACCEPTED, State.REJECTED]), every=st.booleans())
    def decide(self, data: st.DataObject, state: State, every: bool) -> None:
        still = sorted(change.id for each in self.records.values() for change in each.open)
        wanted = [] if every else [data.draw(st.sampled_from(still))]
        before, records = self.text, self.records
        try:
            done = decide(self.inputs, NOTE, wanted, state, "AB", DAY, "Fordi.")
        except UsageError:
            assert state is State.ACCEPTED
            assert (self.text, self.records) == (before, records)
            return
        if state is State.REJECTED and not done.verified:
            assert self.text == before
        assert {each.state for each in done.changes} == {state}

    @rule()
    def edit_by_hand(self) -> None:
        self.edits += 1
        self.nyby.write(f"interviews/{AUDIT}/{NOTE}.md", self.text.rstrip("\n") + f" Hånd{self.edits}.\n")

    @invariant()
    def the_note_can_be_read(self) -> None:
        problems: list[object] = []
        read = parse_note(self.text, NOTE, problems)  # type: ignore[arg-type]
        assert read is not None
        assert problems == []
        # nothing came that was not there, and what is gone was said to be
        ids = {each.id for each in read.note.passages}
        gone = {
            each.passage for record in read_records(self.nyby.root, AUDIT).values()
            for change in record.changes for each in change.earlier if each.gone
        }  # fmt: skip
        assert ids == {f"{NOTE}.p1", f"{NOTE}.p2", f"{NOTE}.p3"} - gone

    @invariant()
    def verified_means_decided(self) -> None:
        if self.records and all(each.settled for each in self.records.values()):
            assert self.text.count("verified: {on: 2024-03-01, by: soker-") == 1
        rounds = [each for each in read_records(self.nyby.root, AUDIT).values() if each.settled]
        assert ("verified:" in self.text) <= bool(rounds)

    @invariant()
    def what_was_said_first_is_kept(self) -> None:
        first = {each.id: each.text for each in parse_note(TEXT, NOTE, []).note.passages}  # type: ignore[union-attr]
        now = {each.id: each.text for each in parse_note(self.text, NOTE, []).note.passages}  # type: ignore[union-attr]
        changed = {id_ for id_, said in first.items() if now.get(id_) != said}
        kept = before_texts(self.nyby.root, AUDIT)
        assert changed <= kept.keys()
        assert {id_: kept[id_] for id_ in changed} == {id_: first[id_] for id_ in changed}


TestVerifying = Verifying.TestCase
TestVerifying.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
