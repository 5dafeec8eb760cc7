"""A workspace of any size from a made-up municipality; the same numbers give the same files.

The rules of the audit, its criteria, topics, findings and tables stay the same size; the notes and informants grow.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from benchmarks.notes import write_note
from benchmarks.tables import write_statistics
from benchmarks.words import CASES, CONDITIONS, DUTIES, GROUPS
from benchmarks.writing import AUDIT, write_yaml

_FINDINGS = 40
_SEED = 20240115


def generate(
    folder: Path, notes: int, passages: int = 100, seed: int = _SEED, findings: int = _FINDINGS, offices: int = 1
) -> None:
    """Write a workspace with `notes` interviews of `passages` coded passages each.

    Each of the offices has thirty criteria and thirty topics of its own.
    """
    chance = random.Random(seed)
    criteria = [f"K{number}" for number in range(1, offices * len(CASES) * len(DUTIES) + 1)]
    topics = [each["id"] for each in _topics(offices)]
    write_yaml(folder / f"criteria/{AUDIT}/audit.yaml", _audit(offices))
    _write_criteria(folder, criteria, offices)
    speakers = _write_informants(folder, notes)
    (folder / f"interviews/{AUDIT}").mkdir(parents=True, exist_ok=True)
    for number, informants in enumerate(speakers, 1):
        write_note(folder / f"interviews/{AUDIT}/I{number:04}.md", informants, criteria, topics, passages, chance)
    _write_documents(folder, criteria)
    write_statistics(folder / f"statistics/{AUDIT}")
    narrowed = offices == 1  # beyond that, not every group was asked about every criterion
    written = [_finding(number, criteria, topics, notes, narrowed, chance) for number in range(1, findings + 1)]
    _write_judgements(folder / f"findings/{AUDIT}", criteria, written)


def _topics(offices: int) -> list[dict[str, str]]:
    """Give the topics; those of the first office have the plain ids."""
    return [
        {"id": f"{case}-{condition}{_of(office)}", "title": f"{title}: {words[0]}{_of(office)}"}
        for office in range(1, offices + 1)
        for case, words in CASES.items()
        for condition, title in CONDITIONS.items()
    ]


def _of(office: int) -> str:
    return f"-{office}" if office > 1 else ""


def _audit(offices: int) -> dict[str, Any]:
    return {
        "id": AUDIT,
        "title": "Byggesaker i Nyby",
        "municipality": {"name": "Nyby", "number": "9999"},
        "units": ["Byggesakskontoret"],
        "period": {"from": "2023-01-01", "to": "2023-12-31"},
        "ordered": {"by": "Kontrollutvalget", "on": "2023-11-20", "text": "Utvalget ba om en bred undersøkelse."},
        "published": "2024-06-03",
        "standard": {"name": "RSK 001", "version": "2020"},
        "language": "nb",
        "background": "Nyby finnes ikke, og heller ikke noe av det som er sagt der.",
        "purpose": "Undersøkelsen skal vise hvor lang tid det tar å kontrollere en stor undersøkelse.",
        "scope": "Alle saker som ble avgjort i 2023.",
        "method": [{"title": "Intervjuer", "text": "Vi har snakket med alle som ville snakke med oss."}],
        "weaknesses": ["Alt er oppdiktet."],
        "groups": [
            {"id": id_, "one": words[0], "many": words[1], "definite": words[2], "words": list(words)}
            for id_, words in GROUPS.items()
        ],
        "topics": _topics(offices),
        "quantifiers": [
            {"word": "alle", "also": ["samtlige"], "least_share": 1, "least_count": 3},
            {"word": "de fleste", "least_share": 0.6, "least_count": 4},
            {"word": "flere", "least_share": 0, "least_count": 3},
            {"word": "noen", "least_share": 0, "least_count": 2},
            {"word": "én", "least_share": 0, "least_count": 1},
        ],
        "rules": {
            "least_sources": 2,
            "met_at_most": 0.1,
            "mostly_met_at_most": 0.34,
            "partly_met_at_most": 0.67,
            "strong": {"sources": 5, "groups": 3, "kinds": 2},
            "medium": {"sources": 2, "groups": 1, "kinds": 1},
        },
        "publication": {
            "least_in_group": 1, "least_in_cell": 3, "passages": "cleared", "reason": "Avtalt med informantene.",
        },
    }


def _write_criteria(folder: Path, criteria: list[str], offices: int) -> None:
    """Write one source for each duty with a provision for each kind of case, and a criterion on each provision."""
    provisions: dict[str, list[dict[str, str]]] = {duty: [] for duty in DUTIES}
    written: list[dict[str, Any]] = []
    pairs = [(office, case, duty) for office in range(1, offices + 1) for case in CASES for duty in DUTIES]
    for id_, (office, case, duty) in zip(criteria, pairs, strict=True):
        title, requirement = DUTIES[duty][0], f"Kommunen skal {DUTIES[duty][1].format(cases=CASES[case][0])}."
        provision = f"{duty}loven-{len(provisions[duty]) + 1}"
        place = f"§ {len(provisions[duty]) + 1}"
        dates = {"from": "2010-07-01", "to": "open"}
        provisions[duty].append({"id": provision, "pinpoint": place, **dates, "text": requirement})
        version = {**dates, "requirement": requirement, "modality": "must", "provisions": [provision]}
        written.append({
            "id": id_, "questions": [f"P{list(CASES).index(case) + 1}"],
            "title": f"{title}: {CASES[case][0]}{_of(office)}",
            "derivation": f"Loven stiller kravet i {place}.", "versions": [version],
        })  # fmt: skip
    for duty, parts in provisions.items():
        write_yaml(folder / f"criteria/sources/{duty}loven.yaml", {
            "id": f"{duty}loven", "title": f"Lov om {DUTIES[duty][0].lower()}", "short": f"{duty}loven",
            "issuer": "Stortinget", "kind": "act", "published": "2008-06-27", "provisions": parts,
        })  # fmt: skip
    write_yaml(folder / f"criteria/{AUDIT}/criteria.yaml", {"criteria": written})
    questions = [
        {"id": f"P{number}", "title": cases.capitalize(), "wording": f"Følger kommunen opp {cases}?", "degree": "true"}
        for number, (cases, _) in enumerate(CASES.values(), 1)
    ]
    write_yaml(folder / f"criteria/{AUDIT}/questions.yaml", {"questions": questions})


def _write_informants(folder: Path, notes: int) -> list[list[str]]:
    """Write 1.2 informants a note in six groups; give who was in each note, every fifth being a group of two."""
    speakers: list[list[str]] = []
    written: list[dict[str, str]] = []
    groups = list(GROUPS)
    for number in range(notes):
        present = []
        for _ in range(2 if number % 5 == 4 else 1):
            group = groups[len(written) % len(groups)]
            id_ = f"{group}-{len(written) // len(groups) + 1}"
            label = f"{GROUPS[group][0]} {len(written) + 1}"
            written.append({"id": id_, "role": GROUPS[group][0], "unit": "Nyby", "group": group, "label": label})
            present.append(id_)
        speakers.append(present)
    write_yaml(folder / f"interviews/{AUDIT}/informants.yaml", {"informants": written})
    return speakers


def _write_documents(folder: Path, criteria: list[str]) -> None:
    """Write five documents that say something of every criterion."""
    for number in range(1, 6):
        excerpts = [
            {"id": f"u{place}", "locator": f"s. {place}", "text": f"Dokumentet omtaler kravet på side {place}.",
             "criterion": criterion, "stance": ("meets", "deviates", "context")[(place + number) % 3]}
            for place, criterion in enumerate(criteria, 1)
        ]  # fmt: skip
        write_yaml(folder / f"documents/{AUDIT}/D{number}.yaml", {
            "id": f"D{number}", "title": f"Årsrapport {2018 + number}", "issuer": "Byggesakskontoret",
            "date": "2024-01", "excerpts": excerpts,
        })  # fmt: skip


def _write_judgements(folder: Path, criteria: list[str], findings: list[dict[str, Any]]) -> None:
    """Write an assessment of each criterion, the findings, a conclusion and a recommendation on each question."""
    assessments = [
        {"id": f"V{number}", "criterion": id_, "status": "partly_met", "departs": "Sakene var ulike.", "by": "revisor",
         "on": "2024-04-02", "text": f"Revisor viser til at {{{{ {id_} deviates }}}} peker på avvik."}
        for number, id_ in enumerate(criteria, 1)
    ]  # fmt: skip
    conclusions, recommendations = [], []
    for number in range(1, len(CASES) + 1):
        named = [each["id"] for each in findings[number - 1 :: len(CASES)]]
        answer = f"I noen grad, se {{{{ {named[0]} }}}} og {{{{ {named[1]} }}}}."
        judged = {"question": f"P{number}", "degree": "some", "answer": answer}
        conclusions.append({"id": f"S{number}", **judged, "findings": named})
        action = f"rette opp det som følger av {{{{ {named[0]} }}}}"
        recommendations.append({"id": f"A{number}", "to": "kommunedirektøren", "action": action, "findings": named[:3]})
    for name, items in {"assessments": assessments, "findings": findings, "conclusions": conclusions,
                        "recommendations": recommendations}.items():  # fmt: skip
        write_yaml(folder / f"{name}.yaml", {name: items})


def _finding(
    number: int, criteria: list[str], topics: list[str], notes: int, narrowed: bool, chance: random.Random
) -> dict[str, Any]:
    """Write a finding: most on two criteria, every fourth within topics, every eighth on topics alone."""
    first, second = chance.sample(criteria, 2)
    drawn = chance.choice(list(GROUPS))
    group = f" group={drawn}" if narrowed else ""
    shown = [f"I{chance.randint(1, notes):04}.p{chance.randint(1, 9)}" for _ in range(3)]
    named: dict[str, Any] = {"criteria": [first, second]}
    if number % 8 == 0:
        named = {"topics": chance.sample(topics, 2)}
    elif number % 4 == 0:
        named["topics"] = chance.sample(topics, 3)
    return {
        "id": f"F{number}", "title": f"Funn {number}", "kind": "strength" if number % 5 == 0 else "deviation",
        **named, "evidence": shown[:2],
        "condition": f"{{{{ {first} deviates{group} }}}} sier at kravet ikke blir fulgt, mens "
                     f"{{{{ {first} meets count }}}} mener det motsatte. I alt gikk saksmengden fra "
                     f"{{{{ saker[Sum, 2022] }}}} til {{{{ saker[Sum, 2023] }}}}, altså {{{{ M{number % 5 + 1} }}}}.",
        "cause": f"{{{{ {chance.choice(topics)} deviates }}}} viser til forhold ved kontoret, se {{{{ {shown[2]} }}}}.",
        "effect": f"Flere av informantene har merket følgene ({{{{ {shown[0]} }}}}, {{{{ {shown[1]} }}}}).",
    }  # fmt: skip
