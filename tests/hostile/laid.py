"""The worked example with a hostile text wherever a person may write one."""

import re
from collections.abc import Sequence
from pathlib import Path

from tests.hostile.corpus import HOSTILE

AUDIT = "nyby-2024"
BETWEEN = " ¶ "

_CLAIM = re.compile(r"\{\{")
_SPAN = re.compile(r"\{#|\]\{|\{\{")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def all_of(texts: Sequence[str]) -> str:
    """Every text in one."""
    return BETWEEN.join(texts)


def yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def csv(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def in_note(text: str) -> str:
    """Write a text in Markdown so that it is read as it is."""
    return _PUNCTUATION.sub(r"\\\1", text)


IN_NOTES = tuple(each for each in HOSTILE if not _SPAN.search(each))
IN_FINDINGS = tuple(each for each in HOSTILE if not _CLAIM.search(each))
TITLE = "</title><script>window.ranHere(1)</script> שלום " + "W" * 80
RIGHT_TO_LEFT = "שם בעברית"  # in places where a number follows


def lay_in(root: Path) -> None:
    """Write the texts into a copy of the worked example, in every kind of file."""
    for lay in (_informants, _note, _audit, _criteria, _sources, _document, _table, _findings, _others):
        lay(root)


def _change(root: Path, name: str, *changes: tuple[str, str]) -> None:
    path = root / name.replace("@", AUDIT)
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) >= 1, f"{name} does not say {old!r}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def _append(root: Path, name: str, text: str) -> None:
    with (root / name.replace("@", AUDIT)).open("a", encoding="utf-8") as file:
        file.write(text)


def _informants(root: Path) -> None:
    for number, text in enumerate(HOSTILE, 1):
        said = yaml(text)
        entry = f"  - {{id: h-{number}, role: {said}, unit: {said}, group: soker, label: {said}}}\n"
        _append(root, "interviews/@/informants.yaml", entry)


def _note(root: Path) -> None:
    ids = [f"h-{number}" for number in range(1, len(HOSTILE) + 1)]
    head = (
        f"---\nid: I90\ntitle: {yaml(all_of(HOSTILE))}\ndate: 2024-03-01\nmethod: group\n"
        f"informants: [{', '.join(ids)}]\n"
        f"interviewer: {yaml(HOSTILE[0])}\nasked: [K6]\n"
        f"verified: {{on: 2024-03-02, by: h-1, changes: {yaml(all_of(HOSTILE))}}}\n---\n"
    )
    passages = [
        f"[{in_note(text)}]{{#p{number} .passage criterion=K6 stance=context informants=h-{number}}}\n"
        for number, text in enumerate(HOSTILE, 1)
        if text in IN_NOTES
    ]
    raw = [text for text in IN_NOTES if not re.search(r"[\[\]{}\\`*_|#]|---|^[<&]|&\S+;", text)]
    passages += [
        f"[Sa: {text}]{{#r{number} .passage criterion=K6 stance=context informants=h-1}}\n"
        for number, text in enumerate(raw, 1)
    ]
    (root / f"interviews/{AUDIT}/I90.md").write_text(head + "\n".join(passages), encoding="utf-8")


def _audit(root: Path) -> None:
    said, own = yaml(all_of(HOSTILE)), yaml(all_of(IN_FINDINGS))
    _change(
        root, "criteria/@/audit.yaml",
        ("title: Svartid i byggesaker", f"title: {yaml(TITLE)}"),
        ("name: Nyby,", f"name: {yaml(RIGHT_TO_LEFT)},"), ("definite: søkerne", f"definite: {yaml(RIGHT_TO_LEFT)}"),
        ("units: [Byggesakskontoret]", f"units: [{said}]"),
        ("definitions:\n", f"definitions:\n  - {{term: {said}, meaning: {own}}}\n"),
        ("weaknesses:\n", f"weaknesses:\n  - {own}\n"),
        ("method:\n", f"method:\n  - {{title: {said}, text: {own}}}\n"),
        ("{{ interviews: seks personer i fem intervjuer }}", "noen"), ("{{ interviews: Seks }}", "Få"),
        ("groups:\n", f"groups:\n  - {{id: hostilg, one: {said}, many: {said}, definite: {said}, words: [hostil]}}\n"),
        ("topics:\n", f"topics:\n  - {{id: hostilt, title: {said}}}\n"),
    )  # fmt: skip


def _criteria(root: Path) -> None:
    said = yaml(all_of(HOSTILE))
    _change(
        root, "criteria/@/criteria.yaml",
        ("title: Åpne svartider", f"title: {said}"),
        ("derivation: Når svartidene ligger på nettsidene, kan søkere planlegge etter dem.", f"derivation: {said}"),
        ("requirement: Kontoret bør legge ut svartidene på nettsidene hvert kvartal.", f"requirement: {said}"),
    )  # fmt: skip
    _change(
        root,
        "criteria/@/questions.yaml",
        ("title: Oppfølging av søkerne", f"title: {said}"),
        ("wording: Får ", f"scope: {said}\n    wording: Får "),
    )


def _sources(root: Path) -> None:
    said = yaml(all_of(HOSTILE))
    _change(
        root, "criteria/sources/serviceerklaring.yaml",
        ("title: Serviceerklæring for byggesak", f"title: {said}"), ("issuer: Nyby kommunestyre", f"issuer: {said}"),
        ("pinpoint: punkt 4", f"pinpoint: {said}"), ("text: Kontoret bør", f"text: {said} # "),
    )  # fmt: skip


def _document(root: Path) -> None:
    excerpts = "".join(
        f"  - {{id: u{number}, locator: {yaml(text)}, text: {yaml(text)}, criterion: K6, stance: context}}\n"
        for number, text in enumerate(HOSTILE, 1)
    )
    said = yaml(all_of(HOSTILE))
    (root / f"documents/{AUDIT}/D9.yaml").write_text(
        f"id: D9\ntitle: {said}\nissuer: {said}\ndate: 2024-01\nreference: {said}\nnotes: {said}\n"
        f"excerpts:\n{excerpts}",
        encoding="utf-8",
    )


def _table(root: Path) -> None:
    said, some = yaml(all_of(HOSTILE)), yaml(HOSTILE[0])
    _append(
        root, "statistics/@/datapackage.yaml",
        f"  - name: hostil\n    title: {said}\n    path: hostil.csv\n    sources: [{said}]\n    status: final\n"
        f"    footnotes: [{said}]\n    reliability: [{said}]\n    schema:\n      fields:\n"
        f"        - {{name: navn, type: string, title: {said}}}\n"
        f"        - {{name: tekst, type: string, title: {some}}}\n"
        f"        - {{name: antall, type: integer, unit: {some}}}\n      primaryKey: navn\n",
    )  # fmt: skip
    lines = [f"{csv(f'{number} {text}')};{csv(text)};{number}" for number, text in enumerate(HOSTILE, 1)]
    (root / f"statistics/{AUDIT}/hostil.csv").write_text(
        "navn;tekst;antall\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


def _findings(root: Path) -> None:
    said = yaml(all_of(IN_FINDINGS))
    parts = "".join(f"    {name}: {said}\n" for name in ("condition", "cause", "effect", "limits", "internal"))
    _append(
        root,
        "findings/@/findings.yaml",
        f"  - id: F90\n    title: {yaml(all_of(HOSTILE))}\n    kind: deviation\n    criteria: [K6]\n{parts}",
    )
    _append(
        root, "findings/@/assessments.yaml",
        f"  - {{id: V90, criterion: K6, status: not_met, text: {said}, departs: {said}, internal: {said},\n"
        "     by: revisor, on: 2024-04-03}\n",
    )  # fmt: skip
    _append(
        root,
        "findings/@/recommendations.yaml",
        f"  - {{id: A90, to: {yaml(IN_FINDINGS[0])}, action: {said}, findings: [F90]}}\n",
    )
    _change(
        root,
        "findings/@/conclusions.yaml",
        ("findings: [F3, F4, F6]", "findings: [F3, F4, F6, F90]"),
        ("answer: Søkerne får", f"answer: {said} # "),
    )


def _others(root: Path) -> None:
    said = yaml(all_of(HOSTILE))
    _change(
        root, "findings/@/hearing.yaml",
        ("from: kommunedirektøren", f"from: {said}"), ("comment: Nettsidene", f"comment: {said} # "),
        ("examined: Revisor", f"examined: {said} # "), ("reason: Funnet", f"reason: {said} # "),
    )  # fmt: skip
    _change(
        root, "statistics/@/indicators.yaml",
        ("title: Ventetid på telefonen", f"title: {said}"),
        ("{reason: telefonsystemet lagrer ikke hvor lenge noen venter}", f"{{reason: {said}}}"),
    )  # fmt: skip
