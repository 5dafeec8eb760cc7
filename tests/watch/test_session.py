"""What is shown after which edit: quickly where it is proven, for good in any case, and never for files with errors."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from auditlib.engine import Done, Job
from auditlib.report.make import Request
from auditlib.runs.warm import WarmParent
from auditlib.watch.preview import Forks
from auditlib.watch.session import Session
from tests.builders import AUDIT, Nyby
from tests.runs.made import write_notebook
from tests.watch.kernels import Kernels

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")

PARAMETERS = 'audit = ""\nworkspace = "."'
THIN = ("import auditlib\nfrom auditlib.report import show\n\na = auditlib.load(audit, workspace)", "show.order(a)")


class Seen:
    """A screen that remembers."""

    def __init__(self) -> None:
        self.told: list[tuple[dict[str, Any], Mapping[str, str] | None]] = []

    def show(self, status: Mapping[str, Any], pages: Mapping[str, str] | None = None) -> None:
        self.told.append((dict(status), pages))

    def taken(self) -> list[tuple[str, str | None]]:
        """Give what was said since the last time, each with the page that was shown."""
        told, self.told = self.told, []
        return [(said["said"].split(" ")[0].strip(";"), pages and pages["rapport.html"]) for said, pages in told]


@pytest.fixture
def watched(nyby: Nyby, engine: Kernels, monkeypatch: pytest.MonkeyPatch) -> Session:
    """An audit with a thin section and one that is not, made once."""
    monkeypatch.chdir(nyby.root)
    write_notebook(nyby.root, "10_a", *THIN, parameters=PARAMETERS)
    write_notebook(nyby.root, "20_b", "import os", prose="# Tekst")
    request = Request(nyby.root, AUDIT, {}, quiet=True)
    made = Session(request, Seen(), WarmParent(nyby.root, AUDIT), Forks(2), lambda: True, lambda said: None)
    made.update()
    assert [said for said, _ in seen(made)] == ["Lager", "Oppdatert"]
    assert engine.taken() == ["10_a", "20_b"]
    return made


def seen(session: Session) -> list[tuple[str, str | None]]:
    assert isinstance(session.screen, Seen)
    return session.screen.taken()


def report_of(session: Session) -> str:
    return (session.request.folder / "rapport.html").read_text(encoding="utf-8")


def test_a_proven_section_is_shown_before_its_kernel_is_done(watched: Session, nyby: Nyby, engine: Kernels) -> None:
    assert list(watched.proven) == ["10_a"]
    nyby.change(f"criteria/{AUDIT}/audit.yaml", "purpose: Formål.", "purpose: Et nytt formål.")
    watched.update()
    (_, _), (preview, quick), (made, last) = seen(watched)
    assert (preview, made, last) == ("Vist", "Oppdatert", None)  # what was shown quickly was what was made
    assert quick is not None
    assert "Et nytt formål." in quick
    assert "Tekst</h1>" in quick
    assert quick == report_of(watched)
    assert engine.taken() == ["10_a", "20_b"]


def test_a_kernel_that_shows_something_else_has_the_last_word(watched: Session, nyby: Nyby, engine: Kernels) -> None:
    run = engine.run

    def other(jobs: Iterable[Job]) -> Iterator[Done]:
        for done in run(jobs):
            text = done.job.target.read_text(encoding="utf-8")
            done.job.target.write_text(text.replace("Et nytt", "Kjernens"), encoding="utf-8")
            yield done

    engine.run = other  # type: ignore[method-assign]
    nyby.change(f"criteria/{AUDIT}/audit.yaml", "purpose: Formål.", "purpose: Et nytt formål.")
    watched.update()
    told = seen(watched)
    assert [said for said, _ in told] == ["Lager", "Vist", "Oppdatert"]
    assert told[2][1] == report_of(watched)
    assert "Kjernens formål." in report_of(watched)
    assert watched.proven == {}


def test_a_section_that_is_not_proven_is_shown_when_its_kernel_is_done(
    watched: Session, nyby: Nyby, engine: Kernels
) -> None:
    path = nyby.root / "notebooks" / "10_a.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("show.order(a)", "show.questions(a)"), encoding="utf-8")
    watched.update()
    told = seen(watched)
    assert [said for said, _ in told] == ["Lager", "Oppdatert"]
    assert "Går det?" in (told[1][1] or "")
    assert list(watched.proven) == ["10_a"]
    assert engine.taken() == ["10_a"]


def test_new_prose_is_shown(watched: Session, nyby: Nyby, engine: Kernels) -> None:
    write_notebook(nyby.root, "20_b", "import os", prose="# Ny tekst")
    watched.update()
    assert "Ny tekst</h1>" in (seen(watched)[-1][1] or "")
    assert engine.taken() == []


def test_files_with_errors_are_told_and_the_page_stands(watched: Session, nyby: Nyby, engine: Kernels) -> None:
    before = report_of(watched)
    nyby.change("findings.yaml", "kind: deviation", "kind: deviaton")
    watched.update()
    assert isinstance(watched.screen, Seen)
    status, pages = watched.screen.told[-1]
    assert (status["failed"], pages) == (True, None)
    assert status["problems"]
    assert all("Y108" in each for each in status["problems"])
    assert (engine.taken(), report_of(watched)) == ([], before)
    nyby.change("findings.yaml", "kind: deviaton", "kind: deviation")
    watched.update()
    assert [said for said, _ in seen(watched)][-2:] == ["Lager", "Oppdatert"]


def test_a_section_that_fails_is_told(watched: Session, nyby: Nyby, engine: Kernels) -> None:
    engine.failing["20_b"] = ("failed", 2, "ValueError: nei", ())
    nyby.change(f"criteria/{AUDIT}/audit.yaml", "Formål.", "Et nytt formål.")
    watched.update()
    assert isinstance(watched.screen, Seen)
    status, pages = watched.screen.told[-1]
    assert (status["failed"], pages) == (True, None)
    assert "P804 cell 2 fails: ValueError: nei" in status["problems"][0]


def test_an_edit_meanwhile_leaves_the_rest_undone(watched: Session, nyby: Nyby, engine: Kernels) -> None:
    before = report_of(watched)
    watched.wanted = lambda: False
    nyby.change(f"criteria/{AUDIT}/audit.yaml", "Formål.", "Et nytt formål.")
    watched.update()
    assert [said for said, _ in seen(watched)] == ["Lager", "Vist"]
    assert (engine.taken(), report_of(watched)) == ([], before)
    watched.wanted = lambda: True
    watched.update()
    assert "Et nytt formål." in report_of(watched)


def test_a_disk_that_cannot_be_written_is_told(
    watched: Session, nyby: Nyby, engine: Kernels, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "reports")

    monkeypatch.setattr("auditlib.runs.place.os.replace", refused)
    nyby.change(f"criteria/{AUDIT}/audit.yaml", "Formål.", "Et nytt formål.")
    watched.update()
    assert isinstance(watched.screen, Seen)
    assert "No space left on device; the last one is untouched" in watched.screen.told[-1][0]["said"]
