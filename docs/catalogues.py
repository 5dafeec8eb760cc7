"""Bring the catalogues in line with the texts in the code: `python docs/catalogues.py`, then fill in what is empty.

New texts are added empty, those that are gone are taken out, and `.mo` is written anew. tests/language fails until
every text has its translation.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog

from auditlib.language import CATALOGUES, LANGUAGES, SOURCE
from auditlib.language.texts import Marked, all_texts
from auditlib.report.html import environment

ROOT = Path(__file__).parents[1]


def texts() -> list[Marked]:
    """Find the texts of the package and of the notebooks beside it."""
    return all_texts(ROOT / "auditlib", ROOT / "notebooks", environment())


def read(code: str) -> Catalog:
    """Read a language's catalogue."""
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        return pofile.read_po(file, locale=code)


def updated(old: Catalog, marked: list[Marked]) -> Catalog:
    """Give a catalogue with just the marked texts, and the translations that are known of them."""
    new = Catalog(locale=old.locale, fuzzy=False, charset="utf-8", project="auditlib")
    for each in marked:
        id_ = (each.text, each.many) if each.many else each.text
        known = old.get(each.text)
        fits = known is not None and known.id == id_
        new.add(id_, known.string if fits else "", locations=[(each.file, None)], flags=known.flags if fits else ())
    return new


def written(catalogue: Catalog) -> str:
    """Write a catalogue without what changes from day to day."""
    head = (
        f"# auditlib: {catalogue.locale}\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    out = io.BytesIO()
    pofile.write_po(out, catalogue, width=110, omit_header=True)
    return head + out.getvalue().decode()


def compiled(catalogue: Catalog) -> bytes:
    """Compile a catalogue to what gettext reads: sorted texts, and a header that is the same every day."""
    entries = {"": "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"}
    for each in catalogue:
        if each.id and each.string:
            texts = (each.id, each.string) if isinstance(each.id, str) else ("\0".join(each.id), "\0".join(each.string))
            entries[texts[0]] = texts[1]
    pairs = sorted((id_.encode(), said.encode()) for id_, said in entries.items())
    head, data, indexes = 7 * 4, b"", ([], [])
    start = head + len(pairs) * 16
    for side, index in enumerate(indexes):
        for pair in pairs:
            index += [len(pair[side]), start + len(data)]
            data += pair[side] + b"\0"
    places = struct.pack("<7I", 0x950412DE, 0, len(pairs), head, head + len(pairs) * 8, 0, head)
    return places + struct.pack(f"<{len(pairs) * 4}I", *indexes[0], *indexes[1]) + data


def main() -> None:
    """Update every catalogue, and say what is left to translate."""
    marked = texts()
    for code in LANGUAGES:
        if code != SOURCE:
            catalogue = updated(read(code), marked)
            (CATALOGUES / f"{code}.po").write_text(written(catalogue), encoding="utf-8")
            (CATALOGUES / f"{code}.mo").write_bytes(compiled(catalogue))
            empty = sum(1 for each in catalogue if each.id and not each.string)
            print(f"{code}: {len(catalogue)} texts, {empty} to translate")


if __name__ == "__main__":
    main()
