"""Finding a workspace and reading everything an audit's people have written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TypeVar

from auditlib.audits import Audit
from auditlib.criteria import Criteria, Criterion, Question, Questions
from auditlib.documents import Document
from auditlib.files.codes import with_codes
from auditlib.files.notes import read_note
from auditlib.files.snapshots import check_snapshots
from auditlib.files.tables import read_table
from auditlib.files.yaml import read_yaml
from auditlib.findings import (
    Assessment,
    Assessments,
    Conclusion,
    Conclusions,
    Declared,
    DeclaredFile,
    Finding,
    Findings,
    FollowUp,
    FollowUps,
    Hearing,
    HearingFile,
    Recommendation,
    Recommendations,
    Statement,
    Statements,
)
from auditlib.interviews import Codes, Informant, Informants, Note
from auditlib.items import Item
from auditlib.problems import Location, Problem, Severity, UsageError, hint_for, problem
from auditlib.rulepacks import Confirmation, ConfirmedFile, RulePack
from auditlib.sent import Sent
from auditlib.sources import Source
from auditlib.tables import DataPackage, Indicator, Indicators, Review, Reviews, Table

ItemT = TypeVar("ItemT", bound=Item)
Kept = Callable[[Path], Note | None]
_FOLDERS = ("interviews", "documents", "statistics", "findings")
_CRITERIA = ("audit.yaml", "questions.yaml", "criteria.yaml")
_STATISTICS = ("datapackage.yaml", "indicators.yaml", "reviews.yaml", "fetch.yaml")
# The auditor's own words: files of findings/<audit>/ that hold a list of their own name.
_LISTS: Mapping[str, type[Item]] = {
    "assessments": Assessments,
    "findings": Findings,
    "conclusions": Conclusions,
    "recommendations": Recommendations,
    "statements": Statements,
    "declared": DeclaredFile,
    "confirmed": ConfirmedFile,
    "followup": FollowUps,
}
_FINDINGS = ("hearing.yaml", *(f"{name}.yaml" for name in _LISTS))


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that people have written for one audit.

    `unread` names the files that could not be read whole: what they hold is not here, or not all of it.
    `merged_groups` gives the group that each group of informants is counted in, where some are counted in others.
    """

    root: Path
    audit: Audit
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]
    criteria: tuple[Criterion, ...]
    informants: tuple[Informant, ...]
    notes: tuple[Note, ...]
    documents: tuple[Document, ...]
    tables: Mapping[str, Table]
    indicators: tuple[Indicator, ...]
    reviews: tuple[Review, ...]
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    conclusions: tuple[Conclusion, ...]
    recommendations: tuple[Recommendation, ...]
    hearing: Hearing | None
    statements: tuple[Statement, ...]
    declared: tuple[Declared, ...] = ()
    packs: tuple[RulePack, ...] = ()
    confirmed: tuple[Confirmation, ...] = ()
    followup: tuple[FollowUp, ...] = ()
    sent: tuple[Sent, ...] = ()
    unread: frozenset[str] = frozenset()
    merged_groups: Mapping[str, str] = field(default_factory=dict)

    def may_be_unread(self, id_: str, *files: str) -> bool:
        """Say whether an id that is not here may stand in a file that could not be read.

        That is a file of its own name, or one of `files`: file names without their ending, or folders.
        """
        places = {id_, id_.partition(".")[0], *files}
        paths = [PurePosixPath(name) for name in self.unread]
        return any(places & {path.name.partition(".")[0], path.parent.name} for path in paths)


def find_root(start: Path | str = ".") -> Path:
    """Find the workspace: the nearest folder from here upwards that holds `criteria/<audit>/audit.yaml`."""
    here = Path(start).resolve()
    for folder in (here, *here.parents):
        if any(folder.glob("criteria/*/audit.yaml")):
            return folder
    raise UsageError(
        f"no workspace in {here} or above it: a workspace has criteria/<audit>/audit.yaml; "
        "make one with `auditlib new NAME`"
    )


def audit_ids(root: Path) -> list[str]:
    """Give the ids of the audits in a workspace."""
    return sorted(path.parent.name for path in root.glob("criteria/*/audit.yaml"))


def require_audit(root: Path, audit: str) -> None:
    """Raise `UsageError` when the workspace has no such audit."""
    known = audit_ids(root)
    if not audit:
        raise UsageError(f"name an audit; this workspace has {', '.join(known)}")
    if audit not in known:
        raise UsageError(f"there is no audit `{audit}` in {root} ({hint_for(audit, known)})")


def read_inputs(root: Path, audit: str, kept: Kept = lambda path: None) -> tuple[Inputs | None, list[Problem]]:
    """Read an audit's files; give what was read, or None when `audit.yaml`, which all else needs, is broken.

    Every problem in the files themselves is in the list. `kept` gives notes that need not be read, for they are known.
    """
    reading = _Reading(root, audit, kept)
    sheet = reading.required(f"criteria/{audit}/audit.yaml", Audit)
    rest = reading.everything_else()
    if sheet is None:
        return None, reading.problems
    reading.check_name(audit, sheet)
    return Inputs(root=root, audit=sheet, unread=reading.unread(), **rest), reading.problems  # type: ignore[arg-type]


class _Reading:
    """One reading of an audit's folders, with the problems met on the way."""

    def __init__(self, root: Path, audit: str, kept: Kept) -> None:
        self.root, self.audit, self._kept = root, audit, kept
        self.problems: list[Problem] = []
        self._lost: set[str] = set()

    def unread(self) -> frozenset[str]:
        """Give the files that were not read whole."""
        broken = {each.at.file for each in self.problems if each.severity is Severity.ERROR}
        return frozenset(broken | self._lost)

    def required(self, name: str, model: type[ItemT]) -> ItemT | None:
        """Read a file that must be there."""
        return read_yaml(self.root / name, name, model, self.problems)

    def optional(self, name: str, model: type[ItemT]) -> ItemT | None:
        """Read a file that may be missing."""
        return self.required(name, model) if (self.root / name).exists() else None

    def everything_else(self) -> dict[str, object]:
        """Read all but `audit.yaml`; only questions, criteria and, where there are notes, informants must be there."""
        tables = self._tables()
        questions = self.required(f"criteria/{self.audit}/questions.yaml", Questions)
        criteria = self.required(f"criteria/{self.audit}/criteria.yaml", Criteria)
        self._report_strangers(f"criteria/{self.audit}", _CRITERIA)
        self._report_folders()
        return {
            "questions": questions.questions if questions else (),
            "criteria": criteria.criteria if criteria else (),
            "sources": tuple(self._each("criteria/sources", Source)),
            "packs": tuple(self._each("criteria/standards", RulePack)),
            "sent": tuple(self._each(f"findings/{self.audit}/hearing", Sent)),
            "documents": tuple(self._each(f"documents/{self.audit}", Document)),
            "informants": self._informants(),
            "notes": tuple(self._notes()),
            "tables": tables,
            "indicators": self._many(f"statistics/{self.audit}/indicators.yaml", Indicators, "indicators"),
            "reviews": self._many(f"statistics/{self.audit}/reviews.yaml", Reviews, "reviews"),
            **self._judgements(),
        }

    def _many(self, name: str, model: type[Item], key: str) -> tuple[object, ...]:
        """Read the list in an optional file."""
        read = self.optional(name, model)
        return tuple(getattr(read, key)) if read else ()

    def _judgements(self) -> dict[str, object]:
        """Read the auditor's own words."""
        folder = f"findings/{self.audit}"
        self._report_strangers(folder, _FINDINGS)
        hearing = self.optional(f"{folder}/hearing.yaml", HearingFile)
        read = {key: self._many(f"{folder}/{key}.yaml", model, key) for key, model in _LISTS.items()}
        return {"hearing": hearing.hearing if hearing else None, **read}

    def _files(self, folder: str) -> list[Path]:
        """Give a folder's files in order; hidden ones and editors' leftovers are nobody's."""
        found = sorted((self.root / folder).glob("*"))
        return [path for path in found if path.is_file() and not path.name.startswith((".", "~"))]

    def _report_strangers(self, folder: str, known: Iterable[str]) -> None:
        """Report files that the folder does not have, which may be misspelt."""
        allowed = list(known)
        for path in self._files(folder):
            if path.name not in allowed:
                self._strange(path, hint_for(path.name, allowed))
                meant = get_close_matches(path.name, allowed, n=1)
                self._lost.update(f"{folder}/{name}" for name in meant if not path.with_name(name).exists())

    def _report_folders(self) -> None:
        """Report folders that belong to no audit, which may be misspelt."""
        known = audit_ids(self.root)
        for path in (path for folder in _FOLDERS for path in sorted((self.root / folder).glob("*/"))):
            if path.is_dir() and path.name not in known and not path.name.startswith("."):
                self._strange(path, f"folders here are named by an audit; {hint_for(path.name, known)}")

    def _strange(self, path: Path, hint: str) -> None:
        at = Location(path.relative_to(self.root).as_posix())
        self.problems.append(problem("F008", at, file=path.name, hint=hint))

    def _each(self, folder: str, model: type[ItemT]) -> list[ItemT]:
        """Read a folder with one item a file, named by its id."""
        items = []
        for path in self._files(folder):
            name = f"{folder}/{path.name}"
            if path.suffix != ".yaml":
                self._strange(path, "one YAML file for each, for example D1.yaml")
                continue
            item = read_yaml(path, name, model, self.problems)
            if item is not None:
                self.check_name(path.stem, item)
                items.append(item)
        return items

    def check_name(self, name: str, item: Item) -> None:
        """Report an item that is called something else than its file, or its folder for the audit."""
        id_: str = item.id  # type: ignore[attr-defined]
        if name != id_:
            what = "folder" if isinstance(item, Audit) else "file"
            self.problems.append(problem("R310", item.field_at("id"), what=what, name=name, id=id_))

    def _informants(self) -> tuple[Informant, ...]:
        """Read the informants; an audit with notes must list them."""
        name = f"interviews/{self.audit}/informants.yaml"
        has_notes = any((self.root / "interviews" / self.audit).glob("*.md"))
        read = self.required(name, Informants) if has_notes else self.optional(name, Informants)
        return read.informants if read else ()

    def _notes(self) -> list[Note]:
        """Read the interview notes, each with its side file if there is one."""
        notes, folder = [], f"interviews/{self.audit}"
        for path in self._files(folder):
            if path.suffix == ".md":
                note = self._kept(path) or self._note(path, folder)
                notes.extend([note] if note else [])
            elif path.name != "informants.yaml" and not self._belongs_to_note(path):
                self._strange(path, "notes are <id>.md, side files <id>.codes.yaml, for example I07.md")
        return notes

    def _belongs_to_note(self, path: Path) -> bool:
        stem = path.name.removesuffix(".codes.yaml")
        return stem != path.name and path.with_name(f"{stem}.md").exists()

    def _note(self, path: Path, folder: str) -> Note | None:
        """Read one note."""
        read = read_note(path, f"{folder}/{path.name}", self.problems)
        side = path.with_name(f"{path.stem}.codes.yaml")
        codes = self.optional(f"{folder}/{side.name}", Codes)
        if read is None:
            return None
        self.check_name(path.stem, read.note.interview)
        return with_codes(read, codes, self.problems) if codes else read.note

    def _tables(self) -> dict[str, Table]:
        """Read the tables that the data package declares."""
        folder = f"statistics/{self.audit}"
        package = self.optional(f"{folder}/datapackage.yaml", DataPackage)
        check_snapshots(self.root, self.audit, package, self.problems)
        resources = package.resources if package else ()
        if package or not (self.root / folder / "datapackage.yaml").exists():
            self._report_strangers(folder, [*_STATISTICS, *(each.path for each in resources)])
        tables: dict[str, Table] = {}
        places: dict[str, Location] = {}
        for each in resources:
            table = read_table(each, self.root / folder, folder, self.problems)
            if each.name in places:
                self.problems.append(problem("R301", each.field_at("name"), id=each.name, first=places[each.name]))
            places.setdefault(each.name, each.field_at("name"))
            if table is None:
                self._lost.add(f"{folder}/{each.name}")
            else:
                tables[each.name] = table
        return tables
