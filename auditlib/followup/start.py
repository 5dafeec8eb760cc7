"""Starting a follow-up audit from an earlier one in the same workspace."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from auditlib.audits import Audit
from auditlib.checks.law import law_problems
from auditlib.criteria import Criterion
from auditlib.files.written import as_yaml
from auditlib.findings import CLOSED, Basis, Earlier, Followed, Recommendation
from auditlib.fingerprints import FOLDERS
from auditlib.followup.register import topics_of
from auditlib.followup.words import words_of
from auditlib.items import Item, is_identifier
from auditlib.language import _, later, speaking
from auditlib.problems import UsageError
from auditlib.workbench import Workbench
from auditlib.workspace import Inputs

_KEPT = ("municipality", "units", "standard", "language", "groups", "topics", "quantifiers", "rules", "publication")
_QUESTION = "P1"


@dataclass(frozen=True, slots=True)
class Started:
    """What was made: the files, how many recommendations they carry, and the criteria that no longer apply."""

    files: tuple[str, ...]
    carried: int
    left_out: tuple[str, ...]


def start(a: Workbench, name: str, on: date) -> Started:
    """Make the audit `name`, which follows up another, and give what was made.

    It carries the recommendations that are not known to be followed up or no longer relevant, the criteria behind them
    that still apply, and the settings. Raises UsageError when the name is no id or is taken, when there is nothing to
    follow up, and when the earlier report was not yet published.
    """
    inputs = a.inputs
    _refuse(name, inputs, on)
    carried = list(carried_from(inputs))
    if not carried:
        raise UsageError(f"{inputs.audit.id} has no recommendation that is left to follow up")
    with speaking(inputs.audit.language):  # the follow-up is written in it
        sheet, questions = sheet_of(inputs.audit, name, on), _questions(inputs.audit)
    kept, left_out = _criteria(inputs, sheet)
    files = {
        f"criteria/{name}/audit.yaml": as_yaml(sheet, _ABOUT_SHEET),
        f"criteria/{name}/questions.yaml": as_yaml(questions, _ABOUT_QUESTIONS),
        f"criteria/{name}/criteria.yaml": as_yaml({"criteria": [_criterion(each) for each in kept]}, _ABOUT_CRITERIA),
        f"findings/{name}/followup.yaml": as_yaml({"followup": carried}, _ABOUT_FOLLOWUP),
    }
    _write(inputs.root, name, files)
    return Started(tuple(files), len(carried), left_out)


def _refuse(name: str, inputs: Inputs, on: date) -> None:
    if not is_identifier(name):
        example = f"{inputs.audit.id}-oppfolging"
        raise UsageError(f"`{name}` is no id: letters, digits, `-`, `_` and `.`, for example {example}")
    taken = [folder for folder in FOLDERS if (inputs.root / folder / name).exists()]
    if taken:
        raise UsageError(f"{taken[0]}/{name} exists already; give a name that is free")
    if inputs.audit.published.first > on:
        raise UsageError(f"{inputs.audit.id} is published on {inputs.audit.published}, after {on}; give a later --on")


def carried_from(inputs: Inputs) -> Iterator[dict[str, Any]]:
    """Give the entries of the new `followup.yaml`: own recommendations, and earlier ones that are still open."""
    number = 0
    judged = {each.recommendation: each for each in inputs.followup if each.earlier is None}
    for given in inputs.recommendations:
        if given.id not in judged or judged[given.id].status not in CLOSED:
            number += 1
            yield _entry(number, given.id, earlier_of(given, inputs))
    for each in inputs.followup:
        if each.earlier and each.status not in CLOSED:
            number += 1
            yield _entry(number, each.recommendation, each.earlier)


def _entry(number: int, recommendation: str, earlier: Earlier) -> dict[str, Any]:
    carried = {"id": f"O{number}", "recommendation": recommendation, "status": Followed.NOT_JUDGED.value}
    return {**carried, "earlier": _plain(earlier)}


def earlier_of(given: Recommendation, inputs: Inputs) -> Earlier:
    """Give a recommendation as its report prints it, with what it followed from."""
    audit, findings = inputs.audit, {each.id: each for each in inputs.findings}
    return Earlier(
        audit=audit.id,
        title=audit.title,
        published=audit.published,
        to=given.to,
        action=words_of(inputs, given.id, given.action),
        deadline=given.deadline,
        responsible=given.responsible,
        topics=topics_of(given, inputs),
        findings=tuple(Basis(id=id_, title=findings[id_].title) for id_ in given.findings),
    )


def sheet_of(audit: Audit, name: str, on: date) -> dict[str, Any]:
    """Give the new `audit.yaml`: the settings are the earlier one's, and the texts are to be written anew."""
    day, kept = f"{on:%Y-%m-%d}", _plain(audit)
    ordered = _("Oppfølging av rapporten «{title}».").format(title=audit.title)
    return {
        "id": name,
        "title": _("Oppfølging: {title}").format(title=audit.title),
        "follow_up_of": audit.id,
        "period": {"from": str(audit.published), "to": day},
        "ordered": {"by": audit.ordered.by, "on": day, "text": ordered},
        "published": day,
        **{key: kept[key] for key in _KEPT if key in kept},
        **{key: _(text) for key, text in _TEXTS.items()},
        "method": [{"title": _("Oppfølging"), "text": _("Hver anbefaling er vurdert på nytt, med egne bevis.")}],
        "weaknesses": [_("Oppfølgingen gjelder bare det som ble anbefalt.")],
    }


_TEXTS = {
    "background": later("En tidligere forvaltningsrevisjon ga anbefalinger som nå blir fulgt opp."),
    "purpose": later("Oppfølgingen skal vise hva som er gjort med anbefalingene."),
    "scope": later("Oppfølgingen gjelder anbefalingene i den tidligere rapporten."),
}


def _questions(audit: Audit) -> dict[str, Any]:
    wording = _("I hvilken grad er anbefalingene i rapporten «{title}» fulgt opp?").format(title=audit.title)
    asked = {"id": _QUESTION, "title": _("Oppfølging av anbefalingene"), "wording": wording, "degree": True}
    return {"questions": [asked]}


def _criteria(inputs: Inputs, sheet: Mapping[str, Any]) -> tuple[list[Criterion], tuple[str, ...]]:
    """Give the criteria that the findings behind the recommendations were held against and that still apply.

    All that apply, where those do not; and the ids of those behind that are left out. Raises UsageError when none does.
    """
    behind = {id_ for each in inputs.recommendations for id_ in each.findings}
    wanted = {name for each in inputs.findings if each.id in behind for name in each.criteria}
    apply = [each for each in inputs.criteria if not _outdated(each, sheet, inputs)]
    if not apply:
        when = f"{sheet['period']['from']} to {sheet['period']['to']}"
        raise UsageError(f"no criterion of {inputs.audit.id} applies from {when}: bring them up to date there first")
    kept = [each for each in apply if each.id in wanted] or apply
    left_out = [each.id for each in inputs.criteria if each.id in wanted and each not in apply]
    return kept, tuple(left_out)


def _outdated(criterion: Criterion, sheet: Mapping[str, Any], inputs: Inputs) -> bool:
    """Say whether a criterion or its provisions do not apply in the new period."""
    audit = inputs.audit.model_copy(update={"period": type(inputs.audit.period).model_validate(sheet["period"])})
    alone = replace(inputs, audit=audit, criteria=(criterion,), notes=(), documents=())
    return any(True for _ in law_problems(alone))


def _criterion(criterion: Item) -> dict[str, Any]:
    return {**_plain(criterion), "questions": [_QUESTION]}


def _plain(item: Item) -> dict[str, Any]:
    return item.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _write(root: Path, name: str, files: Mapping[str, str]) -> None:
    """Write all files beside their place and move the folders; the one that makes the audit known comes last."""
    with tempfile.TemporaryDirectory(dir=root, prefix=".new-audit-") as made:
        for path, text in files.items():
            target = Path(made) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        (root / "findings").mkdir(exist_ok=True)
        os.replace(Path(made) / "findings" / name, root / "findings" / name)
        try:
            os.replace(Path(made) / "criteria" / name, root / "criteria" / name)
        except OSError:
            shutil.rmtree(root / "findings" / name)
            raise


_ABOUT_SHEET = (
    "# Oppfølgingsrevisjonen. Skalaene og gruppene er de samme som i den forrige. Rett perioden, bestillingen og\n"
    "# tekstene, og datoen når rapporten er ferdig.\n"
)
_ABOUT_QUESTIONS = "# Problemstillingen i oppfølgingen.\n"
_ABOUT_CRITERIA = (
    "# Kriteriene som funnene bak anbefalingene ble holdt mot, og som fortsatt gjelder. Kravene kan være endret\n"
    "# siden.\n"
)
_ABOUT_FOLLOWUP = (
    "# Anbefalingene fra den forrige rapporten. Sett status (followed_up, partly, not eller no_longer_relevant) og\n"
    "# skriv on, by, text (vurderingen) og evidence (bevisene i denne revisjonen) for hver av dem.\n"
)
