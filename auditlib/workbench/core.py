"""Loading an audit with every check, and the object an auditor holds in JupyterLab."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from auditlib.checks.bare import bare_problems
from auditlib.checks.cited import cited_problems
from auditlib.checks.coverage import coverage_problems
from auditlib.checks.figures import figure_problems
from auditlib.checks.followup import followup_problems
from auditlib.checks.hearing import hearing_problems, sent_problems
from auditlib.checks.judgements import judgement_form_problems, judgement_problems
from auditlib.checks.law import law_problems
from auditlib.checks.prose import prose_problems
from auditlib.checks.publication import publication_problems
from auditlib.checks.references import reference_problems
from auditlib.checks.standard import standard_problems
from auditlib.judged import Standing, standing_of
from auditlib.language import Language, known, speaking
from auditlib.mapping import Graph, Mapped, graph_of
from auditlib.measures import measure
from auditlib.problems import Problem, Severity, UsageError, hint_for, raise_errors
from auditlib.workbench.preloaded import held
from auditlib.workbench.views import EvidenceView, Tables, TableView
from auditlib.workspace import Inputs, audit_ids, find_root, read_inputs, require_audit

if TYPE_CHECKING:
    import pandas as pd

    from auditlib.workbench.coders import Agreement, Code


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition's audit twice: mapped in the language of its own words, and in the one that the report speaks."""

    own: Mapped
    spoken: Mapped


class Workbench:
    """One audit: its criteria, interviews, tables, evidence and findings as pandas frames and linked objects.

    Made by `auditlib.load`. Every frame of items has a column `sted` with file and line. The model itself is in
    `.inputs` and `.mapped` for those who want to go further.
    """

    def __init__(
        self, mapped: Mapped, problems: tuple[Problem, ...] | None, language: Language | None = None
    ) -> None:
        """Hold a mapped audit, the warnings and notes of its checks, and the language that its report speaks.

        Without `problems` the checks are made when somebody asks for them.
        """
        self.mapped = mapped
        self.inputs = mapped.inputs
        self._problems = problems
        self.language = language or mapped.language

    def __repr__(self) -> str:
        """Say which audit it is and how much is in it."""
        inputs = self.inputs
        return (
            f"<{inputs.audit.title} ({inputs.audit.id}): {len(inputs.questions)} problemstillinger, "
            f"{len(inputs.criteria)} kriterier, {len(inputs.notes)} intervjuer, {len(self.mapped.register)} bevis, "
            f"{len(inputs.findings)} funn>"
        )

    @cached_property
    def public(self) -> Mapped:
        """The audit as the public edition may show it, mapped anew."""
        from auditlib.editions import public_inputs

        return _mapped(public_inputs(self.inputs), self.mapped.language)

    def speaking(self, language: Language) -> Workbench:
        """Give the workbench whose report speaks a language."""
        if language == self.language:
            return self
        found = copy(self)
        found.language = language
        found.__dict__.pop("editions", None)
        return found

    @cached_property
    def editions(self) -> tuple[Edition, Edition]:
        """What the internal and the public edition are made of."""
        return self._edition(self.mapped), self._edition(self.public)

    def _edition(self, own: Mapped) -> Edition:
        same = self.language == own.language
        return Edition(own, own if same else _mapped(own.inputs, self.language))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The warnings and notes of the checks."""
        return check(self.inputs.audit.id, self.inputs.root)[1] if self._problems is None else self._problems

    @cached_property
    def standing(self) -> Standing:
        """How the judgements stand: which are suspect, and why."""
        return standing_of(self.mapped)

    @cached_property
    def graph(self) -> Graph:
        """What rests on what, both ways."""
        return graph_of(self.mapped)

    @cached_property
    def tables(self) -> Tables:
        """The tables by name, with tab completion: `a.tables["tabell1"]`."""
        return Tables({name: TableView(table) for name, table in self.inputs.tables.items()})

    @property
    def questions(self) -> pd.DataFrame:
        """The questions, one row each."""
        from auditlib.workbench import frames

        return frames.questions(self.mapped)

    @property
    def criteria(self) -> pd.DataFrame:
        """The criteria with requirement, sources, suggested status and the auditor's judgement."""
        from auditlib.workbench import frames

        return frames.criteria(self.mapped)

    @property
    def interviews(self) -> pd.DataFrame:
        """The interviews with informants, method, verification and number of coded passages."""
        from auditlib.workbench import frames

        return frames.interviews(self.mapped)

    @property
    def findings(self) -> pd.DataFrame:
        """The findings with criteria, strength and how much speaks for and against."""
        from auditlib.workbench import frames

        return frames.findings(self.mapped)

    @property
    def measurements(self) -> pd.DataFrame:
        """The measurements with value, interval and outcome."""
        from auditlib.workbench import frames

        return frames.measurements(self.mapped)

    def evidence(self, about: str = "") -> EvidenceView:
        """Give the evidence on a criterion, topic or finding, or all of it.

        Raises UsageError when there is no such thing.
        """
        finding = next((each for each in self.inputs.findings if each.id == about), None)
        if not about:
            return EvidenceView("Alle bevis", tuple(self.mapped.register), self.mapped)
        if finding:
            return EvidenceView(finding.title, self.mapped.ground(finding).all, self.mapped)
        if about in self.mapped.criteria:
            title = f"{about} {self.mapped.criteria[about].title}"
            return EvidenceView(title, tuple(self.mapped.register.on_criterion(about)), self.mapped)
        topics = {each.id: each.title for each in self.inputs.audit.topics}
        if about in topics:
            return EvidenceView(topics[about], tuple(self.mapped.register.on_topic(about)), self.mapped)
        known = [*self.mapped.criteria, *topics, *(each.id for each in self.inputs.findings)]
        raise UsageError(f"there is no criterion, topic or finding `{about}` ({hint_for(about, known)})")

    def matrix(self) -> pd.DataFrame:
        """Give the coverage matrix: criterion x facts, assessment, findings, conclusions, recommendations."""
        from auditlib.workbench import frames

        return frames.matrix(self.mapped)

    def tally(self, about: str, topic: str = "") -> pd.DataFrame:
        """Count, for each group, who was asked about something and what they said.

        Raises UsageError when there is no such criterion or topic.
        """
        topics = [each.id for each in self.inputs.audit.topics]
        for name, there in ((about, [*self.mapped.criteria, *topics]), (topic, ["", *topics])):
            if name not in there:
                raise UsageError(f"there is no criterion or topic `{name}` ({hint_for(name, filter(None, there))})")
        from auditlib.workbench import frames

        return frames.tally(self.mapped, about, topic)

    def agreement(self, folder: Path | str, by: Code = "stance") -> Agreement:
        """Hold the codings against a second coder's copies of the notes in a folder of the workspace.

        Gives Cohen's kappa, Krippendorff's alpha and the passages coded differently, by stance, criterion or topic.
        Raises UsageError, InputError or StatsError as `compare_coders` does. Example:
        `a.agreement("kontrollkoding").disagreements`.
        """
        from auditlib.workbench.coders import compare_coders

        return compare_coders(self.inputs.notes, self.inputs.root / folder, by)


def _mapped(inputs: Inputs, language: Language) -> Mapped:
    """Measure and map inputs that are known to be sound, in a language."""
    with speaking(language):
        return Mapped(inputs, measure(inputs)[0])


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the garbage collector rest: what is read is kept, and looking through it again and again finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collecting()
def check(audit: str, workspace: Path | str = ".") -> tuple[Mapped | None, tuple[Problem, ...]]:
    """Run every check on an audit; give it mapped, or None when errors leave nothing to map.

    A check runs as soon as what it needs is there: judgements are held against evidence when all evidence is sound,
    and the gaps are looked for when everything is. Problems come in the order of their files. Raises UsageError when
    there is no such workspace or audit.
    """
    root = find_root(workspace)
    require_audit(root, audit)
    inputs, problems = read_inputs(root, audit)
    mapped = None
    if inputs is not None:
        with speaking(inputs.audit.language):
            mapped = _checked(inputs, problems)
    unique = dict.fromkeys(problems)
    return mapped, tuple(sorted(unique, key=lambda each: (each.at.file, each.at.line, each.at.column, each.code)))


def _checked(inputs: Inputs, problems: list[Problem]) -> Mapped | None:
    """Add the problems of what could be read; give it mapped unless there are errors."""
    mapped = None
    problems += [*reference_problems(inputs), *publication_problems(inputs), *law_problems(inputs)]
    problems += [*standard_problems(inputs), *cited_problems(inputs)]
    measurements, found = measure(inputs)
    problems += found
    whole = Mapped(inputs, measurements)
    broken = [each.at.file for each in problems if each.severity is Severity.ERROR]
    problems += [*figure_problems(inputs, whole), *judgement_form_problems(inputs), *prose_problems(whole)]
    if all(name.startswith(f"findings/{inputs.audit.id}/") for name in broken):
        problems += [*judgement_problems(whole), *bare_problems(whole)]
    if not broken:
        mapped = whole
        problems += coverage_problems(whole)
        problems += standing_of(whole).problems()
    problems += [*hearing_problems(inputs), *followup_problems(inputs)]
    if not any(each.severity is Severity.ERROR for each in problems):
        problems += sent_problems(whole)
    return mapped


def audits(workspace: Path | str = ".") -> list[str]:
    """Give the ids of the audits in a workspace. Raises UsageError when there is no workspace."""
    return audit_ids(find_root(workspace))


@_without_collecting()
def read_unchecked(audit: str, root: Path) -> Workbench:
    """Load an audit whose checks are another process's, in half the time.

    Raises InputError when its files cannot be read, and any error where what they say does not hold together.
    """
    inputs, problems = read_inputs(root, audit)
    raise_errors(problems)
    assert inputs is not None
    return Workbench(_mapped(inputs, inputs.audit.language), None)


def load(audit: str, workspace: Path | str = ".", language: str = "") -> Workbench:
    """Load an audit for exploring or reporting.

    `audit` is its id, `workspace` a folder in the workspace, and `language` what a report of it speaks: nb, nn or en,
    by default the audit's own. Raises InputError with every error in the files, and UsageError when there is no such
    audit or language. Example: `a = auditlib.load("nyby-2024")`.
    """
    spoken = known(language) if language else None
    loaded = held(audit, find_root(workspace))
    if loaded is None:
        mapped, problems = check(audit, workspace)
        raise_errors(problems)
        assert mapped is not None
        loaded = Workbench(mapped, problems)
    return loaded.speaking(spoken or loaded.language)
