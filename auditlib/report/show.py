"""What the notebooks call: each function gives one part of the report, ready to be shown.

`a` is a workbench from `auditlib.load`. The functions hold no figures and no words about the audit; those come from its
files.
"""

from __future__ import annotations

from auditlib.checks.coverage import coverage, gaps
from auditlib.criteria import Question
from auditlib.labels import label
from auditlib.mapping import claims_in
from auditlib.problems import UsageError
from auditlib.report import figures
from auditlib.report.build import Builder
from auditlib.report.gaps import in_words
from auditlib.report.html import Html, render_template
from auditlib.rules import explain
from auditlib.tables import Outcome
from auditlib.workbench import Workbench


def summary(a: Workbench) -> Html:
    """Show the notice, the answer to each question and the recommendations in short."""
    build = Builder(a.mapped)
    return render_template(
        "summary.html",
        audit=a.inputs.audit,
        conclusions=build.conclusions(),
        recommendations=build.recommendations(),
    )


def statuses(a: Workbench) -> Html:
    """Show every criterion with its judged status, by question."""
    build = Builder(a.mapped)
    chapters = [(question, build.criteria_of(question.id)) for question in a.inputs.questions]
    return render_template("statuses.html", chapters=chapters)


def order(a: Workbench) -> Html:
    """Show who ordered the audit, its background, purpose and scope."""
    return render_template("order.html", audit=a.inputs.audit)


def questions(a: Workbench) -> Html:
    """Show the questions as they were put."""
    return render_template("questions.html", questions=a.inputs.questions)


def definitions(a: Workbench) -> Html:
    """Show the terms and what they mean."""
    return render_template("definitions.html", definitions=a.inputs.audit.definitions)


def method(a: Workbench) -> Html:
    """Show the paragraphs on method."""
    return render_template("method.html", audit=a.inputs.audit)


def interviews(a: Workbench) -> Html:
    """Show how much was collected from each group, and the interviews with verification."""
    rows = []
    for group in a.inputs.audit.groups:
        own = [note for note in a.inputs.notes if _group(a, note.interview.informants[0]) == group.id]
        rows.append((group.many, len(own), sum(len(note.passages) for note in own)))
    labels = {each.id: each.label for each in a.inputs.informants}
    picture = figures.groups(rows, "Kodede utsagn etter gruppe.")
    return render_template("interviews.html", notes=a.inputs.notes, labels=labels, label=label, figure=picture)


def _group(a: Workbench, informant: str) -> str:
    return a.mapped.group_of[informant]


def documents(a: Workbench) -> Html:
    """Show the written sources of evidence."""
    return render_template("documents.html", documents=a.inputs.documents)


def reviews(a: Workbench) -> Html:
    """Show how each file review was made and what it found."""
    parts = []
    for review in a.inputs.reviews:
        measured = [a.mapped.measurements[f"{review.id}.{each.id}"] for each in review.attributes]
        drawn = [figures.interval(each) for each in measured if each.interval]
        parts.append((review, measured, drawn))
    return render_template("reviews.html", reviews=parts)


def weaknesses(a: Workbench) -> Html:
    """Show what weakens the evidence: the auditor's list, the tables' notes and the tests that could not be run."""
    untested = [each for each in a.mapped.measurements.values() if each.outcome is Outcome.UNTESTED]
    tables = [each for each in a.inputs.tables.values() if each.resource.reliability]
    return render_template("weaknesses.html", audit=a.inputs.audit, untested=untested, tables=tables)


def rules(a: Workbench) -> Html:
    """Show the rules for status, strength and words for how many."""
    audit = a.inputs.audit
    return render_template("rules.html", rules=explain(audit.rules, audit.quantifiers))


def chapter_title(a: Workbench, question: str) -> Html:
    """Show the heading of a chapter with its question."""
    return render_template("chapter_title.html", question=_question(a, question))


def _question(a: Workbench, id_: str) -> Question:
    """Find a question, or say which there are."""
    found = {each.id: each for each in a.inputs.questions}
    if id_ not in found:
        raise UsageError(f"set question to one of {', '.join(found)}, for example -r question {next(iter(found))}")
    return found[id_]


def criteria(a: Workbench, question: str) -> Html:
    """Show the criteria of a question with their sources."""
    return render_template("criteria.html", criteria=Builder(a.mapped).criteria_of(_question(a, question).id))


def stances(a: Workbench, question: str) -> Html:
    """Show as bars how many sources speak for and against each criterion of a question."""
    rows, wanted = [], _question(a, question).id
    for criterion in a.inputs.criteria:
        if wanted in criterion.questions:
            found = a.mapped.suggestion(criterion.id)
            rows.append((f"{criterion.id} {criterion.title}", found.meets, found.mixed, found.deviates))
    caption = f"Kilder som tar stilling til kriteriene under {question}."
    return render_template("figure.html", figure=figures.stances(rows, caption))


def findings(a: Workbench, question: str) -> Html:
    """Show the findings of a question with the evidence for and against."""
    build = Builder(a.mapped)
    parts = [build.finding(each) for each in build.findings_of(_question(a, question).id)]
    return render_template("findings.html", findings=parts)


def tables(a: Workbench, question: str) -> Html:
    """Show the tables that the question's measurements read, with figures over time."""
    build = Builder(a.mapped)
    wanted = _question(a, question).id
    own = {each.id for each in a.inputs.criteria if wanted in each.questions}
    used = [each.table for each in a.mapped.measurements.values() if each.criterion in own and each.table]
    parts = []
    for name in dict.fromkeys(used):
        table = a.inputs.tables[name]
        picture = figures.trend(table) if figures.has_trend(table) else None
        measured = [each for each in a.mapped.measurements.values() if each.table == name and each.n is None]
        parts.append((build.table(table), picture, measured))
    return render_template("tables.html", tables=parts, anchors=False)


def all_tables(a: Workbench) -> Html:
    """Show every table of the audit; links to tables lead here."""
    build = Builder(a.mapped)
    parts = [(build.table(each), None, ()) for each in a.inputs.tables.values()]
    return render_template("tables.html", tables=parts, anchors=True)


def assessments(a: Workbench, question: str) -> Html:
    """Show the assessment of each criterion beside the rules' suggestion, then those without a criterion."""
    build, wanted = Builder(a.mapped), _question(a, question).id
    return render_template("assessments.html", criteria=build.criteria_of(wanted), topics=build.topics_of(wanted))


def conclusions(a: Workbench) -> Html:
    """Show the answer to each question."""
    return render_template("conclusions.html", conclusions=Builder(a.mapped).conclusions())


def recommendations(a: Workbench) -> Html:
    """Show the recommendations with the findings they follow from."""
    return render_template("recommendations.html", recommendations=Builder(a.mapped).recommendations())


def hearing(a: Workbench) -> Html:
    """Show the statement of the hearing and how each comment was examined and decided."""
    return render_template("hearing.html", audit=a.inputs.audit, hearing=a.inputs.hearing, label=label)


def derivations(a: Workbench) -> Html:
    """Show how each criterion is derived, and the sources with their provisions and dates."""
    build = Builder(a.mapped)
    cited = {id_ for each in a.inputs.criteria for version in each.versions for id_ in version.provisions}
    cited |= {claim.target for _, claim in claims_in(a.mapped)}
    sources = [each for each in a.inputs.sources if any(part.id in cited for part in each.provisions)]
    criteria_parts = [build.criterion(each.id) for each in a.inputs.criteria]
    return render_template("derivations.html", criteria=criteria_parts, sources=sources, cited=cited, label=label)


def register(a: Workbench) -> Html:
    """Show all evidence, by where it comes from."""
    build = Builder(a.mapped)
    topics = [(each, [piece.id for piece in a.mapped.register.on_topic(each.id)]) for each in a.inputs.audit.topics]
    evidence = build.evidence(a.mapped.register)
    return render_template("register.html", evidence=evidence, topics=topics, stance=label)


def measurements(a: Workbench) -> Html:
    """Show every measurement with formula, interval and note."""
    return render_template("measurements.html", measurements=list(a.mapped.measurements.values()), label=label)


def coverage_matrix(a: Workbench) -> Html:
    """Show the coverage matrix, every gap in it, and what was assessed and found outside the questions."""
    said = [in_words(gap) for gap in gaps(a.mapped)]
    rows, (topics, found) = coverage(a.mapped), Builder(a.mapped).outside()
    return render_template(
        "coverage.html", rows=rows, mapped=a.mapped, gaps=said, label=label, topics=topics, findings=found, criteria=()
    )


def recalculations(a: Workbench) -> Html:
    """Show the figures that do not follow from the others, explained and not."""
    return render_template("recalculations.html", found=Builder(a.mapped).recalculations())


def statements(a: Workbench) -> Html:
    """Show an earlier report's statements with the verdict on each."""
    return render_template("statements.html", statements=Builder(a.mapped).statements())
