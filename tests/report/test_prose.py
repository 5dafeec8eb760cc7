"""Prose in a notebook's cell: claims as in the findings, and nothing that is none."""

import pytest

from auditlib.problems import UsageError
from auditlib.report import show
from auditlib.workbench import load
from tests.builders import AUDIT, Nyby


def test_a_reference_is_a_claim_that_opens_what_it_rests_on(nyby: Nyby) -> None:
    shown = show.prose(load(AUDIT, nyby.root), "Her svarer {{ K1 deviates group=soker count }} søkere.\n\nSlutt.")
    assert shown.internal.markup.count("<p>") == 2
    assert 'class="claim"' in shown.internal.markup
    assert "{{" not in shown.internal.markup
    assert len(shown.internal.panels) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fristen er 12 uker.", "«12»"),
        ("Fristen ble brutt i to av fem saker.", "«to», «fem»"),
        ("Her sier {{ K9 deviates }} noe.", "`K9` is not known"),
    ],
)
def test_what_is_no_claim_is_refused(nyby: Nyby, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        show.prose(load(AUDIT, nyby.root), text)
