"""The warm parent: a process that has imported what notebooks import, and forks a kernel each time it is asked.

It has one thread and runs nothing else, so that its forks are like new processes. Started with the descriptors of two
channels: the starter's, whose end is its own end, and the one that drivers ask for kernels over.
"""

from __future__ import annotations

import contextvars
import gc
import importlib
import importlib.metadata
import os
import pickle
import select
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

from auditlib.engine.channel import REFUSED, Channel, join
from auditlib.engine.fresh import Inherited, inherited, silence
from auditlib.engine.guard import guard
from auditlib.engine.opened import record
from auditlib.engine.processes import adopt_orphans, die_with_parent, has_children, leave, open_files, threads

Prepare = tuple[str, str, tuple[Any, ...]]
# What a module imports only when it is used first. `matplotlib_inline`, the kernel's back end, must not be among them:
# it looks for the notebook's shell when it is imported, and would show no figure.
_LATER = {
    "matplotlib.pyplot": (
        "matplotlib.backends.backend_agg",
        "IPython.core.pylabtools",
        *(f"PIL.{kind}ImagePlugin" for kind in ("Bmp", "Gif", "Jpeg", "Png", "Ppm")),
    ),
    "pandas": ("pandas.io.formats.html", "pandas.io.formats.string"),
}

# What ipykernel and IPython import when a kernel starts or ends, and not when they are imported.
_OF_EACH_KERNEL = (
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger", "IPython.core.oinspect",
    "IPython.extensions.storemagic", "pdb", "psutil", "sqlite3", "tornado.platform.asyncio",
)  # fmt: skip


def main(fresh: list[str], control: Channel, requests: Channel) -> None:
    """Be a warm parent until the starter is gone. `fresh` is the path of a new process.

    A kernel runs as many calls deep in here as one of ipykernel's own, so that what recurses too far in a notebook does
    so at the same depth.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave)
    adopt_orphans()
    received = control.receive()
    if received is None:
        leave()
    started_by, imports, prepare = pickle.loads(received[0])
    if started_by:
        die_with_parent(started_by, signal.SIGTERM)
    own, files, variables = os.getpid(), open_files(), dict(os.environ)
    read: set[str] = set()
    why = _import_kernel()
    modules = list(sys.modules)
    why = why or _warm(fresh, imports, prepare, read) or _unsafe(files)
    control.send(pickle.dumps((why, tuple(sorted(read)))))
    origin = inherited(variables, modules)
    gc.freeze()
    gc.enable()
    channel, request = _answer(control, requests, why)
    guard(channel, own)
    contextvars.copy_context().run(_live, channel, request, origin)  # a call from C, as `python -m` makes one


def _warm(fresh: list[str], imports: Sequence[str], prepare: Prepare | None, read: set[str]) -> str:
    """Import and prepare; say what went wrong, if something did. `read` gets the files that preparing reads."""
    path = list(sys.path)
    try:
        sys.path[:] = fresh
        if why := _import_all(imports):
            return why
        sys.path[:] = path
        if prepare is not None:
            module, function, arguments = prepare
            record(os.getcwd(), read.add)
            getattr(importlib.import_module(module), function)(*arguments)
    except Exception as error:
        return f"{type(error).__name__} while preparing: {error}"
    finally:
        sys.path[:] = fresh
    return ""


def _unsafe(before: dict[int, str]) -> str:
    """Say why a fork of this process would not be like a new process, if so."""
    if others := threads():
        return f"threads were started while preparing: {', '.join(sorted(others))}"
    left = [path for descriptor, path in open_files().items() if descriptor not in before]
    return f"files were left open while preparing: {', '.join(sorted(left))}" if left else ""


def _import_kernel() -> str:
    """Import the kernel's own modules; say why they are not those that were compared with ipykernel's, if so."""
    version = importlib.metadata.version("ipykernel")
    try:
        with _overheard():  # the debugger, which nobody uses here, complains of the modules in the interpreter
            importlib.import_module("ipykernel.debugger")
        importlib.import_module("auditlib.engine.kernel")
        for name in _OF_EACH_KERNEL:
            with suppress(ImportError):
                importlib.import_module(name)
    except ImportError as error:
        return f"ipykernel {version} has other parts: {error}"
    return (
        "" if version.startswith("7.") else f"forks of ipykernel {version} were never compared with the kernel itself"
    )


def _import_all(imports: Sequence[str]) -> str:
    """Import modules; one that says something when it is imported has to say it in the notebook."""
    for name in (each for asked in imports for each in (asked, *_LATER.get(asked, ()))):
        with _overheard() as said:
            try:
                importlib.import_module(name)
            except ImportError:
                continue  # the notebook that needs it will say so
        if said:
            return f"importing {name} says: {said[0]}"
    return ""


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """Catch what is written to stdout and stderr meanwhile, by whatever means."""
    said: list[str] = []
    saved, memory = [os.dup(1), os.dup(2)], os.memfd_create("said")
    try:
        os.dup2(memory, 1)
        os.dup2(memory, 2)
        yield said
        sys.stdout.flush()
        sys.stderr.flush()
        said += os.pread(memory, 10_000, 0).decode(errors="replace").split("\n")[:1] if os.fstat(memory).st_size else []
    finally:
        os.dup2(saved[0], 1)
        os.dup2(saved[1], 2)
        for each in (*saved, memory):
            os.close(each)


def _answer(control: Channel, requests: Channel, why: str) -> tuple[Channel, Any]:
    """Fork for each request, until the starter is gone. Returns in the fork, with what was asked and its channel."""
    signal.signal(signal.SIGCHLD, lambda *_: has_children())
    poller = select.poll()
    poller.register(control, select.POLLIN)
    poller.register(requests, select.POLLIN)
    while True:
        ready = {descriptor for descriptor, _ in poller.poll()}
        received = requests.receive() if control.fileno() not in ready else None
        if received is None:
            leave()
        message, descriptors = received
        channel = Channel.inherited(descriptors[0])
        if refusal := why or ", ".join(threads()):
            channel.send(join([REFUSED, refusal.encode()]))
        elif not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            requests.close()
            silence()
            return channel, pickle.loads(message)
        channel.close()


def _live(channel: Channel, request: Any, origin: Inherited) -> NoReturn:
    """Be a kernel; say so when it cannot even begin."""
    import ipykernel_launcher  # type: ignore[import-untyped]

    from auditlib.engine.kernel import run_kernel

    environment, folder, arguments, watched = request
    try:
        if why := origin.unlike(folder):
            channel.send(join([REFUSED, why.encode()]))
            os._exit(0)
        origin.become_fresh(environment, folder, [ipykernel_launcher.__file__, *arguments])
        run_kernel(channel, arguments, watched)
    except BaseException as error:
        channel.send(join([REFUSED, f"a kernel cannot start: {type(error).__name__}: {error}".encode()]))
    os._exit(1)
