"""The store of judged content: `findings/<audit>/judged/<ID>.yaml`, one small file for each judgement.

The tool writes them, in one form only; the last line is the hash of the others, so that what was changed by hand is
seen. They are read here without a YAML reader, since an audit may have a million lines of them.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditlib.judged.model import Acceptance, Content, Judgement, Rest, Stored
from auditlib.judged.reading import SUM, TAKEN, NotInForm, parse

_HEADING = "# Written by `auditlib judge` and `auditlib accept`; do not edit."
LONGEST = 600
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Store:
    """All that is stored, by id; files that are `broken` or `edited` cannot be trusted, `strange` ones are nobody's."""

    stored: Mapping[str, Stored] = field(default_factory=dict)
    broken: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    edited: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything was ever stored."""
        return bool(self.stored or self.broken or self.edited)


def folder_of(audit: str) -> str:
    """Give the store's folder in the workspace."""
    return f"findings/{audit}/judged"


def file_of(audit: str, id_: str) -> str:
    """Give the file that a judgement is stored in."""
    return f"{folder_of(audit)}/{id_}.yaml"


def read_store(root: Path, audit: str, wanted: Collection[str] | None = None) -> Store:
    """Read all stored judgements, or those wanted; files that are not as they were written are told apart."""
    stored: dict[str, Stored] = {}
    broken: dict[str, tuple[int, str]] = {}
    edited: list[str] = []
    strange: list[str] = []
    for path in _files(root / folder_of(audit)):
        if wanted is not None and path.stem not in wanted:
            continue
        if path.suffix != ".yaml" or path.is_dir():
            strange.append(path.name)
            continue
        try:
            text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
            read = parse(text)
        except (OSError, UnicodeDecodeError, NotInForm) as error:
            line, reason = error.args if isinstance(error, NotInForm) else (0, _reason(error))
            broken[path.stem] = (line, reason)
            continue
        if not _is_whole(text):
            edited.append(path.stem)
        elif read.id != path.stem:
            broken[path.stem] = (2, f"it is of {read.id}")
        else:
            stored[path.stem] = read
    return Store(stored, broken, tuple(edited), tuple(strange))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if not path.name.startswith((".", "~")))


def _reason(error: Exception) -> str:
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else getattr(error, "strerror", "") or str(error)


def _is_whole(text: str) -> bool:
    begins = text.rfind(f"\n{SUM}") + 1
    return begins > 0 and text[begins:] == f"{SUM}{_sum_of(text[:begins])}\n"


def _sum_of(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def stored_of(judgement: Judgement, by: str, on: str, accepted: tuple[Acceptance, ...] = ()) -> Stored:
    """Give a judgement as it is to be stored: with the stamps of all it rests on, and long texts cut."""
    rests = {key: Rest(each.kind, each.id, each.stamp, _short(each.content), each.deep)
             for key, each in sorted(judgement.rests.items())}  # fmt: skip
    own = _short(judgement.content)
    return Stored(judgement.kind, judgement.id, by, on, judgement.stamp, own, rests, accepted)


def _short(content: Content) -> Content:
    return {name: cut(text) for name, text in content.items()}


def cut(text: str) -> str:
    """Cut a text to what is stored of it."""
    return f"{text[:LONGEST]}{_ELLIPSIS}" if len(text) > LONGEST else text


def write(root: Path, audit: str, stored: Stored) -> None:
    """Write a judgement's file, whole."""
    path = root / file_of(audit, stored.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"{line}\n" for line in _lines(stored))
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_text(f"{body}{SUM}{_sum_of(body)}\n", encoding="utf-8", newline="\n")
    os.replace(unfinished, path)


def _lines(stored: Stored) -> Iterator[str]:
    yield from (_HEADING, f"id: {stored.id}", f"kind: {stored.kind}")
    yield from (f"by: {_quoted(stored.by)}", f"on: {stored.on}", f"stamp: {stored.stamp}", "says:")
    yield from _fields(stored.content)
    if stored.accepted:
        yield "accepted:"
    for each in stored.accepted:
        yield from (f"- by: {_quoted(each.by)}", f"  on: {each.on}", f"  reason: {_quoted(each.reason)}")
        yield f"  changed: {_quoted(each.changed)}"
    yield "rests_on:"
    for rest in stored.rests.values():
        yield from (f"- id: {_quoted(rest.id)}", f"  kind: {rest.kind}", f"  stamp: {rest.stamp}")
        if rest.deep:
            yield f"  deep: {rest.deep}"
        yield from _fields(rest.content)


def _fields(content: Content) -> Iterator[str]:
    """Write content by field; a name ends with `_` where the form has one of its own."""
    return (f"  {name}{'_' if name in TAKEN else ''}: {_quoted(text)}" for name, text in content.items())



def _quoted(text: str) -> str:
    """Quote a text as both YAML and JSON do."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\u2028", "\\u2028")
