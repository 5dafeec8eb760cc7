"""`auditlib new` makes a workspace whole, or nothing."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.calls import AUDIT, call


def test_a_new_workspace_is_in_order(tmp_path: Path) -> None:
    made = call("new", tmp_path / "ws")
    assert made.exit_code == 0
    assert made.output.startswith(f"Made {tmp_path / 'ws'} with the audit {AUDIT}. Next:\n")
    assert call("check", "-w", tmp_path / "ws").exit_code == 0
    assert (tmp_path / "ws" / "notebooks" / "30_problemstilling.ipynb").is_file()
    assert {path.name for path in tmp_path.iterdir()} == {"ws"}
    assert not list(tmp_path.rglob("__pycache__"))


def test_folders_above_it_are_made(tmp_path: Path) -> None:
    assert call("new", tmp_path / "a" / "b" / "ws").exit_code == 0
    assert (tmp_path / "a" / "b" / "ws" / "criteria" / AUDIT / "audit.yaml").is_file()


@pytest.mark.parametrize("kind", ["folder", "file", "empty folder"])
def test_what_is_there_is_left_alone(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "ws"
    if kind == "file":
        target.write_text("mitt", encoding="utf-8")
    else:
        target.mkdir()
        (target / ("mine" if kind == "folder" else ".mine")).write_text("mitt", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    refused = call("new", target)
    assert refused.exit_code == 2
    assert refused.output == f"auditlib: {target} exists already; give a name that is free, for example ws-2\n"
    assert sorted(tmp_path.rglob("*")) == before


def test_the_current_folder_has_a_name_in_the_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"for example {tmp_path.name}-2" in call("new", ".").output


def test_a_file_on_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mitt", encoding="utf-8")
    refused = call("new", tmp_path / "file" / "ws")
    assert refused.exit_code == 2
    assert refused.output.startswith(f"auditlib: cannot make {tmp_path / 'file' / 'ws'}: ")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file"]


@pytest.mark.parametrize("stop", ["copytree", "replace"])
def test_a_place_that_cannot_be_written_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil if stop == "copytree" else os, stop, refuse)
    refused = call("new", tmp_path / "ws")
    assert refused.exit_code == 2
    assert refused.output == f"auditlib: cannot make {tmp_path / 'ws'}: Permission denied\n"
    assert list(tmp_path.iterdir()) == []


def test_the_other_template_has_figures_and_is_in_order(tmp_path: Path) -> None:
    made = call("new", tmp_path / "ws", "--template", "tall")
    assert made.exit_code == 0
    assert made.output.startswith(f"Made {tmp_path / 'ws'} with the audit nyby-tall. Next:\n")
    checked = call("check", "-w", tmp_path / "ws")
    assert checked.exit_code == 0
    assert {line.split()[1] for line in checked.output.splitlines() if ": " in line} == {"C705", "C708"}
    assert not (tmp_path / "ws" / "interviews").exists()
    shared = ("criteria/standards/rsk-001-2020.yaml", ".gitattributes", "notebooks/30_problemstilling.ipynb")
    assert all((tmp_path / "ws" / each).is_file() for each in shared)
    assert list((tmp_path / "ws").rglob("nyby-2024")) == []


@pytest.mark.slow
def test_the_other_template_runs_at_once_and_holds_each_year_against_its_law(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    assert call("new", folder, "--template", "tall").exit_code == 0
    assert call("run", "nyby-tall", "-q", "-w", folder).exit_code == 0
    report = (folder / "reports" / "nyby-tall" / "rapport.html").read_text(encoding="utf-8")
    assert "Kravet i 2022 er høyst 42 dager og er holdt" in report
    assert "Kravet i 2024 er høyst 28 dager og er ikke holdt" in report


def test_an_unknown_template_and_one_for_a_follow_up_are_refused(tmp_path: Path) -> None:
    unknown = call("new", tmp_path / "ws", "--template", "tal")
    assert unknown.exit_code == 2
    assert "'intervjuer', 'tall'" in unknown.output
    both = call("new", "nyby-2026", "--template", "tall", "--follow-up-of", "nyby-2024", "-w", tmp_path)
    assert (both.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "leave out --template" in both.output
