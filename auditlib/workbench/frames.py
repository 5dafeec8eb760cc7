"""Everything as pandas frames with Norwegian headings, for looking, sorting and counting in Jupyter."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from auditlib.checks.coverage import coverage
from auditlib.criteria import Stance
from auditlib.evidence import Evidence
from auditlib.labels import label
from auditlib.mapping import Mapped
from auditlib.problems import Location
from auditlib.tables import Table


def _place(at: Location) -> str:
    return f"{at.file}:{at.line}"


def _frame(rows: Iterable[Mapping[str, object]], columns: str) -> pd.DataFrame:
    """Make a frame with these columns, also where it has no rows; the first is the index."""
    names = columns.split()
    return pd.DataFrame(list(rows), columns=names).set_index(names[0])


def questions(mapped: Mapped) -> pd.DataFrame:
    """Give the questions, indexed by id."""
    rows = (
        {"id": each.id, "tittel": each.title, "problemstilling": each.wording, "sted": _place(each.at)}
        for each in mapped.inputs.questions
    )
    return _frame(rows, "id tittel problemstilling sted")


def criteria(mapped: Mapped) -> pd.DataFrame:
    """Give the criteria with suggested and judged status, indexed by id."""
    judged = {each.criterion: each.status for each in mapped.inputs.assessments if each.criterion}
    rows = (_criterion(mapped, each.id, label(judged.get(each.id))) for each in mapped.inputs.criteria)
    return _frame(rows, "id problemstilling tittel krav skal/bør kilder bevis forslag grunnlag vurdert sted")


def _criterion(mapped: Mapped, id_: str, judged: str) -> dict[str, object]:
    criterion, version, suggestion = mapped.criteria[id_], mapped.version(id_), mapped.suggestion(id_)
    citations = {part.id: source.cite(part) for source in mapped.inputs.sources for part in source.provisions}
    return {
        "id": id_,
        "problemstilling": ", ".join(criterion.questions),
        "tittel": criterion.title,
        "krav": version.requirement if version else "",
        "skal/bør": label(version.modality) if version else "",
        "kilder": "; ".join(citations[each] for each in version.provisions) if version else "",
        "bevis": len(mapped.register.on_criterion(id_)),
        "forslag": label(suggestion.status),
        "grunnlag": label(suggestion.strength),
        "vurdert": judged,
        "sted": _place(criterion.at),
    }


def interviews(mapped: Mapped) -> pd.DataFrame:
    """Give the interviews, indexed by id."""
    rows = (
        {
            "id": each.interview.id,
            "tittel": each.interview.title,
            "dato": str(each.interview.date),
            "form": label(each.interview.method),
            "informanter": ", ".join(each.interview.informants),
            "gruppe": ", ".join(dict.fromkeys(mapped.group_of[name] for name in each.interview.informants)),
            "verifisert": str(each.interview.verified.on) if each.interview.verified else "nei",
            "utsagn": len(each.passages),
            "sted": _place(each.interview.at),
        }
        for each in mapped.inputs.notes
    )
    return _frame(rows, "id tittel dato form informanter gruppe verifisert utsagn sted")


def evidence(items: Sequence[Evidence], mapped: Mapped) -> pd.DataFrame:
    """Give evidence, indexed by id."""
    rows = (
        {
            "id": each.id,
            "slag": label(each.kind),
            "kriterium": each.criterion,
            "tema": each.topic,
            "holdning": label(each.stance),
            "tekst": each.text,
            "gruppe": ", ".join(dict.fromkeys(mapped.group_of[name] for name in each.informants)),
            "kilde": each.origin,
            "sted": _place(each.at),
        }
        for each in items
    )
    return _frame(rows, "id slag kriterium tema holdning tekst gruppe kilde sted")


def findings(mapped: Mapped) -> pd.DataFrame:
    """Give the findings, indexed by id."""
    rows = []
    for each in mapped.inputs.findings:
        ground = mapped.ground(each)
        rows.append(
            {
                "id": each.id,
                "tittel": each.title,
                "slag": label(each.kind),
                "kriterier": ", ".join(each.criteria),
                "for": len(ground.speaks_for),
                "imot": len(ground.speaks_against),
                "delt": len(ground.mixed),
                "grunnlag": label(ground.strength),
                "sted": _place(each.at),
            }
        )
    return _frame(rows, "id tittel slag kriterier for imot delt grunnlag sted")


def measurements(mapped: Mapped) -> pd.DataFrame:
    """Give the measurements, indexed by id; values and intervals are in `enhet`."""
    rows = (
        {
            "id": each.id,
            "tittel": each.title,
            "verdi": None if each.value is None else float(each.value),
            "enhet": each.unit,
            "fra": None if each.interval is None else float(each.interval[0]),
            "til": None if each.interval is None else float(each.interval[1]),
            "utfall": label(each.outcome),
            "kriterium": each.criterion,
            "sted": _place(each.at),
        }
        for each in mapped.measurements.values()
    )
    return _frame(rows, "id tittel verdi enhet fra til utfall kriterium sted")


def matrix(mapped: Mapped) -> pd.DataFrame:
    """Give the coverage matrix, indexed by criterion."""
    rows = (
        {
            "kriterium": row.criterion,
            "tittel": mapped.criteria[row.criterion].title,
            "fakta": row.facts,
            "spurte": row.asked,
            "vurdering": label(row.status) if row.assessment else "",
            "funn": ", ".join(row.findings),
            "konklusjon": ", ".join(row.conclusions),
            "anbefaling": ", ".join(row.recommendations),
            "sted": _place(mapped.criteria[row.criterion].at),
        }
        for row in coverage(mapped)
    )
    return _frame(rows, "kriterium tittel fakta spurte vurdering funn konklusjon anbefaling sted")


def tally(mapped: Mapped, about: str, topic: str = "") -> pd.DataFrame:
    """Count for each group who was asked and who said what, indexed by group."""
    rows = []
    for group in mapped.inputs.audit.groups:
        counted = mapped.tallies.on(about, topic, group.id)
        said = {label(stance): len(counted.saying(stance)) for stance in Stance}
        rows.append({"gruppe": group.many, "spurte": counted.asked, **said})
    return _frame(rows, f"gruppe spurte {' '.join(label(stance) for stance in Stance)}")


def numbers(table: Table) -> pd.DataFrame:
    """Give a table with its numbers as floats, indexed by row name; missing cells are NaN."""
    key = table.resource.table_schema.primary_key
    rows = [
        {
            column.name: _number(table, name, column.name) if column.numeric else table.cell(name, column.name)
            for column in table.columns
        }
        for name in table.names()
    ]
    return pd.DataFrame(rows).set_index(key)


def _number(table: Table, row: str, column: str) -> float:
    value = table.number(row, column)
    return float("nan") if value is None else float(value)


def printed(table: Table) -> pd.DataFrame:
    """Give a table with its cells as printed and the columns' labels."""
    labels = {column.name: column.label for column in table.columns}
    key = table.resource.table_schema.primary_key
    return pd.DataFrame(list(table.rows)).rename(columns=labels).set_index(labels[key])


_STYLE = (
    "<style>.auditlib{max-height:34em;overflow:auto}.auditlib td,.auditlib th{text-align:left!important;"
    "vertical-align:top;white-space:normal!important}</style>"
)


def as_html(frame: pd.DataFrame, title: str, notes: Sequence[str] = ()) -> str:
    """Show a frame with a title over it and notes under it, long texts whole."""
    under = "".join(f"<p><small>{html.escape(note)}</small></p>" for note in notes)
    with pd.option_context("display.max_colwidth", None):
        table = frame.to_html(escape=True, na_rep="", justify="left")
    return f'<p><strong>{html.escape(title)}</strong></p>{_STYLE}<div class="auditlib">{table}</div>{under}'
