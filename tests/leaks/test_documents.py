"""A DOCX is looked through in every part, with runs joined, and so is whatever is embedded in it."""

import io

import docx
import pytest

from auditlib.leaks import Category, Leak, find_leaks
from tests.leaks.innocent import INNOCENT
from tests.leaks.made import FNR, archive, exif, jpeg, para, part, png, word
from tests.leaks.planted import SECRETS


def leaks_in(document: bytes) -> tuple[Leak, ...]:
    return find_leaks(document, "docx", SECRETS)


def found(document: bytes) -> set[Category]:
    return {each.category for each in leaks_in(document)}


# As they stand in XML.
_WORDS = [each.replace("&", "&amp;").replace("<", "&lt;") for each in INNOCENT]
SPLIT = para(FNR[:3], FNR[3:7], f"<w:r><w:rPr><w:b/></w:rPr><w:t>{FNR[7:]}</w:t></w:r>")
NAME = "Kari Nordmann"
PLACES = {
    "runs": word(SPLIT),
    "table": word(f"<w:tbl><w:tr><w:tc>{SPLIT}</w:tc></w:tr></w:tbl>"),
    "deleted": word(para("Ja ", f'<w:del w:id="1"><w:r><w:delText>{FNR}</w:delText></w:r></w:del>')),
    "around what is deleted": word(
        para(FNR[:6], '<w:del w:id="1"><w:r><w:delText>slettet</w:delText></w:r></w:del>', FNR[6:])
    ),
    "inserted": word(para(f'<w:ins w:id="1"><w:r><w:t>{FNR}</w:t></w:r></w:ins>')),
    "hidden": word(para(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{FNR}</w:t></w:r>")),
    "soft hyphen": word(para(f"<w:r><w:t>{FNR[:6]}</w:t><w:softHyphen/><w:t>{FNR[6:]}</w:t></w:r>")),
    "no-break hyphen": word(para(f"<w:r><w:t>{FNR[:6]}</w:t><w:noBreakHyphen/><w:t>{FNR[6:]}</w:t></w:r>")),
    "tab": word(para(f"<w:r><w:t>{FNR[:6]}</w:t><w:tab/><w:t>{FNR[6:]}</w:t></w:r>")),
    "hyperlink": word(para(f'<w:hyperlink r:id="r1"><w:r><w:t>{FNR}</w:t></w:r></w:hyperlink>')),
    "field": word(para(f'<w:r><w:instrText> HYPERLINK "x:{FNR}" </w:instrText></w:r>')),
    "alternative text": word(para(f'<w:r><w:drawing><wp:docPr id="1" name="b" descr="{FNR}"/></w:drawing></w:r>')),
    "text box": word(para(f"<w:r><w:pict><w:txbxContent>{SPLIT}</w:txbxContent></w:pict></w:r>")),
    "drawing": word(para(f"<a:p><a:r><a:t>{FNR[:5]}</a:t></a:r><a:r><a:t>{FNR[5:]}</a:t></a:r></a:p>")),
    "comment": word("", word__comments_xml=part("comments", f'<w:comment w:id="0" w:author="x">{SPLIT}</w:comment>')),
    "comment's author": word("", word__comments_xml=part("comments", f'<w:comment w:id="0" w:author="{FNR}"/>')),
    "footnote": word("", word__footnotes_xml=part("footnotes", f'<w:footnote w:id="1">{SPLIT}</w:footnote>')),
    "endnote": word("", word__endnotes_xml=part("endnotes", f'<w:endnote w:id="1">{SPLIT}</w:endnote>')),
    "header": word("", word__header1_xml=part("hdr", SPLIT)),
    "footer": word("", word__footer1_xml=part("ftr", SPLIT)),
    "settings": word("", word__settings_xml=part("settings", f'<w:docVar w:name="a" w:val="{FNR}"/>')),
    "people": word("", word__people_xml=f'<p:people xmlns:p="u:p"><p:person p:author="{FNR}"/></p:people>'),
    "core properties": word("", docProps__core_xml=f'<c xmlns:dc="u:dc"><dc:creator>{FNR}</dc:creator></c>'),
    "application properties": word("", docProps__app_xml=f"<Properties><Company>{FNR}</Company></Properties>"),
    "own properties": word("", docProps__custom_xml=f'<P><property name="k"><v>{FNR}</v></property></P>'),
    "custom XML": word("", customXml__item1_xml=f"<a><b>{FNR}</b></a>"),
    "comment in XML": word(f"<!-- {FNR} -->"),
    "instruction in XML": word(f"<?notat {FNR}?>"),
    "relationship": word("", **{"word/_rels/document.xml.rels": f'<R><r Target="https://x.example/{FNR}"/></R>'}),
    "thumbnail": word("", **{"docProps/thumbnail.jpeg": jpeg((0xFE, FNR.encode()))}),
    "picture": word("", **{"word/media/image1.png": png((b"tEXt", FNR.encode()))}),
    "drawing in a file": word("", **{"word/media/image1.svg": f"<svg><text>{FNR}</text></svg>"}),
    "embedded document": word("", **{"word/embeddings/a.docx": word(SPLIT)}),
    "embedded workbook": word(
        "", **{"word/embeddings/a.xlsx": archive({"xl/sharedStrings.xml": f"<s><si><t>{FNR}</t></si></s>"})}
    ),
    "embedded object": word("", **{"word/embeddings/o.bin": b"\xd0\xcf\x11\xe0" + FNR.encode("utf-16-le")}),
    "name of a part": word("", **{f"word/media/{FNR}.png": png()}),
    "comment of the archive": archive({"word/document.xml": "<a/>"}, comment=FNR.encode()),
    "before the archive's end": word("") + FNR.encode(),
    "escaped": word(para("".join(f"&#{ord(each)};" for each in FNR))),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_found_in_every_part(place: str) -> None:
    assert found(PLACES[place]) == {Category.IDENTITY}
    assert FNR not in " ".join(str(each) for each in leaks_in(PLACES[place]))


def test_the_part_and_the_paragraph_are_named() -> None:
    (leak,) = leaks_in(word(para("Ja.") + para(f"Hun heter {NAME}.")))
    assert str(leak) == "informant's name in word/document.xml, p 2: «Hun heter •••.» (name)"


def test_a_position_of_a_photograph_is_found() -> None:
    document = word("", **{"word/media/a.jpeg": jpeg((0xE1, exif(0x8825, 4, b"\x00" * 8)))})
    assert found(document) == {Category.POSITION}


def test_a_document_of_another_library() -> None:
    document = docx.Document()
    document.core_properties.author = "Ingen"
    document.add_heading("Rapport", 1)
    document.add_paragraph("Fristen ble brutt i 8 av 18 mapper.")
    table = document.add_table(2, 2)
    table.cell(1, 1).text = "1 234 567"
    stream = io.BytesIO()
    document.save(stream)
    assert leaks_in(stream.getvalue()) == ()
    paragraph = document.add_paragraph("Hun heter Kari ")
    paragraph.add_run("Nord").bold = True
    paragraph.add_run("mann")
    document.core_properties.comments = "ring 22 33 44 56"
    stream = io.BytesIO()
    document.save(stream)
    assert found(stream.getvalue()) == {Category.NAME, Category.PHONE}


def test_innocent_words_pass() -> None:
    assert leaks_in(word("".join(para(each) for each in _WORDS))) == ()
    cells = "".join(f"<w:tc>{para(each)}</w:tc>" for each in _WORDS)
    assert leaks_in(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")) == ()
