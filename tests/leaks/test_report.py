"""The report of the worked example, with its figures and references, holds nothing that looks like a secret."""

import shutil
from pathlib import Path

import pytest

from auditlib.leaks import Category, Secrets, find_leaks, secrets_of
from auditlib.workspace import Inputs, read_inputs
from tests.report.pages import pages_of

AUDIT = "nyby-2024"


@pytest.fixture(scope="module")
def pages(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The internal and the public page."""
    folder = tmp_path_factory.mktemp("page")
    internal, public = pages_of(Path(shutil.copytree(template, folder / "workspace")), AUDIT, folder)
    return internal.html.encode(), public.html.encode()


@pytest.fixture(scope="module")
def inputs(template: Path) -> Inputs:
    found, _ = read_inputs(template, AUDIT)
    assert found is not None
    return found


def test_no_figure_or_reference_is_taken_for_a_secret(pages: tuple[bytes, bytes]) -> None:
    for page in pages:
        assert len(page) > 50_000
        assert [str(each) for each in find_leaks(page, "html", Secrets())] == []


def test_the_public_edition_passes_the_gate(pages: tuple[bytes, bytes], inputs: Inputs) -> None:
    assert [str(each) for each in find_leaks(pages[1], "html", secrets_of(inputs))] == []


def test_the_internal_edition_does_not(pages: tuple[bytes, bytes], inputs: Inputs) -> None:
    assert Category.CASE in {each.category for each in find_leaks(pages[0], "html", secrets_of(inputs))}
