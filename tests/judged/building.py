"""A made-up audit whose judgements are stored, for edits that must and must not make them suspect."""

from pathlib import Path

from auditlib.judged import Standing, clear, judge
from auditlib.mapping import Mapped
from auditlib.problems import Severity
from auditlib.workbench import check
from tests.builders import AUDIT, FILES, Nyby, note

JUDGED_ON = "2024-05-02"

_SOURCE = """\
id: byggesaksloven
title: Lov om byggesaker
short: byggesaksloven
issuer: Stortinget
kind: act
published: 2008-06-27
provisions:
  - {id: byggesaksloven-21-7, pinpoint: § 21-7, from: 2010-07-01, to: open, text: Kommunen har tolv uker på seg.}
  - {id: byggesaksloven-21-7-2009, pinpoint: § 21-7, from: 2009-01-01, to: 2010-06-30, text: Kommunen har ti uker.}
  - {id: byggesaksloven-1-1, pinpoint: § 1-1, from: 2010-07-01, to: open, text: Søkere har krav på veiledning.}
  - {id: byggesaksloven-9-9, pinpoint: § 9-9, from: 2010-07-01, to: open, text: Straff.}
"""

_CRITERIA = """\
criteria:
  - id: K1
    questions: [P1]
    title: Tolv ukers frist
    derivation: Loven setter en frist.
    versions:
      - from: 2009-01-01
        to: 2010-06-30
        requirement: Kommunen skal avgjøre søknader innen ti uker.
        modality: must
        provisions: [byggesaksloven-21-7-2009]
      - from: 2010-07-01
        to: open
        requirement: Kommunen skal avgjøre fullstendige søknader innen tolv uker.
        modality: must
        provisions: [byggesaksloven-21-7]
        norm: {operator: at_most, value: 84, unit: dager}
        deadline: {value: 12, unit: uker}
  - id: K2
    questions: [P1]
    title: Svar i hver sak
    derivation: Loven gjelder hver sak.
    versions:
      - from: 2010-07-01
        to: open
        requirement: Hver søker skal få svar.
        modality: must
        provisions: [byggesaksloven-21-7]
        norm: {operator: every}
  - id: K3
    questions: [P1]
    title: Veiledning
    derivation: Loven gir krav på det.
    versions:
      - from: 2010-07-01
        to: open
        requirement: Kommunen bør veilede.
        modality: should
        provisions: [byggesaksloven-1-1]
"""

_DOCUMENTS = """\
id: D1
title: Årsrapport 2023
issuer: Byggesakskontoret
date: 2024-01
excerpts:
  - {id: u1, locator: s. 4, text: Fristen ble holdt i de fleste saker., criterion: K1, stance: meets}
  - {id: u2, locator: s. 9, text: Kontoret fikk nye stoler., topic: annet, stance: context}
"""

_INDICATORS = """\
indicators:
  - {id: M1, title: Endring, criterion: K1, table: svartid_tabell, test: change,
     parameters: {row: Nyby, from: "2022", to: "2023"}}
  - {id: M2, title: Frist, criterion: K1, table: svartid_tabell, test: norm, parameters: {row: Nyby, column: "2023"}}
"""

_ASSESSMENTS = """\
assessments:
  - {id: V1, criterion: K1, status: partly_met, departs: Sakene er ulike., by: revisor, on: 2024-04-02,
     text: 'Fristen holdes ikke alltid, se {{ byggesaksloven-21-7 }}.'}
  - {id: V2, criterion: K2, status: not_met, departs: Det er klart., text: Svar mangler., by: revisor, on: 2024-04-02}
  - id: V3
    criterion: K3
    status: insufficient_evidence
    departs: Vi vet lite.
    text: Grunnlaget er lite.
    internal: Ring igjen.
    by: revisor
    on: 2024-04-02
  - {id: V4, topic: kontorplass, text: Kontorene bør samles., by: revisor, on: 2024-04-02}
"""

_FINDINGS = """\
findings:
  - id: F1
    title: Fristen brytes
    kind: deviation
    criteria: [K1]
    topics: [svartid]
    evidence: [M1, M2, D1.u1, G1.a1]
    condition: '{{ K1 deviates group=soker }} sier at de ventet for lenge.'
    cause: Kontoret er delt.
    internal: Sjekkes med lederen.
  - id: F2
    title: Kontorene ligger spredt
    kind: deviation
    topics: [kontorplass]
    condition: '{{ kontorplass deviates }} nevner avstanden.'
  - id: F3
    title: Veiledningen er lite undersøkt
    kind: deviation
    criteria: [K3]
    evidence: [I04.p3]
    condition: 'Kontoret hadde {{ svartid_tabell[Nord, saker] }}, se {{ I04.p2 }}.'
"""

_CONCLUSIONS = """\
conclusions:
  - {id: S1, question: P1, degree: some, answer: 'Fristen brytes, se {{ F1 }}.', findings: [F1, F2]}
"""

_RECOMMENDATIONS = """\
recommendations:
  - {id: A1, to: kommunedirektøren, action: svare i tide, findings: [F1]}
  - {id: A2, to: kommunedirektøren, action: gi bedre veiledning, findings: [F3]}
"""

_SHEET = FILES[f"criteria/{AUDIT}/audit.yaml"].replace(
    "  - {id: kontorplass, title: Kontorplassering}\n",
    "  - {id: kontorplass, title: Kontorplassering}\n  - {id: annet, title: Annet}\n",
)
_LEADER = (
    "## Kontoret\nInnledning uten koding.\n\n"
    "[Noen saker går fort, andre ikke.]{#p1 .passage criterion=K1 stance=mixed informants=leder-1}\n\n"
    "[Kontorene ligger langt\nfra hverandre.]{#p2 .passage topic=kontorplass stance=deviates}\n\n"
    "[Veiledning er nevnt.]{#p3 .passage criterion=K3 stance=context}\n"
)

OVER = {
    f"criteria/{AUDIT}/audit.yaml": _SHEET,
    "criteria/sources/byggesaksloven.yaml": _SOURCE,
    f"criteria/{AUDIT}/criteria.yaml": _CRITERIA,
    f"interviews/{AUDIT}/I04.md": note("I04", "leder-1, leder-2", _LEADER),
    f"documents/{AUDIT}/D1.yaml": _DOCUMENTS,
    f"statistics/{AUDIT}/indicators.yaml": _INDICATORS,
    f"statistics/{AUDIT}/svartid.csv": FILES[f"statistics/{AUDIT}/svartid.csv"].replace("762;12;", "762;1 012;"),
    f"findings/{AUDIT}/assessments.yaml": _ASSESSMENTS,
    f"findings/{AUDIT}/findings.yaml": _FINDINGS,
    f"findings/{AUDIT}/conclusions.yaml": _CONCLUSIONS,
    f"findings/{AUDIT}/recommendations.yaml": _RECOMMENDATIONS,
}


def mapped(root: Path) -> Mapped:
    """Check and map the audit, which must have no errors."""
    found, problems = check(AUDIT, root)
    assert [str(each) for each in problems if each.severity is Severity.ERROR] == []
    assert found is not None
    return found


def standing(root: Path) -> Standing:
    """Give how the judgements stand."""
    return Standing(mapped(root))


def suspects(root: Path) -> set[str]:
    """Give the ids of the suspect judgements."""
    return set(standing(root).suspects)


def judge_all(root: Path, *ids: str, on: str = JUDGED_ON, by: str = "Kari") -> None:
    """Judge some of the audit, or all of it."""
    found = standing(root)
    judge(root, AUDIT, found.judgements, ids or tuple(found.judgements), by, on)
    clear(root, AUDIT, found.judgements, found.store)


def judged_in(root: Path) -> Nyby:
    """Write the audit into a folder and judge all of it."""
    nyby = Nyby(root)
    for name, text in {**FILES, **OVER}.items():
        nyby.write(name, text)
    judge_all(root)
    return nyby
