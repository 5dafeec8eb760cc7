"""The checklist is an appendix of the internal edition; the public one knows nothing of it."""

import re
from pathlib import Path

import pytest

from auditlib.problems import UsageError
from auditlib.report import show
from auditlib.workbench import load
from tests.report.pages import pages_of

AUDIT = "nyby-2024"


def test_only_the_internal_edition_has_the_checklist(workspace: Path, tmp_path: Path) -> None:
    internal, public = pages_of(workspace, AUDIT, tmp_path)
    assert "Sjekkliste for RSK 001 (2020)" in internal.words
    assert "Etter hukommelsen; ordlyden er ikke kontrollert mot standarden." in internal.words
    row = internal.html[internal.html.index('id="RSK-2020.holdt-mot"') :]
    row = row[: row.index("</tr>")]
    assert "ikke oppfylt" in row
    assert '<a href="#K6">K6</a> mangler vurdering' in row
    table = internal.html[internal.html.index('<table class="standard') :]
    links = re.findall(r'href="#([^"]+)"', table[: table.index("</table>")])
    assert {"K6", "I01", "P1", "H1", "A1", "saker", "G1.a1"} <= set(links) <= internal.ids.keys()
    for secret in ("Sjekkliste", "RSK-2020.", "_90_vedlegg"):
        assert secret not in public.html
    # the appendices of both editions are numbered without holes
    for page in (internal, public):
        numbers = [n for n in range(1, 20) if f"Vedlegg {n}: " in page.words]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_standard_without_a_pack_says_so(workspace: Path) -> None:
    path = workspace / "criteria" / AUDIT / "audit.yaml"
    text = path.read_text(encoding="utf-8").replace('{name: RSK 001, version: "2020"}', "{name: Egen, version: a}")
    path.write_text(text, encoding="utf-8")
    a = load(AUDIT, workspace)
    shown = show.standard(a)
    assert "Arbeidsmappen har ingen regler for Egen, a." in shown.internal.markup
    assert shown.public.markup.strip() == ""
    assert "GAGAS.elementer" in show.standard(a, "gagas").internal.markup
    with pytest.raises(UsageError, match="no rule pack `x`"):
        show.standard(a, "x")
