"""Reading what is fetched and what has been: `fetch.yaml`, the records in `raw/`, and whether tables still fit them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditlib.files.yaml import read_yaml
from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.stamps import stamp
from auditlib.tables import DataPackage, Status
from auditlib.tables.fetches import Fetch, FetchFile, Interface, Service
from auditlib.tables.snapshots import Answer, Snapshot

NAME = "fetch.yaml"
RAW = "raw"


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot and the name of the folder it is in, from the workspace."""

    folder: str
    file: str
    snapshot: Snapshot

    def place(self, name: str) -> Location:
        """Give the place of one of its files."""
        return Location(f"{self.folder}/{name}")


def folder_of(audit: str) -> str:
    """Give the folder of an audit's tables, from the workspace."""
    return f"statistics/{audit}"


def read_fetch_file(root: Path, audit: str, problems: list[Problem]) -> FetchFile | None:
    """Read what is to be fetched; add its problems and give None when it cannot be used."""
    name = f"{folder_of(audit)}/{NAME}"
    file = read_yaml(root / name, name, FetchFile, problems)
    if file is None:
        return None
    found = list(_declaration_problems(file))
    problems.extend(found)
    return None if found else file


def _declaration_problems(file: FetchFile) -> Iterator[Problem]:
    """Find ids and tables that stand twice, services that are not there, and what an interface cannot do."""
    for what, items in (("id", file.services), ("id", file.fetches), ("as_", file.fetches)):
        seen: dict[str, Location] = {}
        for each in items:
            named, at = str(getattr(each, what)), each.field_at(what)
            if named in seen:
                yield problem("R301", at, id=named, first=seen[named])
            seen.setdefault(named, at)
    for fetch in file.fetches:
        service = file.service_of(fetch)
        if service is None:
            hint = hint_for(fetch.service, [each.id for each in file.services])
            at, reason = fetch.field_at("service"), f"there is no service {fetch.service}"
            yield problem("S917", at, id=fetch.id, reason=reason, hint=hint)
        elif service.interface is Interface.UDIR and not fetch.values:
            reason, hint = "that service's answers are long tables", "values: [Score], the columns of figures"
            yield problem("S917", fetch.at, id=fetch.id, reason=reason, hint=hint)
        elif service.interface in (Interface.UDIR, Interface.FHI) and fetch.format == "csv":
            reason, hint = "CSV is not read from that service", "leave `format` out"
            yield problem("S917", fetch.field_at("format"), id=fetch.id, reason=reason, hint=hint)
        if fetch.join and fetch.municipalities is None:
            at, hint = fetch.field_at("join"), "name the dimension of municipalities under `municipalities`"
            yield problem("S917", at, id=fetch.id, reason="a join needs municipalities", hint=hint)


def question_of(fetch: Fetch, service: Service) -> str:
    """Give the hash of what a fetch asks a service, which decides whether a snapshot answers it."""
    asked = (service.interface.value, service.base, service.language, fetch.table, dict(fetch.select), fetch.left_out)
    return stamp([*asked, dict(fetch.codelists), fetch.format])


def declaration_of(fetch: Fetch, service: Service) -> str:
    """Give the hash of all that decides how a fetch's table is made of its snapshot."""
    return stamp([fetch.model_dump(mode="json", exclude_defaults=True), service.marks, service.unmarked])


def read_snapshots(root: Path, audit: str, problems: list[Problem]) -> list[Kept]:
    """Read the records of all snapshots, the oldest first."""
    folder = f"{folder_of(audit)}/{RAW}"
    found = []
    for path in sorted((root / folder).glob("*.yaml")):
        if not path.name.startswith((".", "~")):
            snapshot = read_yaml(path, f"{folder}/{path.name}", Snapshot, problems)
            if snapshot is not None:
                found.append(Kept(folder, path.name, snapshot))
    return sorted(found, key=lambda each: (each.snapshot.retrieved, each.file))


def latest(kept: list[Kept], fetch: str, question: str | None = None) -> Kept | None:
    """Give the newest snapshot of a fetch, or of one question that it asks."""
    fitting = [each for each in kept if each.snapshot.fetch == fetch and question in (None, each.snapshot.question)]
    return fitting[-1] if fitting else None


def no_snapshot(audit: str, fetch: Fetch, kept: list[Kept]) -> Problem:
    """Say that a fetch has no snapshot that answers what it asks."""
    reason = "the newest one answers another question" if latest(kept, fetch.id) else "there is none"
    return problem("S901", fetch.at, id=fetch.id, reason=reason, audit=audit)


def read_answer(root: Path, kept: Kept, answer: Answer, problems: list[Problem]) -> bytes | None:
    """Give the bytes of an answer, or None with a problem when they are gone or others than they were."""
    at = kept.place(answer.file)
    try:
        raw = (root / at.file).read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        problems.append(problem("S914", at, file=answer.file, reason=reason))
        return None
    if hashlib.sha256(raw).hexdigest() != answer.sha256:
        problems.append(problem("S914", at, file=answer.file, reason="its hash is not the one that was written down"))
        return None
    return raw


def check_snapshots(root: Path, audit: str, package: DataPackage | None, problems: list[Problem]) -> None:
    """Hold an audit's tables against the snapshots they came from, where it fetches any."""
    folder = folder_of(audit)
    if not (root / folder / NAME).exists():
        return
    file = read_fetch_file(root, audit, problems)
    kept = read_snapshots(root, audit, problems)
    resources = {each.name: each for each in package.resources} if package else {}
    for fetch in file.fetches if file else ():
        snapshot, service = latest(kept, fetch.id), file.service_of(fetch) if file else None
        if snapshot is None or service is None:
            continue
        if latest(kept, fetch.id, question_of(fetch, service)) is None:
            problems.append(no_snapshot(audit, fetch, kept))
        for answer in (*snapshot.snapshot.metadata, *snapshot.snapshot.answers):
            read_answer(root, snapshot, answer, problems)
        problems.extend(_table_problems(root, audit, fetch, service, snapshot.snapshot))
        resource, status = resources.get(fetch.as_), snapshot.snapshot.status
        if resource is not None and resource.status is Status.FINAL and status is Status.PRELIMINARY:
            details = {"table": fetch.as_, "status": status.value}
            problems.append(problem("S912", resource.field_at("status"), **details))


def _table_problems(root: Path, audit: str, fetch: Fetch, service: Service, snapshot: Snapshot) -> Iterator[Problem]:
    """Report a table that is not what its fetch wrote; one that was never written is nobody's yet."""
    written = snapshot.table
    path = root / folder_of(audit) / f"{fetch.as_}.csv"
    if not path.exists():
        return
    made = None if written is None else (written.file, written.sha256, written.declared)
    if made != (path.name, hashlib.sha256(path.read_bytes()).hexdigest(), declaration_of(fetch, service)):
        at = Location(f"{folder_of(audit)}/{path.name}")
        yield problem("S913", at, file=path.name, id=fetch.id, audit=audit)
