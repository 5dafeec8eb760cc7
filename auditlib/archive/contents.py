"""What goes into an archive: everything the report rests on, the report, and what says what made it.

The public variant is made of what is chosen, not of what is left out: a file that nobody thought of is not in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import distributions
from pathlib import Path
from typing import Literal

from auditlib import __version__
from auditlib.archive.manifest import unsafe_name
from auditlib.fingerprints import FOLDERS, SHARED, State, digest, read_state
from auditlib.leaks import LeakError, find_leaks, secrets_of
from auditlib.problems import UsageError, raise_errors
from auditlib.runs.record import parameter_hashes, unchanged
from auditlib.workspace import Inputs, read_inputs, require_audit

PACKAGES = "environment/packages.txt"
REPORT = "rapport.html"
_OWN_NAMES = "source file of the workspace"  # which the variant's own files are called by
_BESIDE = ("requirements.lock", ".gitattributes")


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of an archive by their names: where each stands, or its bytes where the archive alone has it."""

    inputs: Inputs
    public: bool
    files: Mapping[str, Path | bytes] = field(repr=False)


def contents_of(root: Path, audit: str, public: bool = False) -> Contents:
    """Gather what an archive holds.

    Raises UsageError when the report is not the one that these files give, InputError when the files are wrong, and
    LeakError when a file of the public variant holds what must not be published.
    """
    require_audit(root, audit)
    record = unchanged(root, audit, root / "reports" / audit, parameter_hashes({}))
    if record is None:
        raise UsageError(f"the report is not the one that these files give; run `auditlib run {audit}` first")
    inputs, problems = read_inputs(root, audit)
    raise_errors(problems)
    assert inputs is not None  # without it there are errors
    state = read_state(root, audit, record.patterns)
    names = _public_names(root, inputs) if public else _names(root, audit, inputs, state)
    files: dict[str, Path | bytes] = {name: _plain(root, name) for name in names}
    files[PACKAGES] = packages(state).encode()
    if public:
        _refuse_leaks(files, inputs)
    return Contents(inputs, public, files)


def _names(root: Path, audit: str, inputs: Inputs, state: State) -> Iterator[str]:
    """Give the names of all that the audit is made of, and of what was made of it."""
    declared = [name for name in state.inputs if not name.endswith("/")]
    shared = set(_sources(root, inputs))
    kept = (name for name in declared if not name.startswith(f"{SHARED}/") or name in shared)
    folders = ["criteria/registers", "criteria/standards", "notebooks", f"reports/{audit}", f"findings/{audit}/log"]
    if inputs.audit.follow_up_of:  # what it follows up must be there for the checks
        folders += [f"{each}/{inputs.audit.follow_up_of}" for each in FOLDERS]
    found = {*kept, *(name for folder in folders for name in files_below(root, folder))}
    found.update(name for name in _BESIDE if (root / name).is_file())
    return iter(sorted(found))


def _public_names(root: Path, inputs: Inputs) -> Iterator[str]:
    """Give the names of what may be handed out: the public report, the criteria and their sources."""
    audit = inputs.audit.id
    yield f"reports/{audit}/{REPORT}"
    yield from files_below(root, f"criteria/{audit}")
    yield from _sources(root, inputs)


def _sources(root: Path, inputs: Inputs) -> Iterator[str]:
    """Give the sources that the audit's files name anywhere, by their own id or by a provision's."""
    audit = inputs.audit.id
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in _texts(root, audit)]
    for each in inputs.sources:
        ids = [each.id, *(provision.id for provision in each.provisions)]
        if any(id_ in text for text in texts for id_ in ids):
            yield f"{SHARED}/{each.id}.yaml"


def _texts(root: Path, audit: str) -> Iterator[Path]:
    for folder in FOLDERS:
        for name in files_below(root, f"{folder}/{audit}"):
            if name.endswith((".yaml", ".md")):
                yield root / name


def files_below(root: Path, folder: str) -> Iterator[str]:
    """Give the names of the files in and below a folder, hidden ones and editors' leftovers left out."""
    try:
        names = sorted(os.listdir(root / folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        path = f"{folder}/{name}"
        if name.startswith((".", "~")) or name == "__pycache__":
            continue
        if (root / path).is_dir() and not (root / path).is_symlink():
            yield from files_below(root, path)
        else:
            yield path


def _plain(root: Path, name: str) -> Path:
    """Give the path of a file; raise UsageError when it is none that an archive can hold."""
    path = root / name
    if any(each.is_symlink() for each in (path, *path.parents) if each.is_relative_to(root) and each != root):
        raise UsageError(f"{name} is a link; put the file itself there")
    if reason := unsafe_name(name):
        raise UsageError(f"{name!r} cannot stand in an archive: {reason}")
    return path


def packages(state: State) -> str:
    """Say what made the report: the version of Python, of auditlib with the hash of its code, and of each package."""
    found = {each.name.lower().replace("_", "-"): each.version for each in distributions() if each.name}
    found["auditlib"] = __version__
    lines = [f"{name}=={version}" for name, version in sorted(found.items())]
    python = state.environment["Python"].split()[0]
    return "\n".join([f"# Python {python}", f"# auditlib code sha256 {digest(state.package)}", *lines]) + "\n"


def _refuse_leaks(files: Mapping[str, Path | bytes], inputs: Inputs) -> None:
    """Look through every file of the public variant for what must not get out."""
    names = [each.name for each in inputs.informants if each.name]
    secrets = secrets_of(inputs, names=names, public=inputs.audit.publication.allowed)
    found = []
    for name, file in files.items():
        if isinstance(file, Path):
            kind: Literal["html", "text"] = "html" if name.endswith(".html") else "text"
            leaks = find_leaks(file.read_bytes(), kind, secrets)
            found += [(name, leak) for leak in leaks if kind == "html" or leak.rule != _OWN_NAMES]
    if found:
        raise LeakError(found)
