"""Sign-offs and judgements agree on what a change is: an edit voids what was signed exactly where it makes suspect."""

import shutil
from pathlib import Path

import pytest

from auditlib.review import Subject, subjects_of
from tests.builders import Nyby
from tests.judged.building import judged_in, mapped, suspects
from tests.judged.edits import COSMETIC, MEANT, Edit


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Subject]]:
    """The audit with all of it judged, and what there is to reference in it; copy it, never write to it."""
    root = judged_in(tmp_path_factory.mktemp("judged")).root
    return root, subjects(root)


def subjects(root: Path) -> dict[str, Subject]:
    return {each.id: each for each in subjects_of(mapped(root))}


def voided(before: dict[str, Subject], after: dict[str, Subject]) -> set[str]:
    """Name the items that, or of which a claim, is not as it was."""
    was, now = ({id_: each.stamp for id_, each in found.items()} for found in (before, after))
    return {(after.get(id_) or before[id_]).owner for id_ in {*was, *now} if was.get(id_) != now.get(id_)}


@pytest.mark.parametrize("edit", [*COSMETIC, *MEANT], ids=lambda edit: f"{edit[0]}: {edit[2][:30]}")
def test_an_edit_voids_what_it_makes_suspect_and_no_more(
    edit: Edit, judged: tuple[Path, dict[str, Subject]], tmp_path: Path
) -> None:
    root, before = judged
    nyby = Nyby(Path(shutil.copytree(root, tmp_path / "copy")))
    nyby.change(*edit[:3])
    assert voided(before, subjects(nyby.root)) == set(edit[3].split()) == suspects(nyby.root)


def test_a_claim_is_void_where_its_own_evidence_moved(judged: tuple[Path, dict[str, Subject]], tmp_path: Path) -> None:
    root, before = judged
    nyby = Nyby(Path(shutil.copytree(root, tmp_path / "copy")))
    nyby.change("I04.md", "fra hverandre", "fra rådhuset")
    after = subjects(nyby.root)
    claims = {id_ for id_, each in before.items() if each.is_claim}
    assert {id_ for id_ in claims if before[id_].stamp != after[id_].stamp} == {"F2.c1", "F3.c2"}
