"""The papermill engine `auditlib`: cells run in a fork of a warm parent, everything else is papermill and nbclient."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellExecutionError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args
from traitlets.config import Config

from auditlib.engine import opened
from auditlib.engine.channel import Channel
from auditlib.engine.client import ForkedManager
from auditlib.engine.fits import unfit
from auditlib.engine.nursery import RefusedError, ask
from auditlib.engine.shared import requests_for
from auditlib.engine.whole import write_whole_files

# Systems allow about a hundred bytes for the path of a socket.
_LONGEST_SOCKET = 80
# Where a kernel's command names the file with its ports.
_NO_FILE = os.path.join(tempfile.gettempdir(), "no-ports.json")


@dataclass
class Trace:
    """What a run needs and leaves besides the notebook.

    `folder` is where files that are read are recorded, if it is given, and `requests` the channel to a warm parent, or
    why there is none; by default this process has one of its own. `cells` are the notebook's as they were run, and
    `note` says why they were not run in a fork.
    """

    folder: str = ""
    requests: Channel | str | None = None
    cells: list[Any] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    note: str = ""


class ExactClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, with a kernel that is given, and the truth about each cell.

    papermill 2.7 marks every cell `completed` when the kernel has died or a cell has taken too long, those that were
    never begun among them.
    """

    def __init__(self, manager: NotebookExecutionManager, kernel: ForkedManager | None, **traits: Any) -> None:
        super().__init__(manager, **traits)
        self._kernel = kernel

    def create_kernel_manager(self) -> Any:
        """Give the kernel that was forked, or start one."""
        if self._kernel is None:
            return super().create_kernel_manager()
        self.km = self._kernel
        return self.km

    def papermill_execute_cells(self) -> None:
        """Run the cells in order; the one that ends the run is failed, and those after it stay pending."""
        for index, cell in enumerate(self.nb.cells):
            try:
                self.nb_man.cell_start(cell, index)
                self.execute_cell(cell, index)
            except BaseException as error:
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=error)
                if isinstance(error, CellExecutionError):
                    break
                error.add_note(_where(self.nb.cells, index))
                raise
            finally:
                self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)


def _where(cells: list[Any], index: int) -> str:
    """Say in which cell the run ended, and which cells were not run."""
    later = [str(number) for number, cell in enumerate(cells, 1) if number > index + 1 and cell.cell_type == "code"]
    return f"In cell {index + 1}; not run: {', '.join(later) or 'none'}."


class AuditlibEngine(Engine):  # type: ignore[misc]
    """Run notebooks in forks of a warm parent; where that is not safe, in an ordinary kernel, and say so."""

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool | dict[str, Any] = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        save_cells: bool = True,
        **traits: Any,
    ) -> Any:
        """Run a notebook as papermill's engines do, writing its file whole each time.

        Without `save_cells` it is written once, when all is done.
        """
        write_whole_files(output_path)
        saved = output_path if save_cells else None
        manager = NotebookExecutionManager(nb, saved, log_output, progress_bar, autosave_cell_every)
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, log_output=log_output, **traits)
        except BaseException:
            manager.output_path = output_path
            raise
        finally:
            manager.cleanup_pbar()
            manager.notebook_complete()
        return manager.nb

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        trace: Trace | None = None,
        **traits: Any,
    ) -> None:
        """Run the cells. The arguments are those of papermill's default engine, and one for `auditlib run`."""
        settings = merge_kwargs(
            remove_args(["timeout", "startup_timeout", "input_path"], **traits),
            timeout=execution_timeout or traits.get("timeout"),
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
        )
        trace = trace or Trace()
        trace.cells = list(nb_man.nb.cells)
        try:
            _run_forked(nb_man, trace, settings)
        except RefusedError as refusal:
            trace.note = str(refusal)
            logger.warning(f"An ordinary kernel is used: {refusal}")
            _run_ordinary(nb_man, trace, settings)


def _run_forked(manager: NotebookExecutionManager, trace: Trace, settings: dict[str, Any]) -> None:
    """Run the cells in a fork. Raises RefusedError before anything is run."""
    requests = _requests(manager.nb, trace, settings["kernel_name"])
    arguments = ["-f", _NO_FILE, "--HistoryManager.hist_file=:memory:", *settings.get("extra_arguments", [])]
    environment = {**os.environ, "JPY_PARENT_PID": str(os.getpid())}
    channel, process = ask(requests, environment, arguments, trace.folder)
    kernel = ForkedManager(channel, process)
    try:
        ExactClient(manager, kernel, **settings).execute()
    finally:
        trace.opened |= kernel.opened


def _run_ordinary(manager: NotebookExecutionManager, trace: Trace, settings: dict[str, Any]) -> None:
    """Run the cells in an ordinary kernel, over sockets in a private folder where the system has them."""
    with tempfile.TemporaryDirectory() as private:
        heard = Path(private) / "opened"
        settings = {**settings, "extra_arguments": list(settings.get("extra_arguments", []))}
        if os.name == "posix" and len(private) < _LONGEST_SOCKET and "config" not in settings:
            settings["config"] = Config({"KernelManager": {"transport": "ipc", "ip": f"{private}/kernel"}})
        if trace.folder:
            # by its file: the kernel may not find auditlib on its path
            recorder = f"__import__('runpy').run_path({opened.__file__!r})['record_in']"
            line = f"{recorder}({trace.folder!r}, {str(heard)!r})"
            settings["extra_arguments"].append(f"--IPKernelApp.exec_lines={line}")
        try:
            ExactClient(manager, None, **settings).execute()
        finally:
            if heard.exists():
                trace.opened.update(os.fsdecode(heard.read_bytes()).splitlines())


def _requests(notebook: Any, trace: Trace, kernel_name: str) -> Channel:
    """Give the channel to a warm parent that may run a notebook. Raises RefusedError."""
    if isinstance(trace.requests, str):
        raise RefusedError(trace.requests)
    if why := unfit(notebook, kernel_name):
        raise RefusedError(why)
    return trace.requests or requests_for(notebook)
