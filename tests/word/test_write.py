"""The page as a Word document: what a reader, a screen reader and Word itself find in it."""

import io
import re
from pathlib import Path

import docx
import lxml.html
import pytest

from auditlib.problems import AuditlibError
from auditlib.word import write_word
from auditlib.word.names import bookmark_name
from tests.builders import Nyby
from tests.word.made import FIGURE, LONG, R, W, codes, page_of, paragraphs, parts_of, style_of, text_of, xml_of

# in the order that Word's schema has them
ASKED = ["autoHyphenation", "characterSpacingControl", "updateFields", "footnotePr", "compat", "decimalSymbol"]


def test_headings_are_headings(document: bytes) -> None:
    root = xml_of(document)
    assert paragraphs(root, "Title") == ["Svartid i byggesaker"]
    assert paragraphs(root, "Heading1") == ["Sammendrag", "1 Svartid", "Vedlegg 1: Register"]
    assert paragraphs(root, "Heading2", "Heading3", "Heading4") == ["Anbefalinger", "F1 Fristen brytes", "Om svaret"]


def test_the_contents_are_a_field_that_reads_before_word_fills_it(document: bytes) -> None:
    root = xml_of(document)
    assert 'TOC \\o "1-2" \\h \\z \\u' in codes(root)
    assert paragraphs(root, "Toc1") == ["Sammendrag", "1 Svartid", "Vedlegg 1: Register"]
    assert paragraphs(root, "Toc2") == ["Anbefalinger"]
    settings = xml_of(document, "word/settings.xml")
    asked = [each.tag.removeprefix(W) for each in settings if each.tag.removeprefix(W) in ASKED]
    assert asked == ASKED
    kinds = [each.get(f"{W}fldCharType") for each in root.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(codes(root))


def test_tables_are_numbered_and_their_headings_repeat(document: bytes) -> None:
    root = xml_of(document)
    assert paragraphs(root, "Caption") == ["Tabell 1: Revisjonskriterier", "Tabell 2: Bevisregister"]
    assert codes(root).count("SEQ Tabell \\* ARABIC") == 2
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        widths = [int(each.get(f"{W}w")) for each in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert 0 < sum(widths) <= 9072
        for row in rows:
            cells = row.findall(f"{W}tc")
            across = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
            assert sum(1 if each is None else int(each.get(f"{W}val")) for each in across) == len(widths)
            assert all(cell[-1].tag == f"{W}p" for cell in cells)


def test_a_cell_over_two_rows_goes_on_in_the_second(document: bytes) -> None:
    rows = next(xml_of(document).iter(f"{W}tbl")).findall(f"{W}tr")
    merged = [[cell.find(f"{W}tcPr/{W}vMerge") for cell in row.findall(f"{W}tc")] for row in rows]
    said = [[None if each is None else each.get(f"{W}val", "goes on") for each in row] for row in merged]
    assert said[2:4] == [["restart", None], ["goes on", None]]


def test_every_anchor_is_a_bookmark_and_every_link_leads_to_one(page: str, document: bytes) -> None:
    roots = [xml_of(document), xml_of(document, "word/footnotes.xml")]
    names = [each.get(f"{W}name") for root in roots for each in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names)) == len({each.lower() for each in names})
    assert all(re.fullmatch(r"\w{1,40}", each) for each in names)
    main = lxml.html.document_fromstring(page).find(".//main")
    wanted = {each.get("id") for each in main.iterfind("article//*[@id]")} - {"_99_grunnlag"}
    left_out = {each.get("id") for each in main.iterfind("article[@id='_99_grunnlag']//*[@id]")} - {
        each.get("id") for each in main.iterfind(".//section[@class='panel']")
    }
    assert {bookmark_name(each) for each in wanted - left_out} <= set(names)
    links = [each for root in roots for each in root.iter(f"{W}hyperlink")]
    assert links
    assert {each.get(f"{W}anchor") for each in links if each.get(f"{R}id") is None} <= set(names)


def test_bookmarks_open_and_close_once(document: bytes) -> None:
    root = xml_of(document)
    started = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")]
    ended = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkEnd")]
    assert sorted(started) == sorted(ended)
    assert len(set(started)) == len(started)


def test_each_ground_is_one_note_and_is_referred_to_afterwards(document: bytes) -> None:
    root, notes = xml_of(document), xml_of(document, "word/footnotes.xml")
    written = [each.get(f"{W}id") for each in notes if each.get(f"{W}type") is None]
    assert [each.get(f"{W}id") for each in root.iter(f"{W}footnoteReference")] == written == ["1", "2", "3"]
    again = [each for each in codes(root) if each.startswith("NOTEREF")]
    assert again == [f"NOTEREF {bookmark_name('_b-K1-deviates-1')} \\f \\h"]
    said = [text_of(each).strip() for each in notes if each.get(f"{W}type") is None]
    assert said[0] == "Spurt: 7 (7 søkere). Bygger på: I01.p1, I02.p1. Kriterium: K1."
    assert said[1] == f"Forbehold: {LONG.strip()}. Se: M1 i bevisregisteret."
    assert said[2] == "Forbehold: se note 2."


def test_evidence_is_a_line_of_links_to_the_register(document: bytes) -> None:
    root = xml_of(document)
    assert "Taler for: I01.p1, I02.p1" in paragraphs(root, "SmallPrint")
    assert "Hemmelig" not in text_of(root)
    assert "Neste funn" not in text_of(root)


def test_numbered_lists_begin_again(document: bytes) -> None:
    root, numbering = xml_of(document), xml_of(document, "word/numbering.xml")
    used = [each.get(f"{W}val") for each in root.iter(f"{W}numId")]
    first, second, under, third = used
    assert first == second
    assert len({first, under, third}) == 3
    starts = {each.get(f"{W}numId"): each.find(f".//{W}startOverride") for each in numbering.iter(f"{W}num")}
    assert starts[first] is not None
    assert starts[third] is not None


def test_the_same_page_gives_the_same_bytes(page: str, document: bytes) -> None:
    assert write_word(page) == document
    names = list(parts_of(document))
    assert names == ["[Content_Types].xml", *sorted(set(names) - {"[Content_Types].xml"})]


def test_the_properties_say_when_the_report_was_published(page: str) -> None:
    known = docx.Document(io.BytesIO(write_word(page, author="Nyby revisjon"))).core_properties
    assert (known.title, known.author, known.language) == ("Svartid i byggesaker", "Nyby revisjon", "nb-NO")
    assert known.created == known.modified
    assert known.created is not None
    assert known.created.isoformat().startswith("2024-06-01T00:00")


def test_the_language_and_the_page_numbers(document: bytes) -> None:
    language = xml_of(document, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(f"{W}val") == "nb-NO"
    footers = [name for name in parts_of(document) if name.startswith("word/footer")]
    assert any(codes(xml_of(document, each)) == ["PAGE", "NUMPAGES"] for each in footers)
    headers = [name for name in parts_of(document) if name.startswith("word/header")]
    assert any(text_of(xml_of(document, each)) == "Svartid i byggesaker" for each in headers)


def test_hostile_text_stays_text(nyby: Nyby) -> None:
    body = (
        "<h1>A &lt;script&gt;alert(1)&lt;/script&gt;</h1><script>document.write(1)</script>"
        "<p>nul\x00 bjelle\x07 halv\ud800 &#11; &lt;/w:t&gt; &amp;amp; <a href='javascript:alert(1)'>lenke</a></p>"
        "<table><caption>&lt;w:p/&gt;</caption><tr id='K1\"&gt;'><td rowspan='99999' colspan='-1'>x</td></tr></table>"
    )
    made = write_word(page_of(nyby, body))
    root = xml_of(made)
    said = text_of(root)
    assert "<script>alert(1)</script>" in said
    assert "document.write" not in said
    assert "nul bjelle halv  </w:t> &amp; lenke" in said.replace("\u00a0", " ")
    assert b"javascript:" not in b"".join(parts_of(made).values())


def test_a_picture_has_words_and_fits(nyby: Nyby) -> None:
    pytest.importorskip("resvg_py", reason="resvg-py draws the pictures")
    made = write_word(page_of(nyby, FIGURE))
    root = xml_of(made)
    described = [each.get("descr") for each in root.iter("{*}docPr")]
    assert described == ["Svar etter år. Svar gikk ned."]
    assert "Figur 1: Svar etter år." in paragraphs(root, "Caption")
    assert "Tabell 2: Tallene i figur 1" in paragraphs(root, "Caption")
    (extent,) = root.iter("{*}extent")
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (350 * 12_700, 60 * 12_700)
    pictures = [content for name, content in parts_of(made).items() if name.endswith(".png")]
    assert len(pictures) == 1
    assert pictures[0].startswith(b"\x89PNG")
    assert write_word(page_of(nyby, FIGURE)) == made


SIZES = ['width="0" height="2"', 'width="9e9" height="2"', 'height="2"', 'width="nan" height="1"']


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_without_a_size_is_refused(nyby: Nyby, size: str) -> None:
    body = f'<h1>F</h1><figure><svg xmlns="http://www.w3.org/2000/svg" {size}></svg></figure>'
    with pytest.raises(AuditlibError, match="picture"):
        write_word(page_of(nyby, body))


@pytest.mark.parametrize("other", ["", "<p>ingen rapport</p>", "<html><body></body></html>"])
def test_another_page_is_refused(other: str) -> None:
    with pytest.raises(AuditlibError, match="assembled page"):
        write_word(other)


def test_the_templates_styles_header_and_footer_are_kept(page: str, tmp_path: Path) -> None:
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Storvik Sans"
    own.sections[0].header.paragraphs[0].text = "Storvik kommune"
    own.sections[0].footer.paragraphs[0].text = "Postboks 1"
    own.add_paragraph("Slett meg")
    own.save(str(tmp_path / "mal.docx"))
    made = write_word(page, tmp_path / "mal.docx")
    assert write_word(page, tmp_path / "mal.docx") == made
    opened = docx.Document(io.BytesIO(made))
    assert opened.styles["Heading 1"].font.name == "Storvik Sans"
    assert opened.sections[-1].header.paragraphs[0].text == "Storvik kommune"
    assert opened.sections[-1].footer.paragraphs[0].text == "Postboks 1"
    assert "Slett meg" not in text_of(xml_of(made))
    headings = [each.text for each in opened.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings[0] == "Sammendrag"
    ids = {each.get(f"{W}styleId") for each in xml_of(made, "word/styles.xml").iter(f"{W}style")}
    assert {style_of(each) for each in xml_of(made).iter(f"{W}p")} <= ids


def test_a_template_without_the_headings_is_refused(page: str, tmp_path: Path) -> None:
    own = docx.Document()
    for name in ("Heading 2", "Title"):
        own.styles.element.remove(own.styles[name].element)
    own.save(str(tmp_path / "mal.docx"))
    with pytest.raises(AuditlibError, match=r"mal\.docx lacks the styles Title, Heading 2; use each"):
        write_word(page, tmp_path / "mal.docx")


def test_a_template_that_is_none_is_refused(page: str, tmp_path: Path) -> None:
    (tmp_path / "mal.docx").write_text("ikke en mal", encoding="utf-8")
    with pytest.raises(AuditlibError, match=r"mal\.docx is not a Word file"):
        write_word(page, tmp_path / "mal.docx")


def test_a_templates_own_text_and_notes_do_not_come_along(page: str, document: bytes, tmp_path: Path) -> None:
    (tmp_path / "forrige.docx").write_bytes(document)
    made = write_word(page, tmp_path / "forrige.docx")
    first, second = (xml_of(each, "word/footnotes.xml") for each in (document, made))
    assert [text_of(each) for each in second] == [text_of(each) for each in first]
    assert paragraphs(xml_of(made), "Heading1") == paragraphs(xml_of(document), "Heading1")
    relations = parts_of(made)["word/_rels/document.xml.rels"].decode()
    assert relations.count('/footnotes"') == 1
    assert parts_of(made)["[Content_Types].xml"].decode().count("/word/footnotes.xml") == 1
