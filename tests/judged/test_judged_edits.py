"""Edits of a judged audit: what must become suspect does, and nothing else."""

import shutil
from pathlib import Path

import pytest

from tests.builders import Nyby
from tests.judged.building import judged_in, suspects
from tests.judged.edits import COSMETIC, MEANT, Edit


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The audit with all of it judged; copy it, never write to it."""
    return judged_in(tmp_path_factory.mktemp("judged")).root


def name_of(edit: Edit) -> str:
    return f"{edit[0]}: {edit[2][:30]}"


def test_there_are_a_hundred_edits() -> None:
    assert len({edit[:3] for edit in (*COSMETIC, *MEANT)}) >= 120
    assert min(len(COSMETIC), len(MEANT)) >= 50


@pytest.mark.parametrize("edit", [*COSMETIC, *MEANT], ids=name_of)
def test_an_edit_makes_suspect_what_it_must_and_no_more(edit: Edit, judged: Path, tmp_path: Path) -> None:
    file, old, new, wanted = edit
    nyby = Nyby(Path(shutil.copytree(judged, tmp_path / "copy")))
    nyby.change(file, old, new)
    assert suspects(nyby.root) == set(wanted.split())


def test_an_edit_that_is_taken_back_leaves_nothing_suspect(judged: Path, tmp_path: Path) -> None:
    nyby = Nyby(Path(shutil.copytree(judged, tmp_path / "copy")))
    nyby.change("I01.md", "over tolv uker", "over ti uker")
    assert suspects(nyby.root) == {"V1", "F1", "S1", "A1"}
    nyby.change("I01.md", "over ti uker", "over tolv uker")
    assert suspects(nyby.root) == set()
