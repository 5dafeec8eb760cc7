"""References to tables, figures, chapters and appendices that the document does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from auditlib.intake.checking.chapters import chapters_of
from auditlib.intake.checking.text import Text
from auditlib.intake.tables.captions import caption_of
from auditlib.problems import Problem, hint_for, problem

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}"
_GAP = r"(?:[ \t\xa0]+|[ \t]*\n[ \t]*)"  # an empty line parts a heading from what follows it
_REFERENCE = re.compile(
    rf"\b(?P<what>tabell(?:en|ene|er)?|figur(?:en|ene|er)?|kapittel|kapitlene|kap\.|vedlegg){_GAP}"
    rf"(?P<numbers>{_NUMBER}(?:(?:, ?|{_GAP}og{_GAP}|{_GAP}samt{_GAP}|[ ]?[–-][ ]?){_NUMBER})*)"
    r"(?![\d%]|,\d|\s*(?:prosent|%))",
    re.IGNORECASE,
)
_KINDS = {"tab": "tabell", "fig": "figur", "kap": "kapittel", "ved": "vedlegg"}
_APPENDIX = re.compile(r"\s*vedlegg\s+(\d{1,3})\b", re.IGNORECASE)
# A chapter of a law or of another's report.
_OTHERS = re.compile(
    r"\s*(?:i|av)\s+(?:[a-zæøå]*(?:lov|forskrift|rapport|reglement|melding|instruks)\w*|Meld|St\.|NOU|Prop)|\s*\w*loven\b"
)


def reference_problems(text: Text) -> Iterator[Problem]:
    """Find the references to what is not there."""
    known = _known(text)
    for match in _REFERENCE.finditer(text.whole):
        what = _KINDS[match["what"][:3].lower()]
        if _is_caption(text, match) or _OTHERS.match(text.whole[match.end() : match.end() + 40]):
            continue
        if what == "kapittel" and not known[what]:
            continue  # the chapters are not numbered, or their headings cannot be told
        for number in re.finditer(_NUMBER, match["numbers"]):
            if number.group() not in known[what]:
                at = text.at(match.start("numbers") + number.start())
                there = sorted(known[what], key=_order)
                hint = hint_for(number.group(), there) if there else f"no {what} has a number"
                yield problem("I923", at, reference=f"{what} {number.group()}", hint=hint)


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", number))


def _is_caption(text: Text, match: re.Match[str]) -> bool:
    """Say whether a match is the beginning of a caption, or of an appendix."""
    start = text.whole.rfind("\n", 0, match.start()) + 1
    start = max(start, text.whole.rfind("\f", 0, match.start()) + 1)
    line = re.split("[\n\f]", text.whole[start : start + 300], maxsplit=1)[0]
    is_first = not text.whole[start : match.start()].strip()
    return is_first and (caption_of(line) is not None or bool(_APPENDIX.match(line)))


def _known(text: Text) -> Mapping[str, Set[str]]:
    """Give the numbers that tables, figures, chapters and appendices have."""
    known: dict[str, set[str]] = {kind: set() for kind in _KINDS.values()}
    for table in text.added.record.tables:
        known["tabell"] |= {table.number} if table.number else set()
    for line in text.lines:
        if caption := caption_of(line.text):
            known[caption.what].add(caption.number)
        if appendix := _APPENDIX.match(line.text):
            known["vedlegg"].add(appendix[1])
    chapters = chapters_of(text)
    numbers = {each.number for each in (*chapters.headings, *chapters.contents) if each.number}
    known["kapittel"] = numbers
    return known
