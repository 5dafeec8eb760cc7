"""What audit reports are full of is not taken for a secret: in prose, in a cell, in an attribute and in code."""

import pytest

from auditlib.leaks import find_leaks
from tests.leaks.innocent import IN_CODE, INNOCENT
from tests.leaks.planted import SECRETS


def said(body: str) -> list[str]:
    return [str(each) for each in find_leaks(body.encode(), "html", SECRETS)]


def test_there_are_many() -> None:
    assert len(INNOCENT) >= 150


@pytest.mark.parametrize("text", INNOCENT)
def test_an_innocent_text_passes(text: str) -> None:
    assert said(f"<p>{text}</p>") == []
    assert said(f"<p>I rapporten står det {text}, og det er alt.</p>") == []
    assert said(f"<table><tr><td>{text}</td><td>{text}</td></tr></table>") == []
    attribute = text.replace('"', "&quot;")
    assert said(f'<p title="{attribute}" data-x="{attribute}">x</p>') == []


@pytest.mark.parametrize("markup", IN_CODE)
def test_innocent_code_passes(markup: str) -> None:
    assert said(markup) == []


def test_all_together_pass() -> None:
    assert said("\n".join(f"<p>{text}</p>" for text in INNOCENT)) == []
    assert said("<table>" + "".join(f"<tr><td>{text}</td></tr>" for text in INNOCENT) + "</table>") == []
