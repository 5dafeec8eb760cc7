"""From an executed notebook to both editions: own parts as they are, everything else through an allow-list."""

import json
from pathlib import Path
from typing import Any

import pytest

from auditlib.report.anchors import EDITIONS
from auditlib.report.export import editions_of, fragment
from auditlib.report.html import Html
from auditlib.report.model import Piece

UNWANTED = "<script onerror onload javascript: <style style= <iframe src= data:text <form <base".split()


def editions(tmp_path: Path, *cells: dict[str, Any]) -> tuple[Piece, Piece]:
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": list(cells), "metadata": {}}), encoding="utf-8")
    return editions_of(fragment(path))


def shown(data: dict[str, Any]) -> dict[str, Any]:
    output = {"output_type": "execute_result", "metadata": {}, "data": data}
    return {"cell_type": "code", "source": "", "outputs": [output]}


def own(made: Html) -> dict[str, Any]:
    return shown(made._repr_mimebundle_())


def test_each_edition_gets_its_own_piece(tmp_path: Path) -> None:
    made = Html(Piece("<p>alt</p>", {"_b-1": "<p>1</p>"}), Piece("<p>noe</p>", {"_b-2": "<p>2</p>"}))
    internal, public = editions(tmp_path, own(made))
    assert internal == Piece("<p>alt</p>\n", {"_b-1": "<p>1</p>"})
    assert public == Piece("<p>noe</p>\n", {"_b-2": "<p>2</p>"})


def test_a_piece_that_is_the_same_stands_in_both(tmp_path: Path) -> None:
    piece = Piece("<p>alt</p>", {"_b-1": "<p>1</p>"})
    internal, public = editions(tmp_path, own(Html(piece, piece)))
    assert internal == public == Piece("<p>alt</p>\n", {"_b-1": "<p>1</p>"})


def test_a_table_of_the_auditors_own_is_kept(tmp_path: Path) -> None:
    head, body = '<thead><tr><th scope="col">a</th></tr></thead>', "<tbody><tr><td>1</td></tr></tbody>"
    table = f'<table class="dataframe">{head}{body}</table>'
    internal, public = editions(tmp_path, shown({"text/html": table}))
    assert "<td>1</td>" in internal.markup
    assert 'scope="col"' in internal.markup
    assert internal == public


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>", '<img src="x" onerror="alert(1)">', '<a href="javascript:alert(1)">a</a>',
        "<style>p { color: red }</style>", '<p style="position:fixed">a</p>', '<iframe src="https://a.example"></iframe>',
        '<img src="https://a.example/x.png">', '<a href="data:text/html,<script>alert(1)</script>">a</a>',
        "<form><input></form>", '<svg onload="alert(1)"></svg>', '<base href="https://a.example">',
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["text/html", "text/markdown", "cell"])
def test_what_could_run_or_reach_out_is_left_out(tmp_path: Path, markup: str, kind: str) -> None:
    cell = {"cell_type": "markdown", "source": markup} if kind == "cell" else shown({kind: markup})
    internal, public = editions(tmp_path, cell)
    assert internal == public
    for unwanted in UNWANTED:
        assert unwanted not in internal.markup


def test_a_drawing_of_the_auditors_own_cannot_run(tmp_path: Path) -> None:
    internal, _ = editions(tmp_path, shown({"image/svg+xml": "<svg><script>alert(1)</script></svg>"}))
    assert internal.markup.startswith('<img alt="Figur uten beskrivelse" src="data:image/svg+xml;base64,')
    assert "<script" not in internal.markup


def test_only_the_reports_own_kind_is_taken_as_it_is(tmp_path: Path) -> None:
    assert EDITIONS.startswith("application/vnd.auditlib.")
    internal, _ = editions(tmp_path, shown({"text/html": "<p onclick='x()'>a</p>", "text/plain": "a"}))
    assert internal.markup == "<p>a</p>\n"
