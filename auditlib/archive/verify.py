"""Verifying an archive anywhere: no workspace is needed, and nothing is unpacked to the disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditlib.archive.contents import PACKAGES, REPORT
from auditlib.archive.crate import CRATE, wrong_in
from auditlib.archive.entries import Entries
from auditlib.archive.manifest import MANIFEST, read_manifest
from auditlib.log.reading import HEADS, LOG
from auditlib.log.verify import chain
from auditlib.problems import Problem, Severity, problem


@dataclass(frozen=True, slots=True)
class Verified:
    """What an archive holds, by the manifest, and what is wrong with it.

    `audit` is empty where the archive holds no audit that can be told, `made_with` is the text of its packages file.
    """

    audit: str
    public: bool
    hashes: Mapping[str, str]
    made_with: str
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing in it is wrong."""
        return not any(each.severity is Severity.ERROR for each in self.problems)


def verify_archive(path: Path) -> Verified:
    """Verify an archive: its entries, its manifest, its description and the log in it."""
    with Entries(path) as entries:
        hashes, sound = _against_manifest(entries)
        _description(entries, hashes, sound)
        _log(entries)
        packages = (entries.content(PACKAGES) or b"").decode(errors="replace")
        audits = [name.split("/")[1] for name in hashes if _is_report(name)]
        public = not any(name.startswith("findings/") for name in hashes)
        return Verified(audits[0] if audits else "", public, hashes, packages, tuple(entries.problems))


def _is_report(name: str) -> bool:
    parts = name.split("/")
    return len(parts) == 3 and parts[0] == "reports" and parts[2] == REPORT


def _against_manifest(entries: Entries) -> tuple[dict[str, str], list[str]]:
    """Compare every entry with the manifest; give what the manifest says, and the names of those that fit."""
    raw = entries.content(MANIFEST)
    if raw is None:
        if not any(each.code == "A901" and each.at.file == entries.name for each in entries.problems):
            entries.problems.append(problem("A908", entries.at(MANIFEST), reason="there is no manifest to read"))
        return {}, []
    sound = []
    hashes = read_manifest(raw, f"{entries.name}/{MANIFEST}", entries.problems)
    flagged = {each.at.file for each in entries.problems}
    for name in entries.names:
        if name == MANIFEST:
            continue
        if name not in hashes:
            entries.problems.append(problem("A906", entries.at(name)))
            continue
        found = entries.hash_of(name)
        if found == hashes[name]:
            sound.append(name)
        elif found is not None:
            entries.problems.append(problem("A907", entries.at(name), found=str(found)[:12], hash=hashes[name][:12]))
    present = set(entries.names)
    lines = {name: number for number, name in enumerate(hashes, 1)}
    for name in hashes:
        if name not in present and f"{entries.name}/{name}" not in flagged:
            entries.problems.append(problem("A905", entries.at(MANIFEST, lines[name], 1), name=name))
    return hashes, sound


def _description(entries: Entries, hashes: Mapping[str, str], sound: Sequence[str]) -> None:
    """Check the description against the manifest; where it was changed itself, that has been said."""
    if not hashes or (CRATE in hashes and CRATE not in sound):
        return
    described = {name: hash_ for name, hash_ in hashes.items() if name != CRATE}
    sizes = {name: entries.size(name) for name in sound}
    raw = entries.content(CRATE)
    wrong = ["there is no description to read"] if raw is None else wrong_in(raw, described, sizes)
    entries.problems += [problem("A910", entries.at(CRATE), reason=each) for each in wrong]


def _log(entries: Entries) -> None:
    """Check the chain of the log in the archive."""
    for name in entries.names:
        if name.startswith("findings/") and name.endswith(f"/log/{LOG}"):
            folder = name.removesuffix(f"/{LOG}")
            heads = entries.content(f"{folder}/{HEADS}") or b""
            chain(entries.content(name) or b"", heads, f"{entries.name}/{folder}", entries.problems)
