"""Footnotes: what a claim rests on, once; later claims with the same ground refer to the first note.

python-docx has no footnotes, so the part is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from auditlib.language import _
from auditlib.word.ooxml import bookmarked, el, field, paragraph, run
from auditlib.word.page import words

if TYPE_CHECKING:
    from auditlib.word.names import Bookmarks
    from auditlib.word.styles import Styles

_SEPARATORS = (("separator", -1, "w:separator"), ("continuationSeparator", 0, "w:continuationSeparator"))
# a text that is longer is not repeated
_SHORT = 60


class Notes:
    """The footnotes of one document, in the order in which the text comes to them."""

    def __init__(self, panels: Mapping[str, Any], bookmarks: Bookmarks, styles: Styles, part: Any | None) -> None:
        self._panels, self._bookmarks, self._styles = panels, bookmarks, styles
        self.element = parse_xml(f"<w:footnotes {nsdecls('w')}/>") if part is None else part
        if part is None:
            for kind, number, tag in _SEPARATORS:
                blank = el("w:p", el("w:pPr", el("w:spacing", after=0, line=240, lineRule="auto")), el("w:r", el(tag)))
                self.element.append(el("w:footnote", blank, type=kind, id=number))
        self._last = max([0, *(int(each.get(qn("w:id"))) for each in self.element)])
        self.cited: dict[str, int] = {}
        self._said: dict[str, int] = {}

    def reference(self, anchor: str) -> list[Any]:
        """Give the mark of a panel's note: the note itself the first time, then a reference to its number."""
        if anchor not in self._panels:
            return []
        style = el("w:rStyle", val=self._styles.id("footnote reference"))
        name = self._bookmarks.name(anchor)
        if anchor in self.cited:
            return field(f"NOTEREF {name} \\f \\h", [run(str(self.cited[anchor]), style)])
        self.cited[anchor] = len(self.cited) + 1
        self._last += 1
        self._write(self._panels[anchor], self._last)
        mark = el("w:r", el("w:rPr", style), el("w:footnoteReference", id=self._last))
        return bookmarked(name, self._bookmarks.number(), [mark])

    def _write(self, panel: Any, number: int) -> None:
        """Write a note: its facts, then the ids of what speaks for and against, as links to the register."""
        mark = el("w:r", el("w:rPr", el("w:rStyle", val=self._styles.id("footnote reference"))), el("w:footnoteRef"))
        said = [mark, run(" "), *self._facts(panel)]
        for title, links in self._grounds(panel):
            said += [run(f"{title}: "), *self._listed(links), run(". ")]
        said[-1] = run(".") if said[-1].text == ". " else said[-1]
        self.element.append(el("w:footnote", paragraph(self._styles.id("footnote text"), *said), id=number))

    def _facts(self, panel: Any) -> list[Any]:
        """Give the panel's facts as sentences."""
        facts = panel.iterfind(".//dl[@class='facts']/div")
        said = [f"{words(each.find('dt'))}: {self._once(words(each.find('dd')).rstrip('.'))}. " for each in facts]
        return [run("".join(said))] if said else []

    def _once(self, said: str) -> str:
        """Give a long text the first time, and then where it stands."""
        if len(said) <= _SHORT or self._said.setdefault(said, len(self.cited)) == len(self.cited):
            return said
        return _("se note {number}").format(number=self._said[said])

    def _grounds(self, panel: Any) -> list[tuple[str, list[Any]]]:
        """Give the panel's lists of evidence by title, its criterion, and its entry when nothing else stands there."""
        found = list[tuple[str, list[Any]]]()
        for heading in panel.iterfind("h4"):
            listed = heading.getnext()
            if listed is not None and listed.tag == "ul":
                found.append((words(heading).rpartition(" (")[0], listed.findall("li/a")))
            elif listed is not None and listed.find("a") is not None:
                found += [(_("Kriterium"), [listed.find("a")])] if words(heading) == _("Kriteriet") else []
        shown = {link.get("href") for _title, links in found for link in links}
        entry = panel.findall("p[@class='uses']/a")[:1]
        return found if not entry or entry[0].get("href") in shown else [*found, (_("Se"), entry)]

    def _listed(self, links: list[Any]) -> list[Any]:
        """Give links separated by commas."""
        said = list[Any]()
        for each in links:
            name = self._bookmarks.name(str(each.get("href"))[1:])
            link = el("w:hyperlink", run(words(each), el("w:rStyle", val=self._styles.id("Hyperlink"))), anchor=name)
            said += [run(", "), link] if said else [link]
        return said
