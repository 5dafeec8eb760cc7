"""Building the parts of a report from a mapped audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from auditlib.checks.figures import acknowledgement, recalculate_table
from auditlib.claims import Claim
from auditlib.editions.cells import HIDDEN
from auditlib.evidence import Evidence, EvidenceKind
from auditlib.findings import Assessment, Finding
from auditlib.labels import label
from auditlib.language import _, ngettext, speaking
from auditlib.mapping import Mapped, render
from auditlib.numbers import format_number, read_number
from auditlib.report.model import (
    AuditPart,
    ConclusionPart,
    CriterionPart,
    EvidencePart,
    FindingPart,
    RecalcPart,
    RecommendationPart,
    StatementPart,
    TablePart,
    Text,
    TopicPart,
)
from auditlib.report.pieces import Pieces
from auditlib.report.records import record_part
from auditlib.report.versions import deadline_of, version_parts
from auditlib.tables import Column, Resource, Table


class Builder:
    """Builds parts for one audit; look-ups are made once."""

    def __init__(self, mapped: Mapped, internal: bool = True, own: Mapped | None = None) -> None:
        """Index what the parts refer to; `internal` says which edition they are for.

        `own` is the audit mapped in the language of its own words, where `mapped` is in another that the report speaks.
        """
        self.mapped, self.internal, self.own = mapped, internal, own or mapped
        self.inputs = mapped.inputs
        self._pieces = Pieces(self.inputs)
        self._criteria: dict[str, CriterionPart] = {}
        self._findings: dict[str, FindingPart] = {}
        self._assessed = {each.criterion: each for each in self.inputs.assessments if each.criterion}
        self._neighbours = neighbours([each.id for each in self.inputs.findings])
        self._citations = {
            part.id: source.cite(part) for source in self.inputs.sources for part in source.provisions
        }

    def texts(self, owner: str, *words: str | None) -> list[Text]:
        """Put the claims into an item's texts, numbered through all of them as `auditlib trace` knows them."""
        found: list[Text] = []
        with speaking(self.own.language):
            for each in words:
                before = sum(isinstance(piece, Claim) for text in found for piece in text)
                found.append(tuple(render(each, self.own, owner, before)) if each else ())
        return found

    def text(self, owner: str, words: str) -> Text:
        """Put the claims into an item's only text."""
        return self.texts(owner, words)[0]

    def about_audit(self) -> AuditPart:
        """Build what the audit says of itself."""
        audit = self.inputs.audit
        method = self.texts("method", *(each.text for each in audit.method))
        definitions = self.texts("definitions", *(each.meaning for each in audit.definitions))
        return AuditPart(
            notice=self.text("notice", audit.notice or ""),
            background=self.text("background", audit.background),
            purpose=self.text("purpose", audit.purpose),
            scope=self.text("scope", audit.scope),
            method=tuple(zip((each.title for each in audit.method), method, strict=True)),
            weaknesses=tuple(self.texts("weaknesses", *audit.weaknesses)),
            definitions=tuple(zip((each.term for each in audit.definitions), definitions, strict=True)),
        )

    def criterion(self, id_: str) -> CriterionPart:
        """Build a criterion with suggestion and judgement, once."""
        if id_ not in self._criteria:
            self._criteria[id_] = self._criterion(id_)
        return self._criteria[id_]

    def _criterion(self, id_: str) -> CriterionPart:
        criterion, version = self.mapped.criteria[id_], self.mapped.version(id_)
        assert version is not None  # the checks refuse a criterion without a version in the period
        suggestion, judged = self.mapped.suggestion(id_), self._assessed.get(id_)
        assessment, departs = self.texts(judged.id, judged.text, judged.departs) if judged else ((), ())
        return CriterionPart(
            id=id_,
            title=criterion.title,
            requirement=version.requirement,
            modality=label(version.modality),
            deadline=deadline_of(version),
            citations=tuple((each, self._citations[each]) for each in version.provisions),
            derivation=criterion.derivation,
            suggestion=label(suggestion.status),
            strength=label(suggestion.strength),
            reason=suggestion.reason,
            status=label(judged.status) if judged else "",
            status_code=judged.status.value if judged and judged.status else "",
            assessment=assessment,
            departs=departs,
            internal=(judged.internal or "") if judged else "",
            versions=version_parts(self.mapped.versions(id_), self._citations),
        )

    def criteria_of(self, question: str) -> list[CriterionPart]:
        """Build the criteria of a question."""
        return [self.criterion(each.id) for each in self.inputs.criteria if question in each.questions]

    def topics_of(self, question: str) -> list[TopicPart]:
        """Build the assessments without a criterion whose findings answer a question."""
        wanted = {topic for finding in self.findings_of(question) for topic in finding.topics}
        return [self._topic(each) for each in self._loose() if each.topic in wanted]

    def _loose(self) -> list[Assessment]:
        return [each for each in self.inputs.assessments if not each.criterion]

    def _topic(self, judged: Assessment) -> TopicPart:
        titles = {each.id: each.title for each in self.inputs.audit.topics}
        return TopicPart(judged.id, titles[judged.topic or ""], self.text(judged.id, judged.text))

    def outside(self) -> tuple[list[TopicPart], list[FindingPart]]:
        """Build the assessments and findings that no chapter has, since they answer none of the questions."""
        chapters = [each.id for each in self.inputs.questions]
        assessed = {part.id for each in chapters for part in self.topics_of(each)}
        found = {finding.id for each in chapters for finding in self.findings_of(each)}
        topics = [self._topic(each) for each in self._loose() if each.id not in assessed]
        return topics, [self.finding(each) for each in self.inputs.findings if each.id not in found]

    def findings_of(self, question: str) -> list[Finding]:
        """Give the findings of a question: by their criteria, else by the conclusion that uses them."""
        own = {each.id for each in self.inputs.criteria if question in each.questions}
        concluded = {id_ for each in self.inputs.conclusions if each.question == question for id_ in each.findings}
        return [
            each
            for each in self.inputs.findings
            if set(each.criteria) & own or (not each.criteria and each.id in concluded)
        ]

    def finding(self, finding: Finding) -> FindingPart:
        """Build a finding with its evidence on both sides, once."""
        if finding.id not in self._findings:
            self._findings[finding.id] = self._finding(finding)
        return self._findings[finding.id]

    def _finding(self, finding: Finding) -> FindingPart:
        ground = self.mapped.ground(finding)
        against = ground.speaks_against
        words = (finding.condition, finding.cause, finding.effect, finding.limits)
        condition, cause, effect, limits = self.texts(finding.id, *words)
        return FindingPart(
            id=finding.id,
            title=finding.title,
            kind=finding.kind.value,
            strength=label(ground.strength),
            criteria=tuple((each, self.criterion(each).modality) for each in finding.criteria),
            statuses=tuple(self.criterion(each).status for each in finding.criteria),
            condition=condition,
            cause=cause,
            effect=effect,
            limits=limits,
            speaks_for=self.evidence(ground.speaks_for),
            speaks_against=self.evidence(against),
            mixed=self.evidence(ground.mixed),
            context=self.evidence(ground.context),
            against_in_short=self._in_short(against),
            unverified=tuple(sorted({each.origin for each in ground.all} & self._pieces.unverified)),
            internal=finding.internal or "",
            neighbours=self._neighbours[finding.id],
        )

    def _in_short(self, evidence: Sequence[Evidence]) -> str:
        """Say by group how many informants, documents and figures speak against."""
        names = {name for each in evidence for name in each.informants}
        speakers = Counter(self.mapped.group_of[name] for name in names)
        documents = {each.origin for each in evidence if each.kind is EvidenceKind.EXCERPT}
        measured = {each.id for each in evidence if each.kind in (EvidenceKind.MEASUREMENT, EvidenceKind.REVIEW)}
        counts = [(speakers[group.id], group.one, group.many) for group in self.inputs.audit.groups]
        said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
        if documents:
            said.append(ngettext("{count} dokument", "{count} dokumenter", len(documents)).format(count=len(documents)))
        if measured:
            said.append(ngettext("{count} måling", "{count} målinger", len(measured)).format(count=len(measured)))
        return ", ".join(said)

    def evidence(self, items: Iterable[Evidence]) -> tuple[EvidencePart, ...]:
        """Build pieces of evidence as a reader meets them."""
        return tuple(self._pieces[each] for each in items)

    def conclusions(self) -> list[ConclusionPart]:
        """Build the answers in the order of the questions."""
        answers = {each.question: each for each in self.inputs.conclusions}
        return [
            ConclusionPart(
                answer.id, question.id, question.wording, label(answer.degree),
                self.text(answer.id, answer.answer), self._titled(answer.findings),
            )
            for question in self.inputs.questions
            if (answer := answers.get(question.id))
        ]  # fmt: skip

    def recommendations(self) -> list[RecommendationPart]:
        """Build the recommendations."""
        return [
            RecommendationPart(
                each.id, each.to, self.text(each.id, each.action), self._titled(each.findings),
                each.deadline.in_words() if each.deadline else "", each.responsible or "",
            )
            for each in self.inputs.recommendations
        ]

    def _titled(self, findings: Iterable[str]) -> tuple[tuple[str, str], ...]:
        titles = {each.id: each.title for each in self.inputs.findings}
        return tuple((each, titles[each]) for each in findings)

    def statements(self) -> list[StatementPart]:
        """Build an earlier report's statements with how much speaks for and against them."""
        findings = {each.id: each for each in self.inputs.findings}
        parts = []
        for each in self.inputs.statements:
            grounds = [self.mapped.ground(findings[id_]) for id_ in each.findings]
            counts = [
                len({piece.id for ground in grounds for piece in getattr(ground, side)})
                for side in ("speaks_for", "speaks_against")
            ]
            parts.append(
                StatementPart(
                    each.id, each.place, label(each.kind), each.text, label(each.verdict), each.verdict.value,
                    self.text(each.id, each.comment) if each.comment else (), each.findings, counts[0], counts[1],
                )
            )
        return parts

    def recalculations(self) -> list[RecalcPart]:
        """Build what the recalculation of every table found."""
        return [
            RecalcPart(
                table.resource.title, found.row, found.column, found.printed.text, found.recomputed.text,
                found.cause, found.explained or "", acknowledgement(table, found) or "",
            )
            for table in self.inputs.tables.values()
            for found in recalculate_table(table, self.inputs.tables.values()).discrepancies
        ]  # fmt: skip

    def table(self, table: Table) -> TablePart:
        """Build a table as printed, numbers in the report's form; of records, what their columns are."""
        if table.resource.of_records:
            return record_part(table, self.inputs.root)
        resource = table.resource
        hides = bool(resource.people) and not self.internal
        rows = tuple(tuple(_shown(table, each, row[each.name], hides) for each in table.columns) for row in table.rows)
        notes = (*resource.footnotes, *_breaks(resource), *resource.reliability)
        if any(cell == HIDDEN for row in rows for cell in row):
            said = _("«{mark}» er et lite antall personer, eller et tall som ville ha røpet et slikt.")
            notes += (said.format(mark=HIDDEN),)
        return TablePart(
            resource.name, resource.title, tuple(each.label for each in table.columns),
            tuple(each.unit or "" for each in table.columns), rows, tuple(each.numeric for each in table.columns),
            resource.sources, notes,
        )  # fmt: skip


def _breaks(resource: Resource) -> tuple[str, ...]:
    """Say where the counting changed, for the notes under a table."""
    found = ((each.column, f" ({', '.join(each.rows)})" if each.rows else "", each.text) for each in resource.breaks)
    return tuple(_("Brudd fra {column}: {why}").format(column=f"{each[0]}{each[1]}", why=each[2]) for each in found)


def _shown(table: Table, column: Column, text: str, hides: bool) -> str:
    """Write a number with the decimals it was printed with; a missing cell is a dash, a hidden one has its mark.

    What is not a number by the column's type, such as the year that names a row, stands as it is.
    """
    if hides and text == HIDDEN:
        return HIDDEN
    if table.is_missing(text):
        return "–"
    number = read_number(text) if column.numeric else None
    return format_number(number.value, number.decimals) if number else text


def neighbours(ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Give for each id the one before and the one after; empty at the ends."""
    around = ["", *ids, ""]
    return {id_: (around[place], around[place + 2]) for place, id_ in enumerate(ids)}
