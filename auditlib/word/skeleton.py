"""What came back, as a list to read and as the beginning of `hearing.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from auditlib.word.returned import Returned

_CLAIM = re.compile(r"\.c[0-9]+$")
_KINDS = {"comment": "kommentar", "inserted": "vil sette inn", "deleted": "vil stryke"}
_HEAD = (
    "# Hver merknad er åpen (open) til den er undersøkt. Skriv da examined, decision (kept, changed eller\n"
    "# partly_changed) og reason, og under changes hvilke funn som ble endret: changes: [F3].\n"
    "# En merknad som ikke hører til noe i revisjonen, har ingen about.\n"
)
_NUMBER = re.compile(r"H([0-9]+)")


def owner_of(anchor: str) -> str:
    """Give the item an anchor belongs to: a claim's is the text it stands in."""
    return _CLAIM.sub("", anchor)


def skeleton(returned: Sequence[Returned], taken: Iterable[str] = ()) -> str:
    """Write the responses of `hearing.yaml` each still open; ids follow those `taken`."""
    numbers = [int(found[1]) for each in taken if (found := _NUMBER.fullmatch(each))]
    responses = [_response(each, f"H{max(numbers, default=0) + place}") for place, each in enumerate(returned, 1)]
    made = yaml.safe_dump({"hearing": {"responses": responses}}, allow_unicode=True, sort_keys=False, width=110)
    return _HEAD + made


def _response(each: Returned, id_: str) -> dict[str, Any]:
    about = {"about": [owner_of(each.anchor)]} if each.anchor else {}
    return {
        "id": id_, "from": each.author, "on": each.date[:10], **about, "comment": _comment(each),
        "decision": "open",
    }  # fmt: skip


def _comment(each: Returned) -> str:
    """Write what was said, with the words it was said of."""
    if each.kind == "comment":
        marked = f"Til «{each.marked}»: " if each.marked else ""
        return f"{marked}{each.text}" + "".join(f" Svar fra {reply.author}: {reply.text}" for reply in each.replies)
    where = f" i «{each.marked}»" if each.marked else ""
    return f"Vil {'sette inn' if each.kind == 'inserted' else 'stryke'} «{each.text}»{where}"


def as_text(returned: Sequence[Returned]) -> str:
    """Write the list, one line for each comment, reply and change."""
    lines = list[str]()
    for each in returned:
        place = each.anchor or (f"[{each.heading}]" if each.heading else "[uten sted]")
        marked = f" til «{_short(each.marked)}»" if each.kind == "comment" and each.marked else ""
        done = " (løst)" if each.done else ""
        lines.append(f"{place}  {each.author}, {each.date[:10]}, {_KINDS[each.kind]}{marked}{done}: {each.text}")
        lines += [f"    svar fra {reply.author}, {reply.date[:10]}: {reply.text}" for reply in each.replies]
    return "\n".join(lines) or "Ingen kommentarer eller sporede endringer"


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
