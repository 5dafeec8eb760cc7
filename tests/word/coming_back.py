"""A document as a municipality sends it back: with comments, replies and tracked changes in its XML."""

from pathlib import Path

from lxml import etree

from tests.word.made import W, parts_of, repacked, text_of

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
KARI, OLA = 'w:author="Kari Nyby" w:date="2024-05-03T10:00:00Z"', 'w:author="Ola Storvik" w:date="2024-05-04T11:30:00Z"'

COMMENTS = (
    f'<w:comments {_W} {_W14}>'
    f'<w:comment w:id="7" {KARI}><w:p w14:paraId="0A"><w:r><w:t>Fristen er</w:t></w:r></w:p>'
    f'<w:p w14:paraId="0B"><w:r><w:t>ikke brutt.</w:t></w:r></w:p></w:comment>'
    f'<w:comment w:id="8" {OLA}><w:p w14:paraId="0C"><w:r><w:t>Enig.</w:t></w:r></w:p></w:comment>'
    f'<w:comment w:id="9" {KARI}><w:p w14:paraId="0D"><w:r><w:t>Se arkivet.</w:t></w:r></w:p></w:comment>'
    f'<w:comment w:id="10" {OLA}><w:p w14:paraId="0E"><w:r><w:t>Feil tall.</w:t></w:r></w:p></w:comment>'
    "</w:comments>"
)  # fmt: skip
EXTENDED = (
    f'<w15:commentsEx {_W15}><w15:commentEx w15:paraId="0B" w15:done="1"/>'
    '<w15:commentEx w15:paraId="0C" w15:paraIdParent="0B" w15:done="0"/>'
    '<w15:commentEx w15:paraId="0D" w15:paraIdParent="0B" w15:done="0"/>'
    '<w15:commentEx w15:paraId="0E" w15:done="0"/></w15:commentsEx>'
)


def element(markup: str) -> etree._Element:
    """Read an element that has an attribute, in Word's namespace."""
    return etree.fromstring(markup.replace(" ", f" {_W} ", 1))


def returned(made: bytes, path: Path, **changed: bytes | None) -> Path:
    """Give the document comments in F1 and K5.7 and changes in F1, and write it."""
    root = etree.fromstring(parts_of(made)["word/document.xml"])
    said = next(each for each in root.iter(f"{W}p") if text_of(each).startswith("Her sier"))
    claim = next(each for each in said.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == "F1_2ec1")
    claim.addprevious(element('<w:commentRangeStart w:id="7"/>'))
    for id_ in ("8", "9"):
        claim.addprevious(element(f'<w:commentRangeStart w:id="{id_}"/>'))
    after = claim.getnext().getnext()
    for id_ in ("7", "8", "9"):
        after.addprevious(element(f'<w:commentRangeEnd w:id="{id_}"/>'))
        after.addprevious(element(f'<w:r w:rsidR="0"><w:commentReference w:id="{id_}"/></w:r>'))
    said.append(element(f'<w:ins w:id="90" {OLA}><w:r><w:t xml:space="preserve">Dette er </w:t></w:r></w:ins>'))
    said.append(element(f'<w:ins w:id="91" {OLA}><w:r><w:t>rettet.</w:t></w:r></w:ins>'))
    said.append(element(f'<w:del w:id="92" {KARI}><w:r><w:delText>fikk svar</w:delText></w:r></w:del>'))
    said[0].append(element(f'<w:rPr w:x="1"><w:ins w:id="93" {OLA}/></w:rPr>'))
    number = next(each for each in root.iter(f"{W}p") if text_of(each) == "84")
    number.insert(1, element('<w:commentRangeStart w:id="10"/>'))
    number.append(element('<w:commentRangeEnd w:id="10"/>'))
    number.append(element('<w:r w:rsidR="0"><w:commentReference w:id="10"/></w:r>'))
    parts: dict[str, bytes | None] = {
        "word/document.xml": etree.tostring(root),
        "word/comments.xml": COMMENTS.encode(),
        "word/commentsExtended.xml": EXTENDED.encode(),
        "word/_rels/document.xml.rels": _related(parts_of(made)["word/_rels/document.xml.rels"]),
    }
    return repacked(made, path, {**parts, **{name.replace("__", "/") + ".xml": each for name, each in changed.items()}})


def _related(relations: bytes) -> bytes:
    more = (
        f'<Relationship Id="rA" Type="{_TYPES}/comments" Target="comments.xml"/>'
        '<Relationship Id="rB" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" '
        'Target="/word/commentsExtended.xml"/></Relationships>'
    )
    return relations.decode().replace("</Relationships>", more).encode()
