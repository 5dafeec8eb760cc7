"""A small made-up audit of the municipality Nyby, whose files a test can change before it reads them."""

from dataclasses import dataclass
from pathlib import Path

from auditlib.mapping import Mapped
from auditlib.measures import measure
from auditlib.problems import Problem
from auditlib.workspace import Inputs, read_inputs

AUDIT = "nyby"

_SHEET = """\
id: nyby
title: Svartid i byggesaker
municipality: {name: Nyby, number: "9999"}
units: [Byggesakskontoret]
period: {from: 2023-01-01, to: 2023-12-31}
ordered: {by: Kontrollutvalget, on: 2023-11-20, text: Utvalget ba om en undersøkelse.}
published: 2024-06-01
standard: {name: RSK 001, version: "2020"}
language: nb
background: Bakgrunn.
purpose: Formål.
scope: Omfang.
method:
  - {title: Intervjuer, text: Alle er intervjuet.}
weaknesses: [Utvalget er lite.]
groups:
  - {id: soker, one: søker, many: søkere, definite: søkerne, words: [søker, søkere, søkerne]}
  - {id: leder, one: leder, many: ledere, definite: de ansatte lederne, words: [leder, ledere, lederne]}
topics:
  - {id: svartid, title: Svartid}
  - {id: kontorplass, title: Kontorplassering}
quantifiers:
  - {word: alle, also: [samtlige], least_share: 1, least_count: 3}
  - {word: de fleste, least_share: 0.6, least_count: 4}
  - {word: flere, least_share: 0, least_count: 3}
  - {word: noen, least_share: 0, least_count: 2}
  - {word: én, least_share: 0, least_count: 1}
rules:
  least_sources: 2
  met_at_most: 0.10
  mostly_met_at_most: 0.34
  partly_met_at_most: 0.67
  strong: {sources: 5, groups: 3, kinds: 2}
  medium: {sources: 2, groups: 1, kinds: 1}
publication: {least_in_group: 1, least_in_cell: 3, passages: cleared, reason: Avtalt med informantene.}
"""

_CRITERIA = """\
criteria:
  - id: K1
    questions: [P1]
    title: Tolv ukers frist
    derivation: Loven setter en frist.
    versions:
      - from: 2010-07-01
        to: open
        requirement: Kommunen skal avgjøre fullstendige søknader innen tolv uker.
        modality: must
        provisions: [byggesaksloven-21-7]
        norm: {operator: at_most, value: 84, unit: dager}
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
        norm: {operator: every, value: 100, unit: prosent}
  - id: K3
    questions: [P1]
    title: Veiledning
    derivation: Veilederen anbefaler det.
    versions:
      - from: 2010-07-01
        to: open
        requirement: Kommunen bør veilede.
        modality: should
        provisions: [byggesaksloven-21-7]
"""

_INFORMANTS = "informants:\n" + "".join(
    f"  - {{id: {group}-{number}, role: rolle, unit: enhet, group: {group}, label: {group} {number}}}\n"
    for group, count in (("soker", 5), ("leder", 2))
    for number in range(1, count + 1)
)

_STATISTICS = """\
name: nyby
resources:
  - name: svartid_tabell
    title: Svartid etter år
    path: svartid.csv
    sources: [Fagsystemet]
    status: final
    footnotes: [Gjelder fullstendige søknader.]
    schema:
      fields:
        - {name: kontor, type: string, title: Kontor}
        - {name: "2022", type: integer, unit: dager}
        - {name: "2023", type: integer, unit: dager}
        - {name: saker, type: integer, unit: saker}
        - {name: merknad, type: string}
      primaryKey: kontor
      missingValues: ["", ":"]
  - name: mapper
    title: Gjennomgåtte mapper
    path: mapper.csv
    sources: [Arkivet]
    status: final
    schema:
      fields:
        - {name: sak, type: string}
        - {name: svar, type: string}
      primaryKey: sak
      missingValues: [""]
"""

_INDICATORS = """\
indicators:
  - {id: M1, title: Endring, criterion: K1, table: svartid_tabell, test: change,
     parameters: {row: Nyby, from: "2022", to: "2023"}}
  - {id: M2, title: Frist, criterion: K1, table: svartid_tabell, test: norm, parameters: {row: Nyby, column: "2023"}}
"""

_REVIEWS = """\
reviews:
  - id: G1
    title: Gjennomgang av mapper
    table: mapper
    unit: {one: mappe, many: mapper}
    key: sak
    population: {description: Søknader i 2023, size: 412}
    drawn: {method: unknown}
    attributes:
      - {id: a1, title: gitt svar, column: svar, criterion: K2, meets: [ja], deviates: [nei]}
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
  - id: F2
    title: Kontorene ligger spredt
    kind: deviation
    topics: [kontorplass]
    condition: '{{ kontorplass deviates }} nevner avstanden.'
"""

_ASSESSMENTS = """\
assessments:
  - {id: V1, criterion: K1, status: partly_met, text: Fristen holdes ikke alltid., by: revisor, on: 2024-04-02}
  - {id: V2, criterion: K2, status: not_met, text: Svar mangler., by: revisor, on: 2024-04-02}
  - {id: V3, criterion: K3, status: insufficient_evidence, text: Vi vet for lite., by: revisor, on: 2024-04-02}
  - {id: V4, topic: kontorplass, text: Kontorene bør samles., by: revisor, on: 2024-04-02}
"""

_SOURCE = """\
id: byggesaksloven
title: Lov om byggesaker
short: byggesaksloven
issuer: Stortinget
kind: act
published: 2008-06-27
provisions:
  - {id: byggesaksloven-21-7, pinpoint: § 21-7, from: 2010-07-01, to: open, text: Tolv uker.}
"""

_DOCUMENT = """\
id: D1
title: Årsrapport 2023
issuer: Byggesakskontoret
date: 2024-01
excerpts:
  - {id: u1, locator: s. 4, text: Fristen ble holdt i de fleste saker., criterion: K1, stance: meets}
"""


def note(name: str, informants: str, body: str, *, method: str = "group", asked: str = "K1") -> str:
    """Write an interview note, verified by its first informant; the body begins on line 11."""
    first = informants.split(",")[0]
    return (
        f"---\nid: {name}\ntitle: Intervju\ndate: 2024-02-12\nmethod: {method}\ninformants: [{informants}]\n"
        f"interviewer: AB\nasked: [{asked}]\nverified: {{on: 2024-03-01, by: {first}, changes: none}}\n---\n{body}\n"
    )


FILES = {
    f"criteria/{AUDIT}/audit.yaml": _SHEET,
    f"criteria/{AUDIT}/questions.yaml": "questions:\n  - {id: P1, title: Svartid, wording: Går det?, degree: true}\n",
    f"criteria/{AUDIT}/criteria.yaml": _CRITERIA,
    "criteria/sources/byggesaksloven.yaml": _SOURCE,
    f"interviews/{AUDIT}/informants.yaml": _INFORMANTS,
    f"interviews/{AUDIT}/I01.md": note(
        "I01", "soker-1, soker-2",
        "[Begge ventet over tolv uker.]{#p1 .passage criterion=K1 topic=svartid stance=deviates}",
        asked="K1, kontorplass",
    ),
    f"interviews/{AUDIT}/I02.md": note(
        "I02", "soker-3", "[Svaret kom sent.]{#p1 .passage criterion=K1 topic=svartid stance=deviates}", method="single"
    ),
    f"interviews/{AUDIT}/I03.md": note(
        "I03", "soker-4, soker-5",
        "[Svaret kom i tide.]{#p1 .passage criterion=K1 topic=svartid stance=meets informants=soker-4}",
    ),
    f"interviews/{AUDIT}/I04.md": note(
        "I04", "leder-1, leder-2",
        "[Noen saker går fort, andre ikke.]{#p1 .passage criterion=K1 stance=mixed informants=leder-1}\n\n"
        "[Kontorene ligger langt fra hverandre.]{#p2 .passage topic=kontorplass stance=deviates}\n\n"
        "[Veiledning er nevnt.]{#p3 .passage criterion=K3 stance=context}",
    ),
    f"documents/{AUDIT}/D1.yaml": _DOCUMENT,
    f"statistics/{AUDIT}/datapackage.yaml": _STATISTICS,
    f"statistics/{AUDIT}/svartid.csv": (
        "kontor;2022;2023;saker;merknad\nNyby;207;267;498;12,5 er typisk\nNord;579;762;12;12,5\nSør;10;:;3;:\n"
    ),
    f"statistics/{AUDIT}/mapper.csv": "sak;svar\n" + "".join(
        f"S{number};{'ja' if number <= 8 else 'nei'}\n" for number in range(1, 19)
    ),
    f"statistics/{AUDIT}/indicators.yaml": _INDICATORS,
    f"statistics/{AUDIT}/reviews.yaml": _REVIEWS,
    f"findings/{AUDIT}/assessments.yaml": _ASSESSMENTS,
    f"findings/{AUDIT}/findings.yaml": _FINDINGS,
    f"findings/{AUDIT}/conclusions.yaml": (
        "conclusions:\n  - {id: S1, question: P1, degree: some, answer: Ja., findings: [F1, F2]}\n"
    ),
    f"findings/{AUDIT}/recommendations.yaml": (
        "recommendations:\n  - {id: A1, to: kommunedirektøren, action: Svar i tide., findings: [F1]}\n"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Nyby:
    """The audit's files in a folder."""

    root: Path

    def write(self, name: str, text: str) -> None:
        """Write a file, whole; a name without a folder is a file of the findings."""
        path = self.root / self._full(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Change some words of a file, which must be there."""
        text = (self.root / self._full(name)).read_text(encoding="utf-8")
        assert old in text, f"{name} does not say {old!r}"
        self.write(name, text.replace(old, new))

    def inputs(self) -> Inputs:
        """Read the files; they must have no problems of their own."""
        inputs, problems = read_inputs(self.root, AUDIT)
        assert problems == []
        assert inputs is not None
        return inputs

    def mapped(self) -> Mapped:
        """Read, measure and map."""
        inputs = self.inputs()
        measurements, problems = measure(inputs)
        assert problems == []
        return Mapped(inputs, measurements)

    def _full(self, name: str) -> str:
        known = [each for each in FILES if each.rpartition("/")[2] == name]
        return known[0] if known else name if "/" in name else f"findings/{AUDIT}/{name}"


def nyby_in(root: Path) -> Nyby:
    """Write the audit into a folder."""
    nyby = Nyby(root)
    for name, text in FILES.items():
        nyby.write(name, text)
    return nyby


def codes(problems: list[Problem]) -> list[str]:
    """Give the codes of problems in order."""
    return [each.code for each in problems]


def placed(problems: list[Problem]) -> list[tuple[str, int, int]]:
    """Give code, line and column of problems, in the order of the file."""
    return sorted(((each.code, each.at.line, each.at.column) for each in problems), key=lambda each: each[1:])
