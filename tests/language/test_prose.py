"""The fixed prose of a chapter says only what holds for the audit."""

from pathlib import Path

import pytest

from auditlib.report import show
from auditlib.workbench import load

INFORMANTS = "Antall informanter er alltid regnet av dem som ble spurt om saken."


def test_how_informants_are_counted_is_told_where_there_are_interviews(template: Path) -> None:
    made = show.findings(load("nyby-2024", template), "P1")
    for edition in (made.internal, made.public):
        assert edition.markup.count(INFORMANTS) == 1


@pytest.mark.slow
def test_how_informants_are_counted_is_not_told_where_nobody_was_interviewed() -> None:
    made = show.findings(load("barnevern-trondheim-2022", Path(__file__).parents[2]), "P1")
    for edition in (made.internal, made.public):
        assert 'class="finding' in edition.markup
        assert INFORMANTS not in edition.markup
