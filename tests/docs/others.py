"""What others do between the commands of a guide: the informant, the municipality, the reader and the service.

In a guide, `etter=NAME` after `console` means that this one has been at it before the commands of the block.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import docx

from auditlib.review.desk import desk_of
from auditlib.workbench import load
from tests.fetch.services import World, services

AUDIT = "nyby-2024"
_BASE = re.compile(r"(?<=base: )\S+")


@contextmanager
def informant(folder: Path) -> Iterator[None]:
    """An informant corrects two things in the copy that was sent."""
    path = folder / "I03-soker-1.docx"
    document = docx.Document(str(path))
    for old, new in (("over tolv uker", "over elleve uker"), ("god hjelp", "rask hjelp")):
        run = next(each for found in document.paragraphs for each in found.runs if old in each.text)
        run.text = run.text.replace(old, new)
    document.save(str(path))
    yield


@contextmanager
def municipality(folder: Path) -> Iterator[None]:
    """The municipality comments on a sentence in the report's Word file."""
    document = docx.Document(str(folder / "reports" / AUDIT / "rapport.docx"))
    paragraph = next(each for each in document.paragraphs if "ekstra vanskelige" in each.text)
    document.add_comment(paragraph.runs, text="Avgrensningen er uklar.", author="kommunedirektøren", initials="KD")
    document.save(str(folder / "svar.docx"))
    yield


@contextmanager
def reviewer(folder: Path) -> Iterator[None]:
    """The second person reads two claims in the internal edition and saves the form."""
    versions = {each.id: each.stamp for each in desk_of(load(AUDIT, folder).mapped).subjects}
    marks = [
        {"subject": id_, "kind": "agree", "version": versions[id_], "on": f"2024-05-12T09:0{minute}:00.000Z"}
        for minute, id_ in enumerate(("F2", "F3"))
    ]
    form = {"audit": AUDIT, "reviewer": "Ola Hansen", "saved": "2024-05-12T09:30:00.000Z", "marks": marks}
    (folder / f"referering-{AUDIT}-ola-hansen.json").write_text(json.dumps(form), encoding="utf-8")
    yield


@contextmanager
def service(folder: Path) -> Iterator[None]:
    """A service of statistics on this machine stands in for the guide's, with the table that is asked for."""
    dimensions = {
        "Region": {"9801": "Vik", "9901": "Nyby"}, "ContentsCode": {"saker": "Byggesaker"},
        "Tid": {str(year): str(year) for year in range(2018, 2024)},
    }  # fmt: skip
    world = World(dimensions, {"saker": {"base": "antall", "decimals": 0}}, lambda *codes: int(codes[-1]) - 1900)
    path = folder / "statistics" / AUDIT / "fetch.yaml"
    with services(world) as running:
        text = path.read_text(encoding="utf-8")
        path.write_text(_BASE.sub(f"{running.address}/v2", text), encoding="utf-8")
        yield


OTHERS: Mapping[str, Callable[[Path], AbstractContextManager[None]]] = {
    "informanten": informant,
    "kommunen": municipality,
    "den-andre": reviewer,
    "tjenesten": service,
}
