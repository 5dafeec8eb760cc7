"""`auditlib status --suspect`: what was found last time helps, and never tells anything but the truth."""

import shutil
from pathlib import Path

import pytest

from auditlib.problems import InputError
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
    for path in [*folder.rglob("*.json")]:
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
