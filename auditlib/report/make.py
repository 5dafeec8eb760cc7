"""Making a whole report: check, plan, run what changed, put the page together, and only then replace the last one."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from auditlib.fingerprints import State, declared_hashes, read_state
from auditlib.judged import Suspect
from auditlib.language import SOURCE, Language, known, speaking
from auditlib.problems import AuditlibError, Problem, Severity, raise_errors
from auditlib.report.assemble import assemble
from auditlib.report.export import editions_of
from auditlib.report.gate import Gate, refusal_of
from auditlib.report.keep import INTERNAL, PDF, REPORT, WORD, Outcome, as_it_was, executed, keep, rendered_again
from auditlib.runs.execute import Wanted, run_sections, undeclared_problems
from auditlib.runs.place import Place, place_for
from auditlib.runs.plan import Section, plan_sections
from auditlib.runs.progress import progress, say
from auditlib.runs.record import Record, at_work, must_run, parameter_hashes, read_record, unchanged
from auditlib.runs.warm import WarmParent
from auditlib.runs.why import Planned, decide
from auditlib.workbench import load
from auditlib.workspace import Inputs, find_root, require_audit


@dataclass(frozen=True, slots=True)
class MadeReport:
    """Where the report is, the problems met on the way, and whether a section failed.

    `fresh` says that nothing had changed, `overtaken` that a file was changed while the report was made.
    """

    path: Path
    problems: tuple[Problem, ...]
    failed: bool
    fresh: bool = False
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: an audit's report, with further parameters for its notebooks."""

    root: Path
    audit: str
    extra: Mapping[str, str]
    force: bool = False
    quiet: bool = False

    @property
    def folder(self) -> Path:
        """Where the report is written."""
        return self.root / "reports" / self.audit

    def fresh(self) -> MadeReport | None:
        """Give the last report if another run would give the same."""
        record = unchanged(self.root, self.audit, self.folder, parameter_hashes(self.extra))
        return MadeReport(self.folder / REPORT, record.problems, failed=False, fresh=True) if record else None


@dataclass(frozen=True, slots=True)
class Ready:
    """An audit that was checked and planned, with the state that its files had before they were read."""

    inputs: Inputs
    problems: tuple[Problem, ...]
    sections: tuple[Section, ...]
    state: State
    suspects: Mapping[str, Suspect] = field(default_factory=dict)

    language: Language = SOURCE

    def speech(self) -> AbstractContextManager[None]:
        """Speak the report's language inside a `with`."""
        return speaking(self.language, self.inputs.audit.language)

    @property
    def patterns(self) -> tuple[str, ...]:
        """The further files that the notebooks declare."""
        return tuple(sorted({each for section in self.sections for each in section.notebook.inputs}))


class Abandoned(AuditlibError):
    """A run was stopped before all its sections were begun; what stood before stands."""


def make_report(
    audit: str,
    workspace: Path | str = ".",
    quiet: bool = False,
    extra: Mapping[str, str] | None = None,
    force: bool = False,
    warm: WarmParent | None = None,
) -> MadeReport:
    """Run an audit's report into `reports/<audit>/rapport.html`; `extra` are further parameters for its notebooks.

    Only what changed since the last run is run, unless `force` asks for all; in forks of `warm`, if a caller has one
    that may be started already. Raises InputError before anything is
    started when the files or the notebooks' parameters are wrong, and AuditlibError when the report cannot be written.
    When a section fails, the others are run and kept and the last good report stays.
    """
    root = find_root(workspace)
    require_audit(root, audit)
    request = Request(root, audit, extra or {}, force, quiet)
    with telling_what_stands(request.folder), nullcontext(warm) if warm else WarmParent(root, audit) as parent:
        last = None if request.force or at_work(request.folder) else request.fresh()
        return last or make(request, parent)


def make(request: Request, warm: WarmParent) -> MadeReport:
    """Make a report that is not fresh, once no other run is at it."""
    if request.force or must_run(request.root, request.audit, request.folder):
        warm.start()
    ready = prepare(request)
    with place_for(request.folder, lambda: say(_WAITING.format(request.audit), request.quiet)) as place:
        if place.waited:
            last = None if request.force else request.fresh()
            if last:
                return last
            ready = prepare(request)
        return make_in(place, request, ready, warm)


_WAITING = "Another run of {} is at work; waiting for it"


def prepare(request: Request) -> Ready:
    """Check an audit and plan its report; raise InputError with all that is wrong."""
    state = read_state(request.root, request.audit)
    loaded = load(request.audit, request.root)
    language = known(request.extra.get("language") or loaded.language)
    sections, found = plan_sections(loaded.inputs, request.extra)
    raise_errors(found)
    told = tuple(each for each in (*loaded.problems, *found) if each.severity is not Severity.NOTE)
    return Ready(loaded.inputs, told, tuple(sections), state, loaded.standing.suspects, language)


def make_in(
    place: Place, request: Request, ready: Ready, warm: WarmParent, wanted: Wanted = lambda: True
) -> MadeReport:
    """Run what changed, and write the report when all sections are good; raise Abandoned when it is not `wanted`."""
    with ready.speech():
        return _make_in(place, request, ready, warm, wanted)


def _make_in(place: Place, request: Request, ready: Ready, warm: WarmParent, wanted: Wanted) -> MadeReport:
    """Do so in the report's language."""
    planned = decide(ready.sections, request.root, place.folder, ready.state, read_record(place.folder), request.force)
    gate = Gate(ready.inputs)
    gate.gather()  # while the warm parent imports
    outcomes = make_sections(planned, place, request, warm, wanted)
    if len(outcomes) < len(planned):
        raise Abandoned("the report is no longer wanted")
    failed = tuple(each.problem for each in outcomes if each.problem)
    warned = [one for each in outcomes for one in undeclared_problems(each.planned.section, each.undeclared)]
    problems = (*ready.problems, *warned, *failed)
    pages = {} if failed else pages_of(ready, outcomes)
    public = {name: page.encode() for name, page in pages.items() if name == REPORT}
    refused = refusal_of(public, gate, ready.suspects)
    if refused:
        del pages[REPORT]
        for name in (REPORT, WORD, PDF):  # what was made from it must not outlive it
            (place.folder / name).unlink(missing_ok=True)
    inputs = {**ready.state.inputs, **declared_hashes(request.root, ready.patterns)}
    state = replace(ready.state, inputs=inputs)
    overtaken = state != read_state(request.root, request.audit, ready.patterns)
    whole = "" if overtaken or refused else state.digest(parameter_hashes(request.extra))
    keep(place, outcomes, pages, Record(whole, {}, ready.patterns, problems), ready.state)
    if refused:
        raise refused
    return MadeReport(place.folder / REPORT, problems, bool(failed), overtaken=overtaken)


def pages_of(ready: Ready, outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Put the sections together; give the finished pages by file name."""
    audit = ready.inputs.audit
    pieces = [(each.planned.section.id, *editions_of(each.fragment)) for each in outcomes]
    return {
        REPORT: assemble(audit, [(section, public) for section, _, public in pieces], internal=False),
        INTERNAL: assemble(audit, [(section, internal) for section, internal, _ in pieces], internal=True),
    }


def make_sections(
    planned: Sequence[Planned], place: Place, request: Request, warm: WarmParent, wanted: Wanted
) -> list[Outcome]:
    """Run the sections that must be, and take the others from the last run, in the order they were planned."""
    outcomes: dict[str, Outcome] = {}
    for each in planned:
        if not each.reasons:
            outcomes[each.section.id] = rendered_again(each, place) if each.edited else as_it_was(each, place)
    todo = [each for each in planned if each.reasons]
    if todo:
        notes = set()
        with progress(len(todo), request.quiet) as finished:
            for result in run_sections(todo, request.root, place.work, warm.start(), finished, wanted):
                outcomes[result.planned.section.id] = executed(result)
                notes.add(result.note)
        for note in sorted(notes - {""}):
            say(f"Run in ordinary kernels, which takes longer: {note}", request.quiet)
    return [outcomes[each.section.id] for each in planned if each.section.id in outcomes]


def reasons_to_run(
    audit: str, workspace: Path | str = ".", extra: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """Give what another run would do, by section, and why; nothing where the last report stands.

    Raises InputError when the files or the notebooks' parameters are wrong.
    """
    root = find_root(workspace)
    require_audit(root, audit)
    request = Request(root, audit, extra or {})
    if request.fresh():
        return {}
    ready = prepare(request)
    planned = decide(ready.sections, root, request.folder, ready.state, read_record(request.folder))
    found = {each.section.id: list(each.reasons) for each in planned if each.reasons}
    edited = [each.section.id for each in planned if each.edited and not each.reasons]
    found |= {id_: ["its prose changed, which needs no running"] for id_ in edited}
    return found or {REPORT: ["it is gone or not as it was written, and is put together again"]}


@contextmanager
def telling_what_stands(folder: Path) -> Iterator[None]:
    """Tell an error of the disk as one of the report, whose last good version is untouched."""
    try:
        yield
    except OSError as error:
        place, why = error.filename or folder, error.strerror or str(error)
        more = "; free some space and run again" if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
        raise AuditlibError(f"cannot write the report: {place}: {why}; the last one is untouched{more}") from error
