"""Any order of edits, judgements and acceptances: a judged item holds right after, and nothing suspect is published."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from auditlib.judged import Acceptance, Standing, accept
from auditlib.problems import Severity
from auditlib.report.doubts import SuspectError
from auditlib.report.gate import Gate, refusal_of
from auditlib.workbench import check
from tests.builders import AUDIT, Nyby
from tests.judged.building import judge_all, judged_in, standing
from tests.judged.edits import COSMETIC, MEANT, Edit

_PAGE = {"rapport.html": b"<!doctype html><html><body><p>Rapport</p></body></html>"}
_IDS = ("V1", "V2", "V3", "V4", "F1", "F2", "F3", "S1", "A1", "A2")


class Life(RuleBasedStateMachine):
    """One audit, edited, judged and accepted in any order; what each judgement rested on is remembered here too."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.rested: dict[str, tuple[str, dict[tuple[str, str], str]]] = {}

    @initialize()
    def judged(self) -> None:
        self.nyby = judged_in(self.folder / "audit")
        self._remember(*_IDS)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(edit=st.sampled_from([*COSMETIC, *MEANT]))
    def edit(self, edit: Edit) -> None:
        file, old, new, _ = edit
        path = self.nyby.root / self.nyby._full(file)
        before = path.read_text(encoding="utf-8")
        path.write_text(before.replace(old, new), encoding="utf-8")
        if any(each.severity is Severity.ERROR for each in check(AUDIT, self.nyby.root)[1]):
            path.write_text(before, encoding="utf-8")

    @rule(ids=st.sets(st.sampled_from(_IDS), min_size=1))
    def judge(self, ids: set[str]) -> None:
        judge_all(self.nyby.root, *sorted(ids))
        self._remember(*ids)
        assert set(self.now.suspects).isdisjoint(ids)

    @rule(id_=st.sampled_from(_IDS))
    def accept(self, id_: str) -> None:
        now = self.now
        if id_ in now.suspects:
            given = Acceptance("Ola", "2024-05-04", "Betyr ikke noe.", "")
            accept(self.nyby.root, AUDIT, now.judgements, now.suspects, now.store, id_, given)
            self._remember(id_)
            assert id_ not in self.now.suspects

    @property
    def now(self) -> Standing:
        return standing(self.nyby.root)

    def _remember(self, *ids: str) -> None:
        for id_, each in self.now.judgements.items():
            if id_ in ids:
                rested = {key: rest.stamp for key, rest in each.rests.items()}
                self.rested[id_] = (each.deep, {"": each.stamp, **rested})

    @invariant()
    def suspects_are_those_whose_ground_moved(self) -> None:
        if not self.rested:
            return
        now = self.now
        for id_, each in now.judgements.items():
            deep, rested = self.rested[id_]
            moved = rested != {"": each.stamp, **{key: rest.stamp for key, rest in each.rests.items()}}
            assert not moved or id_ in now.suspects
            assert deep != each.deep or id_ not in now.suspects

    @invariant()
    def nothing_suspect_is_published(self) -> None:
        if self.rested:
            now = self.now
            refused = refusal_of(_PAGE, Gate(now.mapped.inputs), now.suspects)
            assert isinstance(refused, SuspectError) == bool(now.suspects)


@pytest.mark.slow
def test_the_life_of_judgements() -> None:
    settings_ = settings(max_examples=8, stateful_step_count=12)
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Life, settings=settings_)  # type: ignore[no-untyped-call]


def test_a_page_is_refused_with_what_to_do(tmp_path: Path) -> None:
    nyby: Nyby = judged_in(tmp_path)
    nyby.change("I04.md", "Noen saker går fort", "De fleste saker går fort")
    now = standing(tmp_path)
    said = str(refusal_of(_PAGE, Gate(now.mapped.inputs), now.suspects))
    assert "findings/nyby/assessments.yaml:2:5: V1: I04.p1\n" in said
    assert "findings/nyby/findings.yaml:2:5: F1: V1\n" in said
    assert "auditlib accept nyby ID --reason" in said
    assert refusal_of({}, Gate(now.mapped.inputs), now.suspects) is None
