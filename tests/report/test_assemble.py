"""Numbers, anchors and contents around the sections' fragments."""

import re
from collections.abc import Sequence

import pytest

from auditlib.audits import Audit
from auditlib.report.assemble import assemble as assemble_pieces
from auditlib.report.model import Piece
from auditlib.workspace import read_inputs
from tests.builders import AUDIT, Nyby
from tests.report.pages import Page, assert_linked


@pytest.fixture
def audit(nyby: Nyby) -> Audit:
    inputs, _ = read_inputs(nyby.root, AUDIT)
    assert inputs is not None
    return inputs.audit


def assemble(audit: Audit, bodies: Sequence[tuple[str, str]]) -> str:
    """Put bodies without claims together."""
    return assemble_pieces(audit, [(section, Piece(body, {})) for section, body in bodies], internal=False)


def contents_of(page: str) -> list[tuple[str, str]]:
    nav = page[page.index("<nav") : page.index("</nav>")]
    return re.findall(r'<a href="#([^"]*)">(.*?)</a>', nav)


def test_chapters_are_numbered_and_appendices_counted_apart(audit: Audit) -> None:
    sections = ["00_sammendrag", "10_innledning", "30_problemstilling_P1", "30_problemstilling_P2", "80_a", "81_b"]
    titles = ["Kort", "Innledning", "Frister", "Veiledning", "Kriterier", "Bevis"]
    page = assemble(audit, [(each, f"<h1>{title}</h1>") for each, title in zip(sections, titles, strict=True)])
    assert [label for _, label in contents_of(page)] == [
        "Kort", "1 Innledning", "2 Frister", "3 Veiledning", "Vedlegg 1: Kriterier", "Vedlegg 2: Bevis",
    ]  # fmt: skip
    for anchor, label in contents_of(page):
        assert f'<h1 id="{anchor}">{label}</h1>' in page


def test_equal_headings_get_anchors_of_their_own(audit: Audit) -> None:
    page = assemble(audit, [("10_a", "<h1>Fakta</h1><h2>Fakta</h2><h2>Fakta</h2>"), ("20_b", "<h1>Fakta</h1>")])
    headings = re.findall(r'<h[12] id="([^"]*)">', page)
    assert len(set(headings)) == 4


@pytest.mark.parametrize("heading", ["Svartid", "10_a", "innhold", "!?", "__"])
def test_a_heading_never_takes_the_anchor_of_an_item_or_a_section(audit: Audit, heading: str) -> None:
    item = '<table id="Svartid"></table><p id="innhold"></p>'
    page = assemble(audit, [("10_a", f"<h1>{heading}</h1>{item}"), ("20_b", f"<h1>{heading}</h1>")])
    assert_linked(Page(page))
    assert {"Svartid", "innhold"} < set(Page(page).ids)


def test_what_stands_in_two_chapters_has_its_anchor_in_the_first(audit: Audit) -> None:
    body = '<section id="F1">funn</section>'
    page = assemble(audit, [("30_p_P1", f"<h1>A</h1>{body}"), ("30_p_P2", f"<h1>B</h1>{body}")])
    assert page.count(' id="F1"') == 1
    assert page.index(' id="F1"') < page.index('id="_30_p_P2"')


def test_markup_in_a_heading_is_kept_and_its_anchor_is_of_the_words(audit: Audit) -> None:
    body = '<h1 id="old">Lov &amp; <em>rett</em></h1>'
    page = assemble(audit, [("10_a", body)])
    assert '<h1 id="_lov-rett">1 Lov &amp; <em>rett</em></h1>' in page
    assert contents_of(page) == [("_lov-rett", "1 Lov &amp; rett")]


def test_a_heading_that_looks_like_markup_stays_text_in_the_contents(audit: Audit) -> None:
    page = assemble(audit, [("10_a", "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>")])
    assert "<script>alert" not in page
    assert "<script>alert(1)</script>" in Page(page).words


def test_a_section_sign_stays_with_its_number(audit: Audit) -> None:
    page = assemble(audit, [("10_a", "<h1>§ 6-7 a</h1><p>etter § 21-7 og § b</p>")])
    assert "§\u00a06-7 a" in page
    assert "§\u00a021-7 og § b" in page


def test_the_page_says_what_it_is(audit: Audit) -> None:
    page = assemble(audit, [("10_a", "<h1>A</h1>")])
    assert page.startswith('<!DOCTYPE html>\n<html lang="nb">')
    assert "<title>Svartid i byggesaker – forvaltningsrevisjon, Nyby</title>" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
