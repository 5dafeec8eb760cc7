"""pyproject.toml, requirements.lock and environment.yml name the same packages with the same bounds."""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

# conda-forge's name: the name on PyPI, where they differ in more than spelling
CONDA_NAMES = {
    "ibis-duckdb": "ibis-framework",
    "matplotlib-base": "matplotlib",
    "playwright-python": "playwright",
    "python-duckdb": "duckdb",
}
# not on conda-forge, so taken from PyPI in a conda environment too
NOT_ON_CONDA = {"axe-playwright-python", "krippendorff", "resvg-py"}
# what a conda environment needs that is no dependency of the project
CONDA_ONLY = {"python", "pip"}

Bounds = dict[str, SpecifierSet]


class Pin(NamedTuple):
    """One pinned package of the lock; a package has several where they differ by Python version."""

    name: str
    version: Version
    hashes: list[str]
    wanted_by: list[str]


def declared() -> Bounds:
    project = PYPROJECT["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    found: Bounds = {}
    for line in lines:
        requirement = Requirement(line)
        assert requirement.url is None, f"{line}: no addresses"
        name = canonicalize_name(requirement.name)
        assert name not in found, f"{line}: stands twice in pyproject.toml"
        found[name] = requirement.specifier
    return found


def in_environment() -> Bounds:
    found: Bounds = {}
    for item in ENVIRONMENT["dependencies"]:
        if isinstance(item, str):
            name, _, bounds = item.partition(" ")
            name = canonicalize_name(CONDA_NAMES.get(name, name))
            assert name not in found, f"{item}: stands twice in environment.yml"
            found[name] = SpecifierSet(bounds)
    return found


def by_pip() -> Bounds:
    """What environment.yml leaves to pip, less the project itself."""
    lines = [line for item in ENVIRONMENT["dependencies"] if isinstance(item, dict) for line in item["pip"]]
    assert lines.pop() == "-e ."
    return {canonicalize_name(each.name): each.specifier for each in map(Requirement, lines)}


def pins() -> list[Pin]:
    found: list[Pin] = []
    for block in re.split(r"\n(?=[a-zA-Z0-9])", LOCK):
        if match := re.match(r"([A-Za-z0-9._-]+)==(\S+)", block):
            hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})\b", block)
            comments = re.findall(r"^ *# *(?:via *)?(.*)$", block, re.MULTILINE)
            name = canonicalize_name(match[1])
            found.append(Pin(name, Version(match[2]), hashes, [each for each in comments if each]))
        else:
            assert all(line.startswith("#") for line in block.splitlines()), f"not a pin:\n{block[:200]}"
    return found


def test_environment_names_the_packages_of_pyproject() -> None:
    names = [*(in_environment().keys() - CONDA_ONLY), *by_pip()]
    assert sorted(names) == sorted(declared())


def test_environment_has_the_bounds_of_pyproject() -> None:
    environment = in_environment() | by_pip()
    assert {name: environment[name] for name in declared()} == declared()
    assert environment["python"] == SpecifierSet(PYPROJECT["project"]["requires-python"])


def test_environment_takes_from_pip_only_what_conda_forge_lacks() -> None:
    assert by_pip().keys() == NOT_ON_CONDA
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]


def test_the_extras_have_the_bounds_of_what_the_tests_run_with() -> None:
    extras = {name: lines for name, lines in PYPROJECT["project"]["optional-dependencies"].items() if name != "dev"}
    assert extras.keys() == {"cluster", "dask", "pdf"}
    wanted = {canonicalize_name(each.name): each for each in map(Requirement, chain.from_iterable(extras.values()))}
    tested = declared()
    assert wanted.keys() <= tested.keys()
    assert all(wanted[name].specifier == tested[name] for name in wanted)
    assert wanted["ibis-framework"].extras == {"duckdb", "pyspark"}


def test_lock_was_made_for_the_dependencies_of_pyproject() -> None:
    direct = {pin.name for pin in pins() if any("pyproject.toml" in each for each in pin.wanted_by)}
    assert direct == declared().keys(), "run `make lock`"


@pytest.mark.parametrize("name", sorted(declared()))
def test_lock_keeps_within_the_bounds(name: str) -> None:
    versions = [pin.version for pin in pins() if pin.name == name]
    assert versions, "run `make lock`"
    assert [version for version in versions if version not in declared()[name]] == []


def test_every_pin_has_hashes() -> None:
    found = pins()
    assert found
    assert [pin.name for pin in found if not pin.hashes] == []


def test_lock_holds_no_addresses() -> None:
    # names such as httpx and aiohttp are no addresses
    address = re.compile(r"://|\bhttps?:|\bfile:|--(extra-)?index|--find-links|--trusted-host|(?<!\w)[/~]\w")
    assert [line for line in LOCK.splitlines() if address.search(line)] == []


def test_build_backend_is_in_the_lock() -> None:
    # `make` builds without isolation, so that nothing is downloaded without a hash
    locked = {pin.name: pin.version for pin in pins()}
    for line in PYPROJECT["build-system"]["requires"]:
        requirement = Requirement(line)
        assert locked[canonicalize_name(requirement.name)] in requirement.specifier


def test_version_is_told_once() -> None:
    import auditlib

    assert auditlib.__version__ == PYPROJECT["project"]["version"]


def test_package_is_typed() -> None:
    assert (ROOT / "auditlib" / "py.typed").is_file()
    assert "py.typed" in PYPROJECT["tool"]["setuptools"]["package-data"]["auditlib"]
