"""Every kind of problem with what is fetched has a broken case, and no answer ends in any other error."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.fetch.asking import lines
from auditlib.fetch.cube import Cube, Dimension, Unreadable
from auditlib.fetch.interfaces import INTERFACES, Asked
from auditlib.fetch.tables import Online, fetch_tables
from auditlib.files.yaml import parse_yaml
from auditlib.problems import KINDS, Problem
from auditlib.tables.fetches import FetchFile, Interface
from auditlib.workspace import read_inputs
from tests.fetch.conftest import FakeClock, service_text, simple
from tests.test_bad_files import CASES, expected_of, lay_over

AUDIT = "nyby-2024"
CODES = sorted(code for code in KINDS if code.startswith("S9"))
OF_THE_NETWORK = "S902"


def problems_of(workspace: Path, *, online: bool) -> list[Problem]:
    """Give what `check` says of an audit's files, and what making its tables again says."""
    problems = read_inputs(workspace, AUDIT)[1]
    with lines(FakeClock()) as opened:
        fetch_tables(workspace, AUDIT, (), Online(opened, "Kari", quiet=True) if online else None, problems)
    return [*dict.fromkeys(problems)]


@pytest.mark.parametrize("code", CODES)
def test_a_case_gives_exactly_its_problems(code: str, workspace: Path) -> None:
    expected, also = expected_of(CASES / code)
    lay_over(CASES / code, workspace)
    found = problems_of(workspace, online=code == OF_THE_NETWORK)
    assert [str(each) for each in found if each.code == code] == expected
    assert {each.code for each in found} - {code} == also


# --- nonsense ---

KEYS = [
    "variables", "code", "values", "valueTexts", "text", "time", "dimensions", "categories", "value", "label", "id",
    "children", "TidID", "kode", "Sidenummer", "RaderSide", "RaderTotalt", "Score", "EnhetNavn", "title",
]  # fmt: skip
NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.floats() | st.sampled_from(["", "1", "a", "x" * 50]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=15,
)
INFO = Cube("", (Dimension("Region", "region", ("9901",)), Dimension("Tid", "tid", ("2022",), time=True)), ())


def asked_of(interface: Interface, more: str = "") -> Asked:
    text = f"services:\n{service_text('http://localhost:1', interface.value)}fetches:\n"
    text += simple(interface.value, more + "    values: [Score]\n")
    file = parse_yaml(text, "fetch.yaml", FetchFile, [])
    assert file is not None
    return Asked(file.fetches[0], file.services[0])


@pytest.mark.parametrize("interface", Interface)
@given(nonsense=NONSENSE)
def test_nothing_but_a_refusal_comes_of_nonsense(interface: Interface, nonsense: Any) -> None:
    reader, asked, raw = INTERFACES[interface], asked_of(interface), json.dumps(nonsense).encode()
    request = reader.requests(asked, {"Region": ("9901",), "Tid": ("2022",)})[0]
    tries = (
        lambda: reader.read_metadata(asked, [raw]),
        lambda: reader.further(request, raw),
        lambda: reader.read(asked, INFO, {"Region": ("9901",)}, [raw]),
    )
    for each in tries:
        with suppress(Unreadable):
            each()


@given(raw=st.binary(max_size=60) | st.text('"a;,\t\n1.:', max_size=60).map(str.encode))
def test_nothing_but_a_refusal_comes_of_a_broken_csv(raw: bytes) -> None:
    asked = asked_of(Interface.PXWEB2, "    format: csv\n")
    with suppress(Unreadable):
        cube = INTERFACES[Interface.PXWEB2].read(asked, INFO, {"Region": ("9901",)}, [raw])
        assert len(cube.values) == cube.size
