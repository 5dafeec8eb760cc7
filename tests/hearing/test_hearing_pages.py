"""The chapter on the hearing and the appendix on what was changed after it, in both editions."""

from pathlib import Path

import pytest

from tests.builders import AUDIT, Nyby
from tests.hearing.heard import hearing, response
from tests.report.pages import Page, assert_linked, pages_of

NOTES = "  notes:\n    - {changes: [V2], reason: Ordet var for sterkt.}\n"
MORE = "  comment: Revisor tar uttalelsen til orientering.\n  statement_file: hearing/uttalelse.txt\n"


def changed(heard: Nyby) -> Nyby:
    heard.change("findings.yaml", "sier at de ventet for lenge", "sier at de ventet svært lenge")
    heard.change("assessments.yaml", "Svar mangler.", "Svar mangler ofte.")
    heard.write(f"documents/{AUDIT}/hearing/uttalelse.txt", "Vi er uenige.\n\nVi følger opp.\n")
    told = response(about="[F1]", decision="partly_changed", changes="[F1]", changed="Teksten er rettet.")
    heard.write(
        "hearing.yaml", hearing(told, response("H2", decision="open", examined="", reason=""), notes=NOTES, more=MORE)
    )
    return heard


@pytest.fixture
def pages(heard: Nyby, tmp_path: Path) -> tuple[Page, Page]:
    return pages_of(changed(heard).root, AUDIT, tmp_path)


def chapter(page: Page, section: str) -> Page:
    return page.between(f'id="_{section}"', "</article>")


def test_every_link_leads_somewhere(pages: tuple[Page, Page]) -> None:
    for page in pages:
        assert_linked(page)


def test_the_statement_the_comment_and_the_answers(pages: tuple[Page, Page]) -> None:
    for page in pages:
        words = chapter(page, "60_horing").words
        assert "på høring 21. april 2024 til 10. mai 2024. Utkastet ble sendt 22. april 2024." in words
        assert "Kommunedirektøren takker for rapporten. Vi er uenige. Vi følger opp." in words
        assert "Revisors kommentar til uttalelsen Revisor tar uttalelsen til orientering." in words
        assert "Avgjørelse: delvis endret. Det stemmer. Teksten er rettet. Gjelder F1. Endret: F1." in words
        assert "Avgjørelse: ikke avgjort." in words
        assert "Andre endringer etter høringen V2: Ordet var for sterkt." in words


def test_the_public_edition_says_what_was_changed_and_why(pages: tuple[Page, Page]) -> None:
    _, public = pages
    part = chapter(public, "86_vedlegg_horing")
    assert "F1 Funn: Fristen brytes endret H1: Teksten er rettet." in part.words
    assert "V2 Vurdering: K2 Svar i hver sak endret Ordet var for sterkt." in part.words
    assert part.named("ins") == part.named("del") == []
    assert "ventet for lenge" not in part.words


def test_the_internal_edition_has_it_word_by_word(pages: tuple[Page, Page]) -> None:
    internal, _ = pages
    part = chapter(internal, "86_vedlegg_horing")
    assert "ventet <del>for</del><ins>svært</ins> lenge" in part.html
    assert "Svar mangler<ins> ofte</ins>." in part.html
    assert "ab" * 32 in part.words


def test_a_document_is_named_with_its_hash(heard: Nyby, tmp_path: Path) -> None:
    heard.write(f"documents/{AUDIT}/uttalelser/svar.pdf", "ikke en PDF, men bytes")
    heard.write("hearing.yaml", hearing(more="  statement_file: uttalelser/svar.pdf\n"))
    internal, _ = pages_of(heard.root, AUDIT, tmp_path)
    words = chapter(internal, "60_horing").words
    assert "Uttalelsen er dokumentet svar.pdf." in words
    assert "SHA-256: " in words


def test_nothing_was_changed(heard: Nyby, tmp_path: Path) -> None:
    _, public = pages_of(heard.root, AUDIT, tmp_path)
    words = chapter(public, "86_vedlegg_horing").words
    assert "2 av 2 påstander sier det samme som i utkastet." in words
    assert "Ingen funn, vurderinger, konklusjoner eller anbefalinger er endret." in words


def test_without_a_hearing_there_is_no_chapter(nyby: Nyby, tmp_path: Path) -> None:
    internal, _ = pages_of(nyby.root, AUDIT, tmp_path)
    assert {"_60_horing", "_86_vedlegg_horing", "_55_oppfolging"} & internal.ids.keys() == set()


def test_what_is_written_is_text_and_never_markup(heard: Nyby, tmp_path: Path) -> None:
    heard.change("findings.yaml", "for lenge", "for <b>lenge</b>")
    heard.write(
        "hearing.yaml", hearing(response(comment="'<script>alert(1)</script>'", changes="[F1]", decision="changed"))
    )
    internal, _ = pages_of(heard.root, AUDIT, tmp_path)
    assert "<script>alert" not in internal.html
    assert "&lt;b&gt;" in chapter(internal, "86_vedlegg_horing").html
