"""Whatever people do, in whatever order: nothing stale counts, no writer signs, a disagreement is open until settled.

The machine keeps its own books of who has said what of which words, without stamps, and holds the tool against them.
"""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from auditlib.review import Mark, MarkKind, Round, Signature, State, Subject, standing_of
from auditlib.review.acts import mark_on, own_points, refusal
from auditlib.review.marks import folded, same_name
from auditlib.review.standing import covered_by, signable
from auditlib.stamps import stamp

NAMES = ("Kari", "Ola", "Per", "kari ", "  PER")
IDS = ("F1.c1", "F1", "F2")
WORDS = ("8 av 18", "9 av 18")
POINTS = (MarkKind.DISAGREE, MarkKind.ASK)


class Referencing(RuleBasedStateMachine):
    """Three subjects with writers and words that change, and people who do what they can."""

    def __init__(self) -> None:
        super().__init__()
        self.words = dict.fromkeys(IDS, (0, "7 av 18"))
        self.writers = dict.fromkeys(IDS, ("per",))
        self.rounds: list[Round] = []
        self.clock = datetime(2024, 5, 12, tzinfo=UTC)
        self.agreed: set[tuple[int, str, str, tuple[int, str]]] = set()  # round, who, what, the words then
        self.raised: dict[str, tuple[str, str]] = {}  # point: who raised it on what
        self.edits = 0

    @initialize()
    def begin(self) -> None:
        self.start()

    def subjects(self) -> list[Subject]:
        return [
            Subject(id_, id_.partition(".")[0], said, said, stamp([id_, number, said]), self.writers[id_], id_)
            for id_, (number, said) in self.words.items()
        ]

    def standing(self, rounds: list[Round] | None = None):  # type: ignore[no-untyped-def]
        found = self.rounds if rounds is None else rounds
        return standing_of(self.subjects(), found, found[-1])

    def now(self) -> str:
        self.clock += timedelta(seconds=1)
        return self.clock.strftime("%Y-%m-%dT%H:%M:%SZ")

    def add(self, mark: Mark) -> None:
        last = self.rounds[-1]
        self.rounds[-1] = Round(last.name, last.starts, (*last.marks, mark), last.signatures)

    @rule()
    def start(self) -> None:
        self.rounds.append(Round(f"runde-{len(self.rounds) + 1}"))

    @rule(id_=st.sampled_from(IDS), said=st.sampled_from(WORDS))
    def change_words(self, id_: str, said: str) -> None:
        self.edits += 1
        self.words[id_] = (self.edits, said)

    @rule(id_=st.sampled_from(IDS), writers=st.sampled_from([("per",), ("kari",), ("kari", "per"), ()]))
    def change_writers(self, id_: str, writers: tuple[str, ...]) -> None:
        self.writers[id_] = writers

    @rule(id_=st.sampled_from(IDS), by=st.sampled_from(NAMES), kind=st.sampled_from((MarkKind.AGREE, *POINTS)))
    def judge(self, id_: str, by: str, kind: MarkKind) -> None:
        found = self.standing()[id_]
        reason = "Fordi" if kind in POINTS else ""
        has_open = any(same_name(who, by) and on == id_ for who, on in self.raised.values())
        refused = bool(refusal(found, kind, by, reason))
        writers = self.writers[id_]
        assert refused == (not writers or folded(by) in writers or (kind is MarkKind.AGREE and has_open))
        if refused:
            return
        assert found.subject
        mark = mark_on(found.subject, kind, by, self.now(), reason)
        self.add(mark)
        if kind in POINTS:
            self.raised[mark.digest] = (by, id_)
        else:
            self.agreed.add((len(self.rounds), folded(by), id_, self.words[id_]))

    @rule(id_=st.sampled_from(IDS), by=st.sampled_from(NAMES))
    def settle(self, id_: str, by: str) -> None:
        found = self.standing()[id_]
        points = own_points(found, by)
        mine = {point for point, (who, on) in self.raised.items() if same_name(who, by) and on == id_}
        assert set(points) == mine
        if not points or not found.subject:
            return
        self.add(mark_on(found.subject, MarkKind.SETTLE, by, self.now(), "", points))
        for point in points:
            del self.raised[point]
        self.agreed.add((len(self.rounds), folded(by), id_, self.words[id_]))

    @rule(id_=st.sampled_from(IDS), by=st.sampled_from(NAMES))
    def forge_a_settlement(self, id_: str, by: str) -> None:
        """A file that settles somebody else's point changes nothing of the point."""
        found = self.standing()[id_]
        others = tuple(each.mark.digest for each in found.open if not same_name(each.mark.by, by))
        if others and found.subject:
            self.add(mark_on(found.subject, MarkKind.ANSWER, by, self.now(), "Rettet", others))
            self.add(mark_on(found.subject, MarkKind.SETTLE, by, self.now(), "", others))
            if folded(by) not in self.writers[id_]:
                self.agreed.add((len(self.rounds), folded(by), id_, self.words[id_]))

    @precondition(lambda self: not self.standing().open)
    @rule(by=st.sampled_from(NAMES))
    def sign(self, by: str) -> None:
        standing = self.standing()
        mine = signable(by, standing.subjects)
        if mine:
            signature = Signature(by=by, on=self.now(), covers=covered_by(by, standing.subjects), count=len(mine))
            last = self.rounds[-1]
            self.rounds[-1] = Round(last.name, last.starts, last.marks, (*last.signatures, signature))

    @invariant()
    def a_disagreement_is_open_until_settled(self) -> None:
        if not self.rounds:
            return
        is_open = {point.mark.digest for each in self.standing().subjects for point in each.open}
        assert is_open == set(self.raised)

    @invariant()
    def only_what_was_read_as_it_stands_counts(self) -> None:
        if not self.rounds:
            return
        for each in self.standing().subjects:
            valid = {
                who
                for number, who, id_, words in self.agreed
                if number == len(self.rounds) and id_ == each.id and words == self.words[id_]
            }
            valid -= set(self.writers[each.id])
            holding = {folded(mark.by) for mark in each.signed}
            assert holding == (valid if self.writers[each.id] else set())
            open_here = any(id_ == each.id for _, id_ in self.raised.values())
            assert (each.state is State.AGREED) == (bool(holding) and not open_here)

    @invariant()
    def no_stale_signature_and_no_writers_counts(self) -> None:
        if not self.rounds:
            return
        standing = self.standing()
        if standing.signed:
            assert all(each.state is State.AGREED for each in standing.subjects)
        if standing.whole:
            for each in standing.subjects:
                assert each.subject
                assert any(folded(one.by) not in each.subject.writers for one in standing.signed)
        for one in standing.signed:
            assert one.count == sum(folded(one.by) not in self.writers[id_] for id_ in IDS)

    @invariant()
    def the_order_of_files_means_nothing(self) -> None:
        if not self.rounds:
            return
        shuffled = []
        for number, each in enumerate(self.rounds):
            marks, signatures = list(each.marks), list(each.signatures)
            Random(number).shuffle(marks)
            Random(number).shuffle(signatures)
            shuffled.append(Round(each.name, each.starts, tuple(marks), tuple(signatures)))
        assert self.standing(shuffled) == self.standing()


TestReferencing = Referencing.TestCase
TestReferencing.settings = settings(max_examples=60, stateful_step_count=30)
