"""With very much evidence, each piece is written out once, and findings and claims lead to the table it stands in."""

import re
import shutil
from pathlib import Path

import pytest

from auditlib.criteria import Stance
from auditlib.report import many
from auditlib.report.model import EvidencePart
from tests.report.pages import Page, assert_linked, pages_of


def piece(id_: str, stance: Stance, *about: str) -> EvidencePart:
    return EvidencePart(id_, "intervju", stance, "Noe ble sagt.", "leder", "I01", True, about)


def test_a_list_is_counted_by_criterion_then_by_topic_alone() -> None:
    items = [
        piece("I01.p1", Stance.MEETS, "K2", "rutiner"), piece("I01.p2", Stance.MEETS, "K1"),
        piece("I01.p3", Stance.DEVIATES, "K2"), piece("I01.p4", Stance.MEETS, "rutiner"), piece("I01.p5", Stance.MIXED),
    ]  # fmt: skip
    assert many.counted(items) == [("K2", 2), ("K1", 1), ("rutiner", 1), ("", 1)]


def test_a_short_list_is_written_out_in_any_audit() -> None:
    twelve = [piece(f"I01.p{number}", Stance.MEETS, "K1") for number in range(12)]
    assert not many.is_long(twelve)
    assert many.is_long([*twelve, piece("I02.p1", Stance.MEETS, "K1")])


@pytest.fixture(scope="module")
def page(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The worked example's public page, made as if it had very much evidence."""
    folder = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(many, "_ONE_TABLE", 5)
        patched.setattr(many, "_ONE_LIST", 1)
        return pages_of(Path(shutil.copytree(template, folder / "workspace")), "nyby-2024", folder)[1]


def test_every_count_leads_to_a_table_of_the_register(page: Page) -> None:
    assert_linked(page)
    led = {link for link in page.links if link.startswith("#_bevis-")}
    assert "#_bevis-K1" in led
    assert {f"#{id_}" for id_ in page.ids if id_.startswith("_bevis-")} >= led


def test_the_words_of_evidence_stand_once_but_for_short_lists(page: Page) -> None:
    register = page.between('<section class="subject deferred"', "</article>")
    assert {"I01.p1", "D1.u3", "M1", "G1.a2"} <= set(register.ids)
    assert re.findall(r"<li>(\d+) bevis om <a href=\"#_bevis-(K1)\">K1</a></li>", page.html) != []


def test_a_table_has_the_evidence_of_its_criterion_by_what_it_says(page: Page) -> None:
    table = page.between('id="_bevis-K1"', "</table>").html
    stances = re.findall(r'<td class="about">[^<]*</td><td class="short">([^<]+)</td>', table)
    order = ["oppfylt", "avvik", "delt", "bakgrunn"]
    assert len(stances) > 2
    assert stances == sorted(stances, key=order.index)
