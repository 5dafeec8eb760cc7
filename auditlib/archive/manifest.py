"""The manifest of an archive: the SHA-256 of every file, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditlib.problems import Location, Problem, problem

MANIFEST = "manifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def write_manifest(hashes: Mapping[str, str]) -> bytes:
    """Write the manifest of files by their names."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def read_manifest(raw: bytes, file: str, problems: list[Problem]) -> dict[str, str]:
    """Read a manifest; add a problem for each line of no use. `file` is what the problems call it."""
    found: dict[str, str] = {}
    try:
        lines = raw.decode().split("\n")
    except UnicodeDecodeError as error:
        at = Location(file, raw.count(b"\n", 0, error.start) + 1)
        problems.append(problem("A908", at, reason="the manifest is not UTF-8"))
        return found
    if lines[-1]:
        problems.append(problem("A908", Location(file, len(lines), 1), reason="the last line has no end"))
    for number, line in enumerate(lines[: None if lines[-1] else -1], 1):
        match = _LINE.fullmatch(line)
        reason = _wrong(match[2], found) if match else "the line is no hash and name"
        if reason:
            problems.append(problem("A908", Location(file, number, 1), reason=reason))
        elif match:
            found[match[2]] = match[1]
    return found


def _wrong(name: str, found: Mapping[str, str]) -> str:
    unsafe = unsafe_name(name)
    return f"it names {name!r}: {unsafe}" if unsafe else f"it names {name} twice" if name in found else ""


def unsafe_name(name: str) -> str:
    """Say why a name must not stand in an archive; empty when it may."""
    if not name or _CONTROL.search(name):
        return "it is empty or has characters that cannot be seen"
    if "\\" in name:
        return "it has a backslash, which some systems take for a folder"
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "it is an absolute path"
    if any(part in ("", ".", "..") for part in name.rstrip("/").split("/")):
        return "it leads out of its folder, or has an empty part"
    return ""
