"""What a run rests on, as hashes of content: the audit's files, the notebooks, auditlib's own code, the environment.

Nothing heavy is imported here: `auditlib run` with nothing changed ends after this.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).parent
SHARED = "criteria/sources"
STANDARDS = "criteria/standards"
REGISTERS = "criteria/registers"
FOLDERS = ("criteria", "interviews", "documents", "statistics", "findings")
_NOT_CODE = (".pyc", ".pyo")
_BLOCK = 2**20  # files of records are larger than memory

Hashes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class State:
    """What everything looks like at one moment: the hash of each file by its name, and versions by package."""

    inputs: Hashes
    notebooks: Hashes
    package: Hashes
    environment: Hashes

    def digest(self, parameters: Hashes) -> str:
        """Give one hash of all of it and of the parameters that a run was given."""
        parts = (self.inputs, self.notebooks, self.package, self.environment, parameters)
        return hashlib.sha256("".join(map(digest, parts)).encode()).hexdigest()


def digest(hashes: Hashes) -> str:
    """Give one hash of a mapping of texts, whatever its order."""
    return hashlib.sha256(repr(sorted(hashes.items())).encode()).hexdigest()


def hash_of(path: Path | str) -> str:
    """Give the SHA-256 of a file's content, or why it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            made = hashlib.sha256()
            while block := file.read(_BLOCK):
                made.update(block)
            return made.hexdigest()
    except OSError as error:
        return f"unreadable: {error.errno}"


def read_state(
    root: Path, audit: str, patterns: Iterable[str] = (), hashed: Callable[[str], str] = hash_of
) -> State:
    """Read the state of an audit; `patterns` are the further files that its notebooks declare.

    `hashed` gives the hash of a file by its path, where something knows better than to read it.
    """
    inputs = {**input_hashes(root, audit, hashed), **declared_hashes(root, patterns)}
    notebooks = (f"notebooks/{name}" for name in _names(root / "notebooks") if name.endswith(".ipynb"))
    package = _hashes(_PACKAGE, _files(_PACKAGE, ""), hashed)
    return State(inputs, _hashes(root, notebooks, hashed), package, _environment())


def root_of(start: Path | str) -> Path | None:
    """Find the workspace as `workspace.find_root` does, without what reads its files; None where there is none."""
    here = Path(start).resolve()
    return next((each for each in (here, *here.parents) if any(each.glob("criteria/*/audit.yaml"))), None)


def declared_hashes(root: Path, patterns: Iterable[str]) -> dict[str, str]:
    """Give the hash of each file of the workspace that a pattern such as `statistics/shared/*.csv` fits."""
    found = (path for pattern in patterns for path in root.glob(pattern) if path.is_file())
    return _hashes(root, (path.relative_to(root).as_posix() for path in found), hash_of)


def input_hashes(root: Path, audit: str, hashed: Callable[[str], str] = hash_of) -> dict[str, str]:
    """Hash the audit's files, and the names of the folders beside it, which the checks look at too.

    The log is left out: that somebody did something changes nothing in the report.
    """
    folders = (SHARED, STANDARDS, REGISTERS, *(f"{each}/{audit}" for each in FOLDERS))
    names = (name for folder in folders for name in _files(root, folder))
    found = _hashes(root, (name for name in names if not name.startswith(f"findings/{audit}/log/")), hashed)
    for each in FOLDERS:
        found[f"{each}/"] = digest(dict.fromkeys(_names(root / each), ""))
    return found


def _hashes(root: Path, names: Iterable[str], hashed: Callable[[str], str]) -> dict[str, str]:
    return {name: hashed(f"{root}/{name}") for name in names}


def _names(folder: Path) -> list[str]:
    """Give the names in a folder in order, but for hidden ones and editors' leftovers; none where it is not there."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith((".", "~")))
    except OSError:
        return []


def _files(root: Path, folder: str) -> Iterator[str]:
    """Give the names of all files in and below a folder, but for what Python compiles."""
    for name in _names(root / folder):
        path = f"{folder}/{name}" if folder else name
        if os.path.isdir(f"{root}/{path}"):
            if name != "__pycache__":
                yield from _files(root, path)
        elif not name.endswith(_NOT_CODE):
            yield path


def _environment() -> dict[str, str]:
    """Give the version of Python and of each installed package."""
    found = {"Python": sys.version, "platform": f"{sys.platform} {sys.maxsize.bit_length() + 1}"}
    for folder in sys.path:
        for name in _names(Path(folder)) if folder else ():
            stem, ending = os.path.splitext(name)
            if ending in (".dist-info", ".egg-info"):
                package, _, version = stem.partition("-")
                found.setdefault(package, version)
    return found
