"""Writing files whole: a reader finds the old file or the new one, never a part."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import Any

from papermill.iorw import LocalHandler, papermill_io


def write_whole(path: str, text: str) -> None:
    """Write a file beside its place and move it there; a link is followed."""
    final = os.path.realpath(path)
    folder, name = os.path.split(final)
    beside = os.path.join(folder, f".{name}.{secrets.token_hex(4)}.part")
    try:
        with open(beside, "x", encoding="utf-8") as file:
            file.write(text)
        os.replace(beside, final)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(beside)
        raise


class WholeFile:
    """papermill's handler of one local file, which writes it whole."""

    def __init__(self, local: LocalHandler) -> None:
        self._local = local

    def __getattr__(self, name: str) -> Any:
        """All but writing is papermill's."""
        return getattr(self._local, name)

    def write(self, buf: str, path: str) -> None:
        """Write the file, relative to the folder papermill was called in."""
        folder = os.path.dirname(path)
        with_folder = os.path.join(self._local._cwd or "", path)
        if folder and not os.path.exists(os.path.dirname(with_folder)):
            raise FileNotFoundError(f"output folder {folder} doesn't exist.")
        write_whole(with_folder, buf)


def write_whole_files(path: str | None) -> None:
    """Have papermill write a notebook whole, if it is a local file."""
    if path is None:
        return
    handler = papermill_io.get_handler(path)
    if type(handler) is LocalHandler:
        papermill_io.register(path, WholeFile(handler))
