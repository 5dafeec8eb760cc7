"""Archives for tests: a sound one without running anything, and what can be done to one."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

import auditlib
from auditlib.archive.manifest import MANIFEST
from auditlib.archive.write import seal
from auditlib.audits import Audit
from auditlib.files.yaml import read_yaml
from auditlib.log import Act, log_folder, record

AUDIT = "nyby-2024"
TEMPLATE = Path(auditlib.__file__).parent / "templates" / "workspace"
SHEET = f"criteria/{AUDIT}/audit.yaml"
REPORT = f"reports/{AUDIT}/rapport.html"
LOG = f"findings/{AUDIT}/log/log.jsonl"
NAME = "nyby-2024.zip"

Entries = list[tuple[zipfile.ZipInfo, bytes]]


def audit_sheet() -> Audit:
    sheet = read_yaml(TEMPLATE / SHEET, SHEET, Audit, [])
    assert sheet is not None
    return sheet


def sound(folder: Path, extra: dict[str, bytes] | None = None, public: bool = False) -> Path:
    """Seal a few files of the worked example, a page that stands for its report, and a log of two entries."""
    files: dict[str, Path | bytes] = {
        SHEET: TEMPLATE / SHEET,
        REPORT: b"<p>Fristen holdes i 8 av 18 saker.</p>\n",
        "environment/packages.txt": b"# Python 3.11.2\nauditlib==0.1.0\n",
        **(extra or {}),
    }
    if not public:
        record(folder, AUDIT, Act.JUDGED, "Kari Nordmann", ["F1"])
        record(folder, AUDIT, Act.BUILT, "Kari Nordmann", [AUDIT])
        log = log_folder(folder, AUDIT)
        files |= {f"findings/{AUDIT}/log/{name}": log / name for name in ("log.jsonl", "heads")}
    return seal(audit_sheet(), files, folder / NAME, public).path


def entries_of(path: Path) -> Entries:
    with zipfile.ZipFile(path) as zipped:
        return [(info, zipped.read(info)) for info in zipped.infolist()]


def write(path: Path, entries: Iterable[tuple[zipfile.ZipInfo, bytes]]) -> Path:
    """Write entries as they are, whatever they are called."""
    with zipfile.ZipFile(path, "w") as zipped:
        for info, content in entries:
            made = zipfile.ZipInfo(info.filename, info.date_time)
            made.external_attr, made.create_system = info.external_attr, info.create_system
            made.compress_type = info.compress_type
            zipped.writestr(made, content)
    return path


def entry(name: str, mode: int = 0o100644, compress: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr, info.create_system, info.compress_type = mode << 16, 3, compress
    return info


def with_changed(path: Path, name: str, content: bytes) -> Path:
    """Write another content under a name, and leave the rest as it was."""
    entries = [(info, content if info.filename == name else raw) for info, raw in entries_of(path)]
    return write(path, entries)


def without(path: Path, name: str) -> Path:
    return write(path, [(info, raw) for info, raw in entries_of(path) if info.filename != name])


def put_in(path: Path, info: zipfile.ZipInfo, content: bytes) -> Path:
    return write(path, [*entries_of(path), (info, content)])


def content_of(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as zipped:
        return zipped.read(name)


def manifest_of(path: Path) -> list[str]:
    return content_of(path, MANIFEST).decode().splitlines(keepends=True)
