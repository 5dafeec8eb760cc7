"""Two coders of the same notes: kappa and alpha by hand, and every passage they see differently."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from auditlib.problems import InputError, UsageError
from auditlib.stats import StatsError
from auditlib.workbench import Workbench, load
from tests.builders import AUDIT, Nyby


@pytest.fixture
def second(nyby: Nyby) -> Path:
    """A second coder's copies of the notes, coded as the first did."""
    folder = nyby.root / "kontrollkoding"
    folder.mkdir()
    for path in (nyby.root / "interviews" / AUDIT).glob("I*.md"):
        shutil.copy(path, folder)
    return folder


def recode(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def audit(nyby: Nyby) -> Workbench:
    return load(AUDIT, nyby.root)


def test_equal_codings_agree_fully(nyby: Nyby, second: Path) -> None:
    found = audit(nyby).agreement("kontrollkoding")
    assert (found.kappa.value, found.alpha.value) == (1.0, 1.0)
    assert found.disagreements == found.only_first == found.only_second == ()


def test_a_passage_seen_differently_is_listed_and_counted(nyby: Nyby, second: Path) -> None:
    recode(second, "I02.md", "stance=deviates", "stance=meets")
    found = audit(nyby).agreement("kontrollkoding")
    assert [(each.unit, each.codes) for each in found.disagreements] == [("I02.p1", ("deviates", "meets"))]
    stances = [each.stance.value for note in audit(nyby).inputs.notes for each in note.passages]
    n, other = len(stances), ["meets" if each.id == "I02.p1" else each.stance.value
                              for note in audit(nyby).inputs.notes for each in note.passages]  # fmt: skip
    chance = sum(Fraction(stances.count(each) * other.count(each), n * n) for each in set(stances) | set(other))
    assert found.kappa.value == pytest.approx(float((Fraction(n - 1, n) - chance) / (1 - chance)))


def test_what_one_coder_alone_has_is_named(nyby: Nyby, second: Path) -> None:
    recode(second, "I02.md", "[Svaret kom sent.]", "Svaret kom sent. [Og brevet manglet.]")
    found = audit(nyby).agreement("kontrollkoding")
    assert found.only_first == ("I02.p1",)
    assert found.only_second == ("I02: Og brevet manglet.",)


def test_words_are_the_same_however_they_are_folded(nyby: Nyby, second: Path) -> None:
    recode(second, "I02.md", "[Svaret kom sent.]", "[Svaret\nkom sent.]")
    assert audit(nyby).agreement("kontrollkoding").only_first == ()


@pytest.mark.parametrize("by", ["criterion", "topic"])
def test_other_codes_can_be_compared(nyby: Nyby, second: Path, by: str) -> None:
    assert audit(nyby).agreement("kontrollkoding", by).kappa.value == 1.0  # type: ignore[arg-type]


def test_jupyter_shows_both_measures(nyby: Nyby, second: Path) -> None:
    shown = audit(nyby).agreement("kontrollkoding")._repr_html_()
    assert "kappa" in shown.lower()
    assert "alpha" in shown.lower()
    assert "Kodet av bare én: 0 av den første, 0 av den andre." in shown


def test_a_folder_without_notes_is_refused(nyby: Nyby) -> None:
    with pytest.raises(UsageError, match="has no notes"):
        audit(nyby).agreement("finnes-ikke")


def test_notes_about_something_else_are_refused(nyby: Nyby, second: Path) -> None:
    for path in second.glob("*.md"):
        path.unlink() if path.name != "I02.md" else None
    recode(second, "I02.md", "[Svaret kom sent.]", "[Noe helt annet.]")
    with pytest.raises(UsageError, match="shares no coded passage"):
        audit(nyby).agreement("kontrollkoding")


def test_broken_notes_give_their_problems(nyby: Nyby, second: Path) -> None:
    recode(second, "I02.md", "---", "")
    with pytest.raises(InputError, match=r"kontrollkoding/I02\.md"):
        audit(nyby).agreement("kontrollkoding")


def test_one_code_throughout_allows_no_measure(nyby: Nyby, second: Path) -> None:
    for path in second.glob("*.md"):
        if path.name != "I02.md":
            path.unlink()
    with pytest.raises(StatsError):
        audit(nyby).agreement("kontrollkoding")
