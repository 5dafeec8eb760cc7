"""The layers of ARCHITECTURE.md hold, rooms stay small, and starting up loads nothing heavy.

Every import counts: at the top, inside a function and under `if TYPE_CHECKING`, for a module that needs the
name of something below it knows about it all the same.
"""

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "auditlib"
MODULES = sorted(PACKAGE.rglob("*.py"))
MODULE_LINES = 300
FUNCTION_LINES = 40
VAGUE = {"util", "utils", "helper", "helpers", "common", "commons", "manager", "managers"}
# the package's face: stands in no layer, and is no way around them
FACE = {"__init__", "__main__"}
# what starting the command line must not load
HEAVY = {
    "IPython",
    "ipykernel",
    "jupyter_client",
    "jupyter_core",
    "jupyterlab",
    "matplotlib",
    "nbconvert",
    "nbformat",
    "numpy",
    "pandas",
    "papermill",
    "pydantic",
    "scipy",
    "seaborn",
    "yaml",
}


@dataclass(frozen=True)
class Layers:
    """The block of ARCHITECTURE.md: on which line each word stands, and who leans on a neighbour."""

    level: dict[str, int]
    supports: set[tuple[str, str]] = field(default_factory=set)

    def allow(self, importer: str, imported: str) -> bool:
        if importer == imported or (importer, imported) in self.supports:
            return True
        return self.level[imported] < self.level[importer]


def read_layers(text: str) -> Layers:
    """Read the one code block marked `layers`: words in order, `a -> b` lines between them."""
    blocks = re.findall(r"^```layers\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1, "ARCHITECTURE.md needs one code block that opens with ```layers"
    level: dict[str, int] = {}
    supports: set[tuple[str, str]] = set()
    for number, line in enumerate(blocks[0].splitlines()):
        if "->" in line:
            importer, imported = (part.strip() for part in line.split("->"))
            supports.add((importer, imported))
            continue
        for word in line.split():
            assert word not in level, f"{word} stands twice in the layers"
            level[word] = number
    check_supports(level, supports)
    return Layers(level, supports)


def check_supports(level: dict[str, int], supports: set[tuple[str, str]]) -> None:
    for importer, imported in supports:
        assert {importer, imported} <= level.keys(), f"{importer} -> {imported}: not both are layers"
        assert level[importer] == level[imported], f"{importer} -> {imported}: not on one line"
    leaning: dict[str, set[str]] = {}
    for importer, imported in supports:
        leaning.setdefault(importer, set()).add(imported)
    tuple(graphlib.TopologicalSorter(leaning).static_order())  # CycleError where two lean on each other


def dotted(path: Path, package: Path = PACKAGE) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(name: str) -> str:
    """The word a module stands under: `auditlib.stats.rates` under `stats`; the package itself under ''."""
    return name.partition(".")[2].partition(".")[0]


def imports(tree: ast.AST, module: str, *, is_package: bool) -> Iterator[tuple[int, str]]:
    """Every `auditlib…` name that a module imports, with its line."""
    home = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.Call):
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = home[: len(home) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            names = list(imported_by_name(node))
        yield from ((node.lineno, name) for name in names if name.split(".")[0] == "auditlib")


def imported_by_name(call: ast.Call) -> Iterator[str]:
    """What `importlib.import_module("auditlib.x")` and `__import__` load."""
    if ast.unparse(call.func).rpartition(".")[2] in {"import_module", "__import__"}:
        for argument in call.args[:1]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def wrong_imports(source: str, path: Path, layers: Layers, package: Path = PACKAGE) -> list[str]:
    module = dotted(path, package)
    importer = layer_of(module)
    if importer not in layers.level:
        return [f"{module}: stands in no layer of ARCHITECTURE.md"]
    wrong = []
    for line, name in imports(ast.parse(source), module, is_package=path.name == "__init__.py"):
        imported = layer_of(name)
        if imported == "__version__":
            continue
        if imported not in layers.level:
            wrong.append(f"{module}:{line}: {name} is in no layer of ARCHITECTURE.md")
        elif not layers.allow(importer, imported):
            wrong.append(f"{module}:{line}: {importer} may not import {imported}")
    return wrong


def long_functions(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            size = node.end_lineno - node.lineno + 1
            if size > FUNCTION_LINES:
                found.append(f"{node.name}: {size} lines")
    return found


def source_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def per_module(path: Path) -> str:
    return dotted(path)


LAYERS = read_layers(source_of(ROOT / "ARCHITECTURE.md"))
LAYERED = [path for path in MODULES if path.parent != PACKAGE or path.stem not in FACE]


@pytest.mark.parametrize("path", LAYERED, ids=per_module)
def test_imports_only_from_layers_above(path: Path) -> None:
    wrong = wrong_imports(source_of(path), path, LAYERS)
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", MODULES, ids=per_module)
def test_rooms_are_small(path: Path) -> None:
    source = source_of(path)
    assert len(source.splitlines()) <= MODULE_LINES
    assert long_functions(source) == []


@pytest.mark.parametrize("path", MODULES, ids=per_module)
def test_names_say_something(path: Path) -> None:
    assert VAGUE.isdisjoint(path.relative_to(PACKAGE).with_suffix("").parts)


def test_every_layer_is_there() -> None:
    names = {path.name for path in PACKAGE.iterdir()}
    gone = [word for word in LAYERS.level if not {word, f"{word}.py"} & names]
    assert not gone, f"in ARCHITECTURE.md, but not under auditlib/: {gone}"


# --- the rules themselves, on made-up modules ---

MADE_UP = """
```layers
base
left right middle
left -> right
top
```
"""


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("top.py", "from auditlib import base\nfrom auditlib.left import x\nimport auditlib.right", None),
        ("top/deep.py", "from .other import x\nfrom ..base import y\nfrom .. import left", None),
        ("top/__init__.py", "from .deep import x\nfrom . import other", None),
        ("left.py", "from auditlib.right import x", None),
        ("base.py", "import json\nfrom pathlib import Path\nfrom auditlib import __version__", None),
        ("right.py", "from auditlib.left import x", "auditlib.right:1: right may not import left"),
        ("left.py", "from auditlib import middle", "auditlib.left:1: left may not import middle"),
        ("base.py", "def f():\n    import auditlib.top.deep", "auditlib.base:2: base may not import top"),
        ("base.py", "if TYPE_CHECKING:\n    from .top import x", "auditlib.base:2: base may not import top"),
        ("base/in.py", "from ..top import x", "auditlib.base.in:1: base may not import top"),
        ("base/__init__.py", "from .. import top", "auditlib.base:1: base may not import top"),
        ("base.py", "import_module('auditlib.top')", "auditlib.base:1: base may not import top"),
        ("top.py", "from auditlib import load", "auditlib.top:1: auditlib.load is in no layer"),
        ("top.py", "import auditlib", "auditlib.top:1: auditlib is in no layer"),
        ("loose.py", "", "auditlib.loose: stands in no layer"),
    ],
)
def test_the_rule_for_imports(module: str, source: str, complaint: str | None) -> None:
    package = Path("auditlib")
    found = wrong_imports(source, package / module, read_layers(MADE_UP), package)
    assert len(found) == (0 if complaint is None else 1)
    assert all(each.startswith(complaint or "") for each in found)


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ("base\nbase", "base stands twice"),
        ("base\ntop\ntop -> base", "top -> base: not on one line"),
        ("base\nbase -> gone", "base -> gone: not both are layers"),
    ],
)
def test_the_block_is_checked(block: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        read_layers(f"```layers\n{block}\n```\n")


def test_neighbours_do_not_lean_on_each_other() -> None:
    with pytest.raises(graphlib.CycleError):
        read_layers("```layers\na b\na -> b\nb -> a\n```\n")


def test_the_rule_for_functions() -> None:
    fits = "def fits():\n" + "    pass\n" * (FUNCTION_LINES - 1)
    grown = "class A:\n    async def grown(self):\n" + "        pass\n" * FUNCTION_LINES
    assert long_functions(fits + grown) == [f"grown: {FUNCTION_LINES + 1} lines"]


# --- what starting up loads ---


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has after running the code."""
    script = f"import sys\n{code}\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name.split(".")[0] for name in done.stderr.splitlines()[-1].split()}


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = loaded_by("import auditlib; dir(auditlib)")
    assert "auditlib" in loaded
    assert loaded & HEAVY == set()


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_by(
        "import runpy\n"
        "sys.argv = ['auditlib', '--help']\n"
        "try:\n"
        "    runpy.run_module('auditlib', run_name='__main__')\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code"
    )
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_the_face_of_the_package() -> None:
    import auditlib

    assert auditlib.__all__ == sorted(auditlib.__all__)
    assert set(auditlib.__all__) <= set(dir(auditlib))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = auditlib.nothing
