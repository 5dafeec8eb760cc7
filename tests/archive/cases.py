"""One broken archive for each kind of problem; `tests/bad_files/A9…/expected.txt` holds what must be said of it."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from auditlib.archive.crate import CRATE
from auditlib.archive.manifest import MANIFEST
from tests.archive.made import (  # fmt: skip
    LOG,
    REPORT,
    SHEET,
    content_of,
    entries_of,
    entry,
    manifest_of,
    put_in,
    sound,
    with_changed,
    without,
    write,
)


def damaged(folder: Path) -> Path:
    """A byte of the report is another on the disk than what the zip has summed up."""
    path = sound(folder)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"8 av 18 saker", b"9 av 18 saker"))
    return path


def leads_out(folder: Path) -> Path:
    return put_in(sound(folder), entry("../../.ssh/authorized_keys"), b"ssh-ed25519 AAAA")


def link(folder: Path) -> Path:
    return put_in(sound(folder), entry("documents/nyby-2024/D1.yaml", stat.S_IFLNK | 0o777), b"/etc/passwd")


def twice(folder: Path) -> Path:
    return put_in(sound(folder), entry(REPORT.upper()), b"<p>Fristen holdes alltid.</p>")


def missing(folder: Path) -> Path:
    return without(sound(folder), REPORT)


def extra(folder: Path) -> Path:
    return put_in(sound(folder), entry("findings/nyby-2024/statements.yaml"), b"statements: []\n")


def changed(folder: Path) -> Path:
    return with_changed(sound(folder), REPORT, b"<p>Fristen holdes alltid.</p>\n")


def wrong_manifest(folder: Path) -> Path:
    path = sound(folder)
    lines = manifest_of(path)
    return with_changed(path, MANIFEST, "".join([*lines, "Alt stemmer.\n", lines[0]]).encode())


def bomb(folder: Path) -> Path:
    return put_in(sound(folder), entry("documents/nyby-2024/D1.yaml", compress=zipfile.ZIP_DEFLATED), b"\0" * (1 << 24))


def wrong_description(folder: Path) -> Path:
    """The description says that the report has another hash; the manifest was made anew to fit."""
    path = sound(folder)
    crate = content_of(path, CRATE)
    before = next(line for line in manifest_of(path) if REPORT in line).split()[0].encode()
    made = crate.replace(before, b"0" * 64)
    import hashlib

    manifest = content_of(path, MANIFEST).replace(
        hashlib.sha256(crate).hexdigest().encode(), hashlib.sha256(made).hexdigest().encode()
    )
    return with_changed(with_changed(path, CRATE, made), MANIFEST, manifest)


CASES: dict[str, Callable[[Path], Path]] = {
    "A901": damaged,
    "A902": leads_out,
    "A903": link,
    "A904": twice,
    "A905": missing,
    "A906": extra,
    "A907": changed,
    "A908": wrong_manifest,
    "A909": bomb,
    "A910": wrong_description,
}
__all__ = ["CASES", "LOG", "SHEET", "entries_of", "write"]
