"""What became of each recommendation in the report, and the register as a page."""

from datetime import date
from pathlib import Path

import pytest

from auditlib.followup import register
from auditlib.leaks import LeakError
from auditlib.report.register import register_page, write_register
from tests.builders import Nyby
from tests.cli.calls import call
from tests.followup.towns import FIRST, THIRD
from tests.report.pages import Page, assert_linked, pages_of

TODAY = date(2026, 11, 22)


def test_the_report_shows_what_became_of_each(followed: Nyby, tmp_path: Path) -> None:
    for page in pages_of(followed.root, THIRD, tmp_path):
        assert_linked(page)
        part = page.between('id="_55_oppfolging"', "</article>")
        assert "Delvis fulgt opp: 1." in part.words
        assert "O1 Anbefaling A1 i «Svartid i byggesaker» (1. juni 2024)" in part.words
        assert "Kommunedirektøren bør svare i tide. Fulgte av F1 Fristen brytes." in part.words
        assert "Status: delvis fulgt opp (1. februar 2026)" in part.words
        assert "Revisor mener at svarene kommer raskere (D1.u1)." in part.words
        assert "Bygger på D1.u1." in part.words
        assert "#D1.u1" in part.links
        assert "revisor" not in part.words  # who judged is in the log


def test_deadline_and_who_has_taken_it_on_are_printed(towns: Nyby, tmp_path: Path) -> None:
    _, public = pages_of(towns.root, FIRST, tmp_path)
    words = public.between('id="_50_anbefalinger"', "</article>").words
    assert (
        "Kommunedirektøren bør svare i tide. Frist: 1. januar 2025. Ansvarlig: byggesakssjefen. Følger av F1." in words
    )


def test_an_audit_that_follows_up_its_own(towns: Nyby, tmp_path: Path) -> None:
    towns.write(
        "followup.yaml",
        "followup:\n  - {id: O1, recommendation: A1, status: not, on: 2025-02-01, by: x, text: Ingenting er gjort., "
        "evidence: [D1]}\n",
    )
    internal, _ = pages_of(towns.root, FIRST, tmp_path)
    assert_linked(internal)
    part = internal.between('id="_55_oppfolging"', "</article>")
    assert "O1 Anbefaling A1 Kommunedirektøren bør svare i tide. Frist: 1. januar 2025." in part.words
    assert {"#F1", "#D1"} <= set(part.links)


def test_the_register_s_page(followed: Nyby) -> None:
    page = Page(register_page(register(followed.root, TODAY), TODAY))
    assert "Per 22. november 2026" in page.words
    assert "3 anbefalinger 2 ikke vurdert 1 delvis fulgt opp" in page.words
    assert "Etter kommune Kommune I alt Ikke vurdert Delvis fulgt opp Nyby 2 1 1 Storvik 1 1 –" in page.words
    assert "Etter alder Alder I alt Ikke vurdert Delvis fulgt opp 2 år 2 1 1 5 år 1 1 –" in page.words
    assert "2025-01-01 utløpt" in page.words
    assert page.named("table")[-1].attributes["class"] == "sortable recommended"
    assert page.html.startswith("<!DOCTYPE html>")


def test_the_page_asks_for_nothing_and_allows_only_its_own(followed: Nyby) -> None:
    page = Page(register_page(register(followed.root, TODAY), TODAY))
    (policy,) = [tag.attributes["content"] for tag in page.named("meta") if tag.attributes.get("http-equiv")]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert [tag for tag in page.tags if "src" in tag.attributes] == []
    assert page.named("link") == []


def test_the_same_day_gives_the_same_page(followed: Nyby) -> None:
    one, other = (register_page(register(followed.root, TODAY), TODAY) for _ in range(2))
    assert one == other
    assert register_page(register(followed.root, date(2026, 11, 23)), date(2026, 11, 23)) != one


def test_words_are_text(followed: Nyby) -> None:
    followed.change("recommendations.yaml", "samle kontorene.", "samle <script>alert(1)</script>.")
    assert "<script>alert" not in register_page(register(followed.root, TODAY), TODAY)


def test_no_recommendations(towns: Nyby) -> None:
    assert "Ingen anbefalinger." in Page(register_page([], TODAY)).words


def test_what_an_audit_must_not_let_out_stops_the_page(followed: Nyby) -> None:
    followed.change("informants.yaml", "id: soker-1,", "id: soker-1, name: Kari Nordmann,")
    followed.change("recommendations.yaml", "samle kontorene.", "snakke med Kari Nordmann.")
    with pytest.raises(LeakError):
        write_register(followed.root, register(followed.root, TODAY), TODAY)
    assert not (followed.root / "reports" / "oppfolging.html").exists()


def test_the_command_writes_the_page(followed: Nyby, tmp_path: Path) -> None:
    done = call("followup", "page", "-w", followed.root, "--on", "2026-11-22")
    assert done.exit_code == 0, done.output
    written = followed.root / "reports" / "oppfolging.html"
    assert written.read_text(encoding="utf-8") == register_page(register(followed.root, TODAY), TODAY)
    other = tmp_path / "et-annet.html"
    assert call("followup", "page", "-w", followed.root, "-o", other, "--municipality", "Storvik").exit_code == 0
    assert "Nyby" not in Page(other.read_text(encoding="utf-8")).words
