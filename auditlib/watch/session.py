"""One watching of an audit: made once as ever, and after each edit first quickly for the screen, then for good."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from auditlib.problems import AuditlibError, InputError, Problem
from auditlib.report.export import fragment_of
from auditlib.report.keep import Outcome, as_it_was
from auditlib.report.make import Abandoned, MadeReport, Ready, Request, make_in, pages_of, prepare, telling_what_stands
from auditlib.runs.executed import read_notebook, with_prose
from auditlib.runs.place import Place, place_for
from auditlib.runs.record import read_record
from auditlib.runs.warm import WarmParent
from auditlib.runs.why import Planned, decide, executed_name
from auditlib.watch.preview import Forks, Shown
from auditlib.watch.thin import Notebook, is_thin, same, with_outputs
from auditlib.workbench.preloaded import keep

_MAKING, _SETTLING, _MADE = "Lager rapporten …", "Vist foreløpig; kontrolleres …", "Oppdatert"
_WRONG, _FAILED = "Filene har feil; den forrige rapporten står", "En seksjon feilet; den forrige rapporten står"


class Shows(Protocol):
    """A screen."""

    def show(self, status: Mapping[str, Any], pages: Mapping[str, str] | None = None) -> None:
        """Tell what is going on, and show newer pages if there are some."""


@dataclass
class Session:
    """What is known while an audit is watched.

    `proven` holds, for each section that can be shown without a kernel, the code and parameters for which that gave
    what the kernel gave. `patterns` are the files beyond the audit's own that the notebooks declare.
    """

    request: Request
    screen: Shows
    warm: WarmParent
    forks: Forks
    wanted: Callable[[], bool]
    tell: Callable[[str], None]
    proven: dict[str, tuple[str, str]] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    _pages: Mapping[str, str] = field(default_factory=dict)

    def update(self) -> None:
        """Show the report as the files are now, and make it; what is wrong is told and shown."""
        began = time.monotonic()
        try:
            with telling_what_stands(self.request.folder):
                self._update(began)
        except Abandoned:
            return  # the files changed again, and what comes next shows that
        except InputError as error:
            self._say(_WRONG, error.problems)
        except AuditlibError as error:
            self.tell(str(error))
            self.screen.show({"said": str(error), "failed": True})

    def _update(self, began: float) -> None:
        self.screen.show({"said": _MAKING, "failed": False})
        loaded = keep(self.request.audit, self.request.root)
        ready = prepare(self.request)
        if loaded is not None:
            loaded.public  # noqa: B018 - made once, for all forks
        self.patterns = ready.patterns
        with place_for(self.request.folder, lambda: self.tell("Another run is at work; waiting for it")) as place:
            shown = self._preview(ready, place, began)
            made = make_in(place, self.request, ready, self.warm, self.wanted)
            self._settle(ready, made, shown, began)

    def _preview(self, ready: Ready, place: Place, began: float) -> dict[str, Shown]:
        """Show the pages with what the proven sections show now; give what they did."""
        planned = decide(ready.sections, self.request.root, place.folder, ready.state, read_record(place.folder))
        proven = [each for each in planned if self.proven.get(each.section.id) == _code(each)]
        if not any(each.reasons for each in proven):
            return {}
        notebooks = {each.section.id: _current(each, place.folder) for each in proven}
        shown = self.forks.show(notebooks)
        with ready.speech():
            outcomes = [
                _quick(each, notebooks[each.section.id], shown[each.section.id])
                if each.section.id in shown
                else as_it_was(each, place)
                for each in planned
                if each.section.id in shown or (place.folder / executed_name(each.section)).exists()
            ]
            self._pages = pages_of(ready, outcomes)
        self.screen.show({"said": _SETTLING, "failed": False}, self._pages)
        waiting = len(planned) - len(shown)
        self.tell(f"Shown after {time.monotonic() - began:.1f} s; {waiting} sections wait for a kernel")
        return shown

    def _settle(self, ready: Ready, made: MadeReport, shown: Mapping[str, Shown], began: float) -> None:
        """Show what was made for good, and learn which sections can be shown without a kernel."""
        if made.failed:
            self._say(_FAILED, made.problems)
            return
        folder = self.request.folder
        pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))}
        said = {"said": f"{_MADE} {time.strftime('%H.%M.%S')}", "failed": False}
        self.screen.show(said | {"problems": [str(each) for each in made.problems]}, _newer(pages, self._pages))
        self.tell(f"Made after {time.monotonic() - began:.1f} s: {made.path}")
        self._pages = pages
        self._learn(decide(ready.sections, self.request.root, folder, ready.state, read_record(folder)), shown)

    def _learn(self, planned: list[Planned], shown: Mapping[str, Shown]) -> None:
        """Hold what thin sections show here against what their kernels showed."""
        folder = self.request.folder
        executed = {each.section.id: read_notebook(folder / executed_name(each.section)) for each in planned}
        thin = {id_: each for id_, each in executed.items() if id_ not in shown and is_thin(each)}
        found = {**shown, **(self.forks.show(thin) if self.wanted() else {})}
        for each in planned:
            id_ = each.section.id
            self.proven.pop(id_, None)
            if id_ in found and same(executed[id_], found[id_]):
                self.proven[id_] = _code(each)

    def _say(self, said: str, problems: tuple[Problem, ...]) -> None:
        lines = [str(each) for each in problems]
        self.screen.show({"said": said, "failed": True, "problems": lines})
        self.tell("\n".join(lines))


def _quick(planned: Planned, notebook: Notebook, shown: Shown) -> Outcome:
    """Give a section with what it shows now."""
    return Outcome(planned, None, fragment_of(with_outputs(notebook, shown)["cells"]))


def _code(planned: Planned) -> tuple[str, str]:
    return planned.key.code, planned.key.parameters


def _current(planned: Planned, folder: Path) -> Notebook:
    """Give a section's last executed notebook with the prose its source has now."""
    executed = read_notebook(folder / executed_name(planned.section))
    return with_prose(executed, read_notebook(planned.section.notebook.path)) if planned.edited else executed


def _newer(pages: Mapping[str, str], shown: Mapping[str, str]) -> Mapping[str, str] | None:
    """Give pages to show, None when they are on the screen already."""
    return None if dict(pages) == dict(shown) else pages
