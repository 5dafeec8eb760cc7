"""Every command in the guides is run, in the order of the page, and prints what the page shows."""

import re
import shutil
from contextlib import ExitStack
from pathlib import Path

import click
import pytest

from auditlib.cli import main
from tests.cli.calls import call
from tests.docs.guides import Command, Deed, Meanwhile, pattern_of, steps_of
from tests.docs.others import OTHERS

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "brukerveiledning"
RECIPES = ROOT / "docs" / "howto"
EXAMPLE = "barnevern-trondheim-2022"
PAGES = sorted([*GUIDE.glob("*.md"), *RECIPES.glob("*.md")])
INLINE = re.compile(r"`auditlib\s+([^`]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def follow(guide: Path, start: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what a guide says, from a folder."""
    monkeypatch.chdir(start)
    with ExitStack() as around:
        for step in steps_of(guide):
            if isinstance(step, Deed):
                step.do(Path.cwd())
            elif isinstance(step, Meanwhile):
                around.enter_context(OTHERS[step.who](Path.cwd()))
            elif step.words[0] == "cd":
                monkeypatch.chdir(step.words[1])
            else:
                run(step, guide)


def run(step: Command, guide: Path) -> None:
    assert step.words[0] == "auditlib", f"{guide.name}: only auditlib and cd can be run: {step.line}"
    done = call(*step.words[1:])
    said = f"{guide.name}: $ {step.line}\n{done.output}"
    assert done.exit_code == step.status, said
    assert step.fits(done.output), f"{said}--- is not:\n{step.printed}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the project's workspace, with the example of the guide, under `auditlib`."""
    folder = tmp_path_factory.mktemp("arbeid")
    for part in ("criteria", "statistics", "documents", "findings"):
        shutil.copytree(ROOT / part / EXAMPLE, folder / "auditlib" / part / EXAMPLE)
    for part in ("sources", "standards"):
        shutil.copytree(ROOT / "criteria" / part, folder / "auditlib" / "criteria" / part)
    return folder


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as `auditlib new` makes it, with its report."""
    folder = tmp_path_factory.mktemp("ferdig") / "min-revisjon"
    assert call("new", folder).exit_code == 0
    assert call("run", "nyby-2024", "-q", "-w", folder).exit_code == 0
    return folder


@pytest.mark.slow
def test_the_user_guide(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = project
    for chapter in sorted(GUIDE.glob("[0-9]*.md")):
        follow(chapter, start, monkeypatch)
        start = Path.cwd()


@pytest.mark.slow
@pytest.mark.parametrize("recipe", sorted(RECIPES.glob("*.md")), ids=lambda path: path.stem)
def test_a_recipe(recipe: Path, reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    follow(recipe, Path(shutil.copytree(reported, tmp_path / "min-revisjon")), monkeypatch)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("folder", [GUIDE, RECIPES], ids=lambda path: path.name)
def test_the_front_page_leads_to_every_page(folder: Path) -> None:
    linked = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert {path.name for path in folder.glob("*.md")} - {"README.md"} == {each for each in linked if "/" not in each}


def test_every_recipe_and_chapter_but_the_front_pages_has_something_to_run() -> None:
    empty = [path.name for path in PAGES if path.name != "README.md" and not list(steps_of(path))]
    assert empty == []


def test_what_is_left_out_of_an_output_fits_anything_and_the_rest_only_itself() -> None:
    pattern = pattern_of("Funn: 3\n…\nDato … her\n")
    assert re.fullmatch(pattern, "Funn: 3\nDato 1. mai her\n")
    assert re.fullmatch(pattern, "Funn: 3\nen\nto\nDato  her\n")
    assert not re.fullmatch(pattern, "Funn: 4\nDato 1. mai her\n")
    assert not re.fullmatch(pattern, "Funn: 3\nDato 1. mai her\nog mer\n")


def test_a_change_must_find_its_words_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("en\nto\ntre\n", encoding="utf-8")
    Deed("endre", "a", " en\n-to\n+fire\n").do(tmp_path)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "en\nfire\ntre\n"
    with pytest.raises(AssertionError, match="a has 0 of"):
        Deed("endre", "a", "-to\n+fire\n").do(tmp_path)


def test_the_guides_name_no_path_of_a_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<!\w)/(?:tmp|home|work|root|Users)/", page.read_text(encoding="utf-8")), page.name


def command_of(words: list[str]) -> tuple[str, ...]:
    """The command that words name: `hearing send` of `hearing send nyby-2024`."""
    found, inside = [], main
    for word in words:
        inside = inside.commands.get(word) if isinstance(inside, click.Group) else None
        if inside is None:
            break
        found.append(word)
    return tuple(found)


def test_every_command_that_a_guide_names_is_run_in_one() -> None:
    steps = [step for page in PAGES for step in steps_of(page) if isinstance(step, Command)]
    run_here = {command_of([*step.words[1:]]) for step in steps}
    named = {
        command_of(said.split()) for page in PAGES for said in INLINE.findall(page.read_text(encoding="utf-8"))
    }
    # `watch` goes on until it is stopped; tests/watch runs it
    assert {each for each in named if not any(done[: len(each)] == each for done in run_here)} == {("watch",)}


def test_those_who_act_between_commands_are_known_and_all_of_use() -> None:
    assert {step.who for page in PAGES for step in steps_of(page) if isinstance(step, Meanwhile)} == set(OTHERS)
