"""The worked example, run and archived: the same bytes twice, checked by `sha256sum`, restored to the same report."""

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from auditlib import __version__
from auditlib.archive.contents import contents_of
from auditlib.archive.manifest import MANIFEST
from auditlib.archive.verify import verify_archive
from auditlib.archive.write import make_archive
from auditlib.cli import main
from auditlib.leaks import LeakError
from auditlib.log import Act, read_log
from auditlib.problems import UsageError
from auditlib.scaffold import make_workspace
from tests.archive.made import AUDIT, REPORT
from tests.report.made import once

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock() -> None:
    """The real time: the example is run before there is a test."""


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def make_and_run(folder: Path) -> None:
    """Make the worked example and its report, with an unused source beside."""
    made = make_workspace(folder / "workspace").folder
    source = made / "criteria" / "sources" / "serviceerklaring.yaml"
    text = source.read_text(encoding="utf-8").replace("serviceerklaring", "ubrukt")
    (source.parent / "ubrukt.yaml").write_text(text, encoding="utf-8")
    done = call("run", AUDIT, "-q", "-w", str(made), "--as", "Kari Nordmann")
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with its report; read it, never write to it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return once(shared / "archived", make_and_run) / "workspace"


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(made, tmp_path / "workspace"))


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as zipped:
        return zipped.namelist()


def test_two_archives_are_the_same_bytes_whoever_and_whenever(made: Path, own: Path, tmp_path: Path) -> None:
    first = make_archive(made, AUDIT, tmp_path / "en.zip")
    for path in own.rglob("*"):
        os.utime(path, (0, 0))
        path.chmod(0o777)
    second = make_archive(own, AUDIT, tmp_path / "to.zip")
    assert first.hash == second.hash
    assert first.path.read_bytes() == second.path.read_bytes()
    assert verify_archive(first.path).problems == ()


def test_sha256sum_checks_every_file(made: Path, tmp_path: Path) -> None:
    path = make_archive(made, AUDIT, tmp_path / "arkiv.zip").path
    with zipfile.ZipFile(path) as zipped:
        zipped.extractall(tmp_path / "ut")
    command = ["sha256sum", "-c", "--strict", "--quiet", MANIFEST]
    assert subprocess.run(command, cwd=tmp_path / "ut", capture_output=True, check=False).returncode == 0
    lines = (tmp_path / "ut" / MANIFEST).read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(names_in(path)) - 1  # all but the manifest itself
    (tmp_path / "ut" / REPORT).write_text("en annen", encoding="utf-8")
    done = subprocess.run(command, cwd=tmp_path / "ut", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, f"{REPORT}: FAILED\n")


def test_a_restored_workspace_makes_the_same_report_and_the_same_archive(made: Path, tmp_path: Path) -> None:
    first = make_archive(made, AUDIT, tmp_path / "en.zip")
    restored = call("archive", "restore", str(first.path), str(tmp_path / "igjen"))
    assert restored.exit_code == 0, restored.output
    assert "A911" not in restored.output
    shutil.rmtree(tmp_path / "igjen" / "reports")
    done = call("run", AUDIT, "-q", "-w", str(tmp_path / "igjen"))
    assert done.exit_code == 0, done.output
    for name in (REPORT, f"reports/{AUDIT}/rapport-intern.html"):
        assert (tmp_path / "igjen" / name).read_bytes() == (made / name).read_bytes()
    assert make_archive(tmp_path / "igjen", AUDIT, tmp_path / "to.zip").hash == first.hash


def test_an_archive_holds_what_the_report_rests_on_and_nothing_that_was_made_on_the_way(made: Path) -> None:
    names = set(contents_of(made, AUDIT).files)
    inside = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    left_out = {name for name in inside - names if not name.startswith(f"reports/{AUDIT}/.run/")}
    assert left_out == {"criteria/sources/ubrukt.yaml"}
    assert names - inside == {"environment/packages.txt"}
    assert f"reports/{AUDIT}/notebooks/20_metode.ipynb" in names


def test_it_says_what_made_it(made: Path) -> None:
    said = contents_of(made, AUDIT).files["environment/packages.txt"]
    assert isinstance(said, bytes)
    lines = said.decode().splitlines()
    assert lines[0].startswith("# Python 3.")
    assert f"auditlib=={__version__}" in lines
    assert any(line.startswith("pandas==") for line in lines)


def test_the_description_is_a_crate(made: Path, tmp_path: Path) -> None:
    path = make_archive(made, AUDIT, tmp_path / "arkiv.zip").path
    with zipfile.ZipFile(path) as zipped:
        crate = json.loads(zipped.read("ro-crate-metadata.json"))
        contents = {name: zipped.read(name) for name in zipped.namelist()}
    graph = {each["@id"]: each for each in crate["@graph"]}
    assert len(graph) == len(crate["@graph"])  # flattened: each thing stands once
    assert crate["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    descriptor, root = graph["ro-crate-metadata.json"], graph["./"]
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert (descriptor["about"], root["@type"]) == ({"@id": "./"}, "Dataset")
    assert (root["identifier"], root["datePublished"]) == (AUDIT, "2024-06-03")
    assert all(root[name] for name in ("name", "description", "license"))
    parts = {unquote(each["@id"]) for each in root["hasPart"]}
    assert parts == contents.keys() - {"ro-crate-metadata.json"}
    for name in parts - {MANIFEST}:
        entity = graph[name]
        assert entity["@type"] == "File"
        assert entity["contentSize"] == str(len(contents[name]))
        assert entity["sha256"] == hashlib.sha256(contents[name]).hexdigest()
    formats = {each["encodingFormat"] for each in crate["@graph"] if each["@type"] == "File"}
    assert {"text/html", "application/yaml", "text/csv", "application/x-ipynb+json"} <= formats
    assert all(each["@id"] in graph for each in referred(crate["@graph"]) if not each["@id"].startswith("https:"))
    assert graph["#auditlib"]["version"] == __version__
    assert "Kari Nordmann" not in json.dumps(crate, ensure_ascii=False)


def referred(value: object) -> list[dict[str, str]]:
    """Every `{"@id": …}` that stands for something described elsewhere."""
    if isinstance(value, dict):
        inside = [each for part in value.values() for each in referred(part)]
        return [value] if value.keys() == {"@id"} else inside
    return [each for part in value for each in referred(part)] if isinstance(value, list) else []


def test_the_public_variant_holds_what_was_chosen(made: Path, tmp_path: Path) -> None:
    path = make_archive(made, AUDIT, tmp_path / "arkiv.zip", public=True).path
    assert names_in(path) == [
        f"criteria/{AUDIT}/audit.yaml", f"criteria/{AUDIT}/criteria.yaml", f"criteria/{AUDIT}/questions.yaml",
        "criteria/sources/byggesaksloven.yaml", "criteria/sources/serviceerklaring.yaml", "environment/packages.txt",
        MANIFEST, REPORT, "ro-crate-metadata.json",
    ]  # fmt: skip
    found = verify_archive(path)
    assert (found.public, found.audit, found.problems) == (True, AUDIT, ())


def test_a_secret_in_a_criterion_stops_the_public_variant(own: Path, tmp_path: Path) -> None:
    path = own / "criteria" / AUDIT / "criteria.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# spør saksbehandler-1 om fristen\n", encoding="utf-8")
    assert call("run", AUDIT, "-q", "-w", str(own)).exit_code == 0
    with pytest.raises(LeakError, match="informant's id"):
        make_archive(own, AUDIT, tmp_path / "arkiv.zip", public=True)
    assert not (tmp_path / "arkiv.zip").exists()


def test_archiving_is_logged_once_and_is_in_the_archive(own: Path, tmp_path: Path) -> None:
    target, again = str(tmp_path / "en.zip"), str(tmp_path / "to.zip")
    done = call("archive", AUDIT, "-w", str(own), "-o", target, "--as", "Kari Nordmann")
    assert done.exit_code == 0, done.output
    assert call("archive", AUDIT, "-w", str(own), "-o", again, "--as", "Ola Hansen").exit_code == 0
    assert Path(target).read_bytes() == Path(again).read_bytes()
    assert [each.act for each in read_log(own, AUDIT)] == [Act.BUILT, Act.ARCHIVED]
    with zipfile.ZipFile(target) as zipped:
        assert b'"act":"archived"' in zipped.read(f"findings/{AUDIT}/log/log.jsonl")
    restored = call("archive", "restore", target, str(tmp_path / "igjen"), "--as", "Ola Hansen")
    assert restored.exit_code == 0
    last = read_log(tmp_path / "igjen", AUDIT)[-1]
    assert (last.act, last.details["archive"]) == (Act.RESTORED, hashlib.sha256(Path(target).read_bytes()).hexdigest())
    assert call("log", "verify", AUDIT, "-w", str(tmp_path / "igjen")).exit_code == 0


def test_a_report_of_other_files_is_not_archived(own: Path, tmp_path: Path) -> None:
    path = own / "findings" / AUDIT / "findings.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# en endring\n", encoding="utf-8")
    done = call("archive", AUDIT, "-w", str(own), "-o", str(tmp_path / "arkiv.zip"))
    assert (done.exit_code, "auditlib run nyby-2024" in done.output) == (2, True)
    assert not (tmp_path / "arkiv.zip").exists()


def test_a_link_is_not_archived(own: Path, tmp_path: Path) -> None:
    page = own / "reports" / AUDIT / "mer.txt"
    page.symlink_to("/etc/hostname")
    with pytest.raises(UsageError, match="is a link"):
        make_archive(own, AUDIT, tmp_path / "arkiv.zip")


def test_a_failed_archive_leaves_the_last_one(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = make_archive(own, AUDIT, tmp_path / "arkiv.zip").path
    before = target.read_bytes()
    monkeypatch.setattr("auditlib.archive.write.os.fsync", lambda number: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_archive(own, AUDIT, target)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name != "workspace"] == ["arkiv.zip"]


def test_verify_prints_the_hash_of_the_archive(made: Path, tmp_path: Path) -> None:
    path = make_archive(made, AUDIT, tmp_path / "arkiv.zip").path
    hash_ = hashlib.sha256(path.read_bytes()).hexdigest()
    done = call("archive", "verify", str(path))
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, f"sha256: {hash_}")
    said = json.loads(call("archive", "verify", str(path), "--format", "json").output)
    assert (said["audit"], said["sha256"], said["problems"]) == (AUDIT, hash_, [])
    path.write_bytes(path.read_bytes().replace(b"innen", b"etter"))
    assert call("archive", "verify", str(path)).exit_code == 1
