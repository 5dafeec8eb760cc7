"""`auditlib status --suspect`: what was found last time helps, and never tells anything but the truth."""

import dataclasses
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from auditlib.interviews import Passage
from auditlib.judged.kept import KeptPassage
from auditlib.judged.kept_mapped import KeptMapped
from auditlib.problems import InputError, Severity
from auditlib.workbench import check
from auditlib.workbench.quick import quick
from tests.builders import AUDIT, Nyby
from tests.judged.building import judge_all, judged_in, standing
from tests.judged.edits import COSMETIC, MEANT


@pytest.fixture
def judged(tmp_path: Path) -> Nyby:
    nyby = judged_in(tmp_path)
    assert quick(AUDIT, tmp_path).suspects == {}
    return nyby


def same(root: Path) -> set[str]:
    """Look quickly and wholly, and hold the two against each other."""
    slow, fast = standing(root), quick(AUDIT, root)
    assert fast.suspects == slow.suspects
    assert fast.held == slow.held
    assert fast.unstored == slow.unstored
    return set(fast.suspects)


@pytest.mark.parametrize("edit", [*COSMETIC, *MEANT][::3], ids=lambda edit: f"{edit[0]}: {edit[2][:30]}")
def test_an_edit_is_found(edit: tuple[str, str, str, str], judged: Nyby) -> None:
    file, old, new, wanted = edit
    judged.change(file, old, new)
    assert same(judged.root) == set(wanted.split())


def test_edits_judgements_and_notes_come_and_go(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    assert same(judged.root) == {"V1", "F1", "S1", "A1"}
    judge_all(judged.root, "V1")
    assert same(judged.root) == {"F1", "S1", "A1"}
    judged.change("I04.md", "Veiledning er nevnt.", "Veiledning er ikke nevnt.")
    assert same(judged.root) == {"F1", "S1", "A1", "V3", "F3", "A2"}
    (judged.root / "interviews/nyby/I03.md").unlink()
    assert same(judged.root) == {"V1", "F1", "S1", "A1", "V3", "F3", "A2"}
    judge_all(judged.root)
    assert same(judged.root) == set()
    (judged.root / "findings/nyby/judged/V1.yaml").unlink()
    assert same(judged.root) == set()
    (judged.root / "findings/nyby/judged/V2.yaml").write_text("x", encoding="utf-8")
    assert same(judged.root) == {"V2"}


def test_a_judgement_that_comes_or_goes_is_noticed(judged: Nyby) -> None:
    judged.change("recommendations.yaml", "id: A2", "id: A3")
    assert same(judged.root) == set()
    assert quick(AUDIT, judged.root).unstored == ("A3",)


def test_the_folder_may_be_deleted_or_damaged(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    folder = judged.root / "reports" / AUDIT / ".status"
    for path in [*folder.rglob("*.*")]:
        path.write_text("{}", encoding="utf-8")
    assert same(judged.root) == {"V1", "F1", "S1", "A1"}
    shutil.rmtree(folder)
    assert same(judged.root) == {"V1", "F1", "S1", "A1"}


def test_errors_are_told(judged: Nyby) -> None:
    judged.change("I01.md", "stance=deviates", "stance=sideways")
    with pytest.raises(InputError, match="sideways"):
        quick(AUDIT, judged.root)
    judged.change("I01.md", "stance=sideways", "stance=deviates")
    judged.change("I01.md", "criterion=K1", "criterion=K9")
    with pytest.raises(InputError, match="K9"):
        quick(AUDIT, judged.root)


def test_only_the_notes_there_are_are_kept(judged: Nyby) -> None:
    notes = judged.root / "reports" / AUDIT / ".status" / "notes"
    judged.change("I01.md", "over tolv uker", "over ti uker")
    quick(AUDIT, judged.root)
    assert len(list(notes.iterdir())) == 4


def test_an_edit_that_keeps_size_and_time_is_found(judged: Nyby) -> None:
    path = judged.root / "interviews/nyby/I01.md"
    for words, suspects in (("ti", {"V1", "F1", "S1", "A1"}), ("fem", {"V1", "F1", "S1", "A1"}), ("tolv", set())):
        before = path.stat()
        text = path.read_text(encoding="utf-8")
        said = re.sub(r"over (\w+) +uker", f"over {words} {' ' * (4 - len(words))}uker", text)
        path.write_text(said, encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
        assert same(judged.root) == suspects


def test_kept_notes_answer_as_notes_that_were_read(judged: Nyby) -> None:
    judged.change("I01.md", "over tolv uker", "over ti uker")
    kept, read = quick(AUDIT, judged.root).mapped, standing(judged.root).mapped
    assert isinstance(kept, KeptMapped)
    assert list(kept.register) == list(read.register)
    assert len(kept.register) == len(read.register)
    assert "I09.p1" not in kept.register
    assert "I01" not in kept.register
    for ours, theirs in zip(kept.inputs.notes, read.inputs.notes, strict=True):
        assert (ours.id, ours.spoken_on, ours.interview.at) == (theirs.id, theirs.spoken_on, theirs.interview.at)
        assert ours.interview.model_dump() == theirs.interview.model_dump()
        assert list(ours.passages) == [KeptPassage(*_fields(each), each.stamp) for each in theirs.passages]
    assert [each.asked_about() for each in kept.inputs.notes] == [each.asked_about() for each in read.inputs.notes]
    criteria, topics = ["K1", "K2", "K3", "K9"], ["", "svartid", "kontorplass", "annet"]
    for criterion in criteria:
        assert kept.register.on_criterion(criterion) == read.register.on_criterion(criterion)
        for topic in topics:
            assert kept.register.on_criterion(criterion, topic) == read.register.on_criterion(criterion, topic)
            for added in ((), ("I04.p3", "M1", "D1.u1", "I09.p1")):
                about = ([criterion, "K1"], [topic] if topic else [], added)
                assert kept.register.about(*about) == read.register.about(*about)
            for group in ("", "soker", "leder", "ingen"):
                about = (criterion, topic, group)
                assert kept.tallies.on(*about) == read.tallies.on(*about)
    for topic in topics[1:]:
        assert kept.register.on_topic(topic) == read.register.on_topic(topic)
        assert kept.tallies.on(topic) == read.tallies.on(topic)
    assert kept.suggestion("K1") == read.suggestion("K1")


def _fields(passage: Passage) -> tuple[object, ...]:
    return tuple(getattr(passage, each.name) for each in dataclasses.fields(passage))


class Looking(RuleBasedStateMachine):
    """Edits, judgements and looks in any order: the quick look tells what the full one does."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())

    @initialize()
    def judged(self) -> None:
        self.nyby = judged_in(self.folder / "audit")

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(edit=st.sampled_from([*COSMETIC, *MEANT]), keep_time=st.booleans(), back=st.booleans())
    def edit(self, edit: tuple[str, str, str, str], keep_time: bool, back: bool) -> None:
        file, old, new, _ = edit
        path = self.nyby.root / self.nyby._full(file)
        seen, before = path.stat(), path.read_text(encoding="utf-8")
        path.write_text(before.replace(new, old) if back and new else before.replace(old, new), encoding="utf-8")
        if keep_time:
            os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
        if any(each.severity is Severity.ERROR for each in check(AUDIT, self.nyby.root)[1]):
            path.write_text(before, encoding="utf-8")

    @rule(id_=st.sampled_from(["V1", "F1", "S1", "A2"]))
    def judge(self, id_: str) -> None:
        judge_all(self.nyby.root, id_)

    @rule(id_=st.sampled_from(["V3", "F2"]))
    def damage(self, id_: str) -> None:
        path = self.nyby.root / f"findings/nyby/judged/{id_}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("Kari", "Ola"), encoding="utf-8")

    @rule()
    def look(self) -> None:
        same(self.nyby.root)


@pytest.mark.slow
def test_any_order_of_edits_and_looks() -> None:
    run_state_machine_as_test(Looking, settings=settings(max_examples=15, stateful_step_count=15, deadline=None))
