"""How many sections run at once."""

from pathlib import Path

import pytest

from auditlib.runs import capacity
from auditlib.runs.capacity import workers

GIB = 2**20  # in the kilobytes of /proc/meminfo


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with eight cores and 16 GiB free, outside any container."""
    monkeypatch.setattr(capacity, "cores", lambda: 8)
    monkeypatch.setattr(capacity, "_MEMORY", tmp_path / "meminfo")
    monkeypatch.setattr(capacity, "_CONTAINER", tmp_path / "cgroup")
    (tmp_path / "meminfo").write_text(f"MemTotal: {32 * GIB} kB\nMemAvailable: {16 * GIB} kB\n", encoding="ascii")
    (tmp_path / "cgroup").mkdir()
    return tmp_path


def contain(machine: Path, limit: str, used: int, kept: int) -> None:
    for name, text in (("max", limit), ("current", str(used)), ("stat", f"anon 3\ninactive_file {kept}\n")):
        (machine / "cgroup" / f"memory.{name}").write_text(f"{text}\n", encoding="ascii")


@pytest.mark.parametrize(("sections", "expected"), [(1, 1), (3, 3), (14, 8), (0, 1)])
def test_never_more_than_sections_or_cores(machine: Path, sections: int, expected: int) -> None:
    assert workers(sections) == expected


@pytest.mark.parametrize(("free", "expected"), [(2 * GIB, 8), (GIB, 4), (GIB // 2, 2), (0, 1)])
def test_never_more_than_fit_in_memory(machine: Path, free: int, expected: int) -> None:
    (machine / "meminfo").write_text(f"MemAvailable: {free} kB\n", encoding="ascii")
    assert workers(14) == expected


@pytest.mark.parametrize(
    ("limit", "used", "kept", "expected"),
    [("max", 0, 0, 8), (str(2**30), 2**29, 0, 2), (str(2**30), 2**29, 2**28, 3), (str(2**30), 2**31, 0, 1)],
)
def test_a_container_s_limit_counts(machine: Path, limit: str, used: int, kept: int, expected: int) -> None:
    contain(machine, limit, used, kept)
    assert workers(14) == expected


@pytest.mark.parametrize("text", ["", "MemFree: 3 kB\n", "MemAvailable: x kB\n", "MemAvailable:\n"])
def test_a_system_that_does_not_say_bounds_nothing(machine: Path, text: str) -> None:
    (machine / "meminfo").write_text(text, encoding="ascii")
    assert workers(14) == 8
    (machine / "meminfo").unlink()
    assert workers(14) == 8


def test_this_machine_has_cores_and_memory() -> None:
    assert capacity.cores() >= 1
    free = capacity.free_memory()
    assert free is None or free > 0
