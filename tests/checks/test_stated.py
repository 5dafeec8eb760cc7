"""What an audit's texts state of changes and shares is held against the figures beside it."""

import pytest

from auditlib.checks.figures import figure_problems, recalculate_table
from auditlib.problems import Problem, Severity
from tests.builders import Nyby, codes

CONDITION = "'{{ K1 deviates group=soker }} sier at de ventet for lenge.'"
QUOTED = "Andelen økte 14,6 prosent, fra 57,0 til 71,6 prosent."


def problems_of(nyby: Nyby, condition: str = CONDITION) -> list[Problem]:
    nyby.change("findings.yaml", CONDITION, condition)
    mapped = nyby.mapped()
    return list(figure_problems(mapped.inputs, mapped))


def test_the_sound_audit_states_nothing_wrong(nyby: Nyby) -> None:
    assert problems_of(nyby) == []


def test_a_wrong_sentence_is_found_where_it_stands(nyby: Nyby) -> None:
    (found,) = problems_of(nyby, f"|\n      Det er mange.\n      {QUOTED}")
    assert (found.code, found.severity) == ("T521", Severity.WARNING)
    assert (found.at.file, found.at.line, found.at.column) == ("findings/nyby/findings.yaml", 10, 20)
    assert found.at.where == "F1.condition"
    assert "printed 14,6 prosent, recomputed 25,6 prosent: prosentpoeng oppgitt som prosent" in found.message


def test_claims_are_put_in_before_the_text_is_read(nyby: Nyby) -> None:
    text = "Svartiden økte fra {{ svartid_tabell[Nyby, 2022] }} til {{ svartid_tabell[Nyby, 2023] }}, eller 20 prosent."
    mapped = nyby.mapped()
    table = mapped.inputs.tables["svartid_tabell"]
    before, after = (int(table.cell("Nyby", year)) for year in ("2022", "2023"))
    assert round((after / before - 1) * 100) != 20
    (found,) = problems_of(nyby, f"'{text}'")
    assert (found.code, found.at.line) == ("T521", 8)
    assert found.at.column == 17 + text.index("20 prosent")


def test_a_claim_that_is_the_wrong_figure_is_found_at_its_reference(nyby: Nyby) -> None:
    text = "Svartiden økte fra 200 til 250 dager, eller {{ M1 }}."
    shown = nyby.mapped().measurements["M1"]
    assert shown.unit == "prosent"
    found = problems_of(nyby, f"'{text}'")
    assert codes(found) == ["T521"]
    assert found[0].at.column == 17 + text.index("{{ M1")


def test_a_reference_to_nothing_is_read_as_no_number(nyby: Nyby) -> None:
    assert problems_of(nyby, "'Tallet økte fra {{ M99 }} til {{ }} saker, en økning på 20 prosent, og {{ 8 av.'") == []


def test_words_that_are_declared_are_left(nyby: Nyby) -> None:
    nyby.write("declared.yaml", "declared:\n  - {words: 'økte 14,6 prosent', reason: Sitat fra rapporten.}\n")
    assert problems_of(nyby, f"'{QUOTED}'") == []


def test_declared_words_of_another_item_help_nothing(nyby: Nyby) -> None:
    nyby.write("declared.yaml", "declared:\n  - {words: 'økte 14,6 prosent', in: [F2], reason: Sitat.}\n")
    assert codes(problems_of(nyby, f"'{QUOTED}'")) == ["T521"]


@pytest.mark.parametrize("field", ["footnotes", "reliability"])
def test_a_note_to_a_table_is_only_noted(nyby: Nyby, field: str) -> None:
    nyby.change("datapackage.yaml", "footnotes: [Gjelder fullstendige søknader.]", f"{field}: ['{QUOTED}']")
    (found,) = problems_of(nyby)
    assert (found.code, found.severity, found.at.file) == ("T522", Severity.NOTE, "statistics/nyby/datapackage.yaml")
    assert found.at.where == f"svartid_tabell.{field}"


_DESCRIBED = """\
  - name: {name}
    title: {title}
    path: {name}.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {{name: kontor, type: string, title: Kontor}}
        - {{name: "2023", type: integer, unit: {unit}}}
      primaryKey: kontor
resources:"""


def test_counts_of_another_table_weight_the_percentages(nyby: Nyby) -> None:
    for name, title, unit, figures in (
        ("plan", "Saker med plan", "prosent", "Nord;90\nSør;95\nØst;79\nKommunen;88"),
        ("antall", "Antall saker", "saker", "Nord;154\nSør;20\nØst;91\nKommunen;265"),
    ):
        described = _DESCRIBED.format(name=name, title=title, unit=unit)
        package, _, resources = described.rpartition("\n")
        nyby.change("datapackage.yaml", "resources:", f"{resources}\n{package}")
        nyby.write(f"statistics/nyby/{name}.csv", f"kontor;2023\n{figures}\n")
    tables = nyby.mapped().inputs.tables
    (wrong,) = recalculate_table(tables["plan"], tables.values()).discrepancies
    assert (wrong.row, wrong.printed.text, wrong.recomputed.text, wrong.kind) == (
        "Kommunen", "88", "87", "unweighted_mean"
    )  # fmt: skip
    assert wrong.cause.endswith("(88,0); vektet med Antall saker (2023) blir det 86,6")
    assert codes(problems_of(nyby)) == ["T511"]
