"""Which files are heard of. An audit hook stays for good, so each is tried in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = """
import json, os, sys
sys.path.insert(0, {root!r})
from auditlib.engine.opened import record
heard = []
record(os.getcwd(), heard.append)
{code}
print(json.dumps([os.path.relpath(each) for each in heard]))
"""


@pytest.mark.parametrize(
    ("code", "heard"),
    [
        ("open('a.txt').read(); open('a.txt').read()", ["a.txt"]),
        ("open(b'a.txt'); os.open('b.txt', os.O_RDONLY)", ["a.txt", "b.txt"]),
        ("open(os.path.abspath('c/d.txt'))", ["c/d.txt"]),
        ("open('none.txt', 'w').write('x'); open('none.txt').read()", []),
        ("open('a.txt', 'r+'); open('b.txt', 'a+')", ["a.txt", "b.txt"]),
        ("open('a.txt', 'a').write('x')", []),
        ("open('new.txt', 'x'); open('new.txt')", []),
        ("open(os.open('a.txt', os.O_RDONLY)).read()", ["a.txt"]),
        ("open('/etc/hostname'); open(os.devnull); open('../outside.txt', 'w')", []),
        ("os.chdir('c'); open('d.txt'); open('../a.txt'); os.chdir('..')", ["c/d.txt", "a.txt"]),
        ("import sqlite3; sqlite3.connect('data.db'); sqlite3.connect(':memory:')", ["data.db"]),
        ("sys.path.insert(0, 'c'); import module", ["c/module.py"]),
        ("import json.tool, email.message", []),
        ("import pathlib; pathlib.Path('a.txt').read_text(); list(os.scandir('.'))", ["a.txt"]),
    ],
)  # fmt: skip
def test_what_is_heard(tmp_path: Path, code: str, heard: list[str]) -> None:
    folder = tmp_path / "folder"
    (folder / "c").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "c/d.txt", "c/module.py"):
        (folder / name).write_text("1", encoding="utf-8")
    script = SCRIPT.format(root=str(ROOT), code=code)
    command = [sys.executable, "-W", "ignore", "-c", script]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    found = json.loads(said)
    assert [each for each in found if each != ":memory:"] == heard


def test_a_compiled_module_is_its_source(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("x = 1", encoding="utf-8")
    environment = {"PYTHONDONTWRITEBYTECODE": "", "PATH": ""}
    subprocess.run([sys.executable, "-c", "import module"], cwd=tmp_path, env=environment, check=True)
    assert list(tmp_path.glob("__pycache__/*.pyc"))
    script = SCRIPT.format(root=str(ROOT), code="sys.path.insert(0, '.'); import module")
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert json.loads(said) == ["module.py"]
