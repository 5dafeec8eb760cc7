"""Archives made to do harm: whatever they hold, verifying says so, and restoring writes nothing."""

import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.archive.entries import Entries
from auditlib.archive.manifest import MANIFEST
from auditlib.archive.restore import restore_archive
from auditlib.archive.verify import verify_archive
from auditlib.problems import InputError, UsageError
from tests.archive.cases import CASES
from tests.archive.made import LOG, NAME, REPORT, content_of, entries_of, entry, put_in, sound, with_changed, without

NAMES = [
    "../rapport.html", "criteria/../../x", "/etc/passwd", "C:/Windows/x", "C:x", "a\\..\\b", "./a", "a//b", "a/.",
    "linje\nskift.yaml", "skjult\u0000.yaml", "\x1b[2J",
]  # fmt: skip


def codes(path: Path) -> set[str]:
    return {each.code for each in verify_archive(path).problems}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    said = name.encode()
    path = put_in(sound(tmp_path), entry("E" * len(said)), b"x")
    path.write_bytes(path.read_bytes().replace(b"E" * len(said), said))  # zipfile itself would mend some names
    found = [each for each in verify_archive(path).problems if each.code in ("A902", "A901")]
    assert found, verify_archive(path).problems
    assert all(str(each).isprintable() for each in found)
    with pytest.raises(InputError):
        restore_archive(path, tmp_path / "igjen")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["findings", NAME]


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_what_is_no_file_is_refused(mode: int, tmp_path: Path) -> None:
    assert codes(put_in(sound(tmp_path), entry("a", mode | 0o777), b"b")) == {"A903"}


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "A903" in codes(put_in(sound(tmp_path), entry("criteria/tom/"), b""))


def test_names_that_some_disks_take_for_one_are_refused(tmp_path: Path) -> None:
    one, other = "statistics/a\u030a.csv", "statistics/\u00e5.csv"
    path = sound(tmp_path, {one: b"1", other: b"2"})
    assert codes(path) == {"A904"}


def test_entries_on_top_of_each_other_are_refused(tmp_path: Path) -> None:
    """Many entries that share the same bytes are how a small zip becomes a huge one."""
    path = put_in(sound(tmp_path), entry("b"), b"x" * 5000)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as zipped:
        first, last = zipped.infolist()[0].header_offset, zipped.infolist()[-1].header_offset
    at = bytes(raw).rindex(struct.pack("<L", last), bytes(raw).rindex(b"PK\x01\x02"))
    raw[at : at + 4] = struct.pack("<L", first)
    path.write_bytes(raw)
    assert codes(path) & {"A909", "A901"}
    assert any("on top of another" in str(each) for each in verify_archive(path).problems)


def test_an_entry_that_is_longer_than_it_says_is_cut_off(tmp_path: Path) -> None:
    path = put_in(sound(tmp_path), entry("b", compress=zipfile.ZIP_DEFLATED), b"x" * 500_000)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(struct.pack("<L", 500_000), struct.pack("<L", 10)))
    assert codes(path) == {"A906"}
    with Entries(path) as entries:
        assert len(entries.content("b") or b"") <= 10


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(content)
    found = verify_archive(path)
    assert not found.sound
    assert {each.code for each in found.problems} <= {"A901", "A908"}


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_cut_off_archive_is_refused(part: float, tmp_path: Path) -> None:
    path = sound(tmp_path)
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * part)])
    assert codes(path) == {"A901"}


def test_an_archive_without_its_manifest_is_refused(tmp_path: Path) -> None:
    assert codes(without(sound(tmp_path), MANIFEST)) == {"A908"}


@pytest.mark.parametrize(
    ("line", "said"),
    [(b"\xff\n", "not UTF-8"), (b"0" * 64 + b"  ../ut\n", "leads out"), (b"0" * 63 + b"  a\n", "no hash and name"),
     (b"0" * 64 + b"  a", "no end")],
)  # fmt: skip
def test_a_line_of_the_manifest_that_is_no_use_is_said(line: bytes, said: str, tmp_path: Path) -> None:
    path = sound(tmp_path)
    path = with_changed(path, MANIFEST, content_of(path, MANIFEST) + line)
    (found,) = [each for each in verify_archive(path).problems if each.code == "A908"]
    assert (found.at.line, said in found.message) == (7, True)


def test_the_log_in_the_archive_is_verified(tmp_path: Path) -> None:
    log = content_of(sound(tmp_path), LOG).replace(b"Kari", b"Karl")
    path = sound(tmp_path, {"findings/x/log/log.jsonl": log}, public=True)
    problems = [each for each in verify_archive(path).problems if each.code.startswith("L")]
    assert [(each.code, each.at.file) for each in problems] == [
        ("L902", f"{NAME}/findings/x/log/log.jsonl"), ("L902", f"{NAME}/findings/x/log/log.jsonl"),
        ("L907", f"{NAME}/findings/x/log/log.jsonl"),
    ]  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_nothing_is_restored_of_a_broken_archive(code: str, tmp_path: Path) -> None:
    path = CASES[code](tmp_path)
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(InputError) as raised:
        restore_archive(path, tmp_path / "igjen" / "her")
    assert code in str(raised.value)
    assert sorted(path.parent.rglob("*")) == before


def test_a_sound_archive_is_restored_byte_for_byte(tmp_path: Path) -> None:
    path = sound(tmp_path)
    folder = restore_archive(path, tmp_path / "igjen").folder
    names = {info.filename: raw for info, raw in entries_of(path)}
    restored = {each.relative_to(folder).as_posix(): each for each in folder.rglob("*") if each.is_file()}
    assert restored.keys() == names.keys() - {MANIFEST, "ro-crate-metadata.json", "environment/packages.txt"}
    assert all(each.read_bytes() == names[name] for name, each in restored.items())
    assert all(stat.S_IMODE(each.stat().st_mode) & 0o111 == 0 for each in restored.values())
    with pytest.raises(UsageError, match="exists already"):
        restore_archive(path, folder)


def test_a_public_archive_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unzip it instead"):
        restore_archive(sound(tmp_path, public=True), tmp_path / "igjen")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_changed_byte_changes_what_is_read(data: st.DataObject, tmp_path: Path) -> None:
    """A byte that nobody reads, such as a time, may be another; every other one is found."""
    path = tmp_path / NAME
    if not path.exists():
        sound(tmp_path)
        (tmp_path / "before").write_bytes(path.read_bytes())
    raw = (tmp_path / "before").read_bytes()
    place, other = data.draw(st.integers(0, len(raw) - 1)), data.draw(st.integers(1, 255))
    path.write_bytes(raw[:place] + bytes([raw[place] ^ other]) + raw[place + 1 :])
    if verify_archive(path).sound:
        changed = [(info.filename, content) for info, content in entries_of(path)]
        assert changed == [(info.filename, content) for info, content in entries_of(tmp_path / "before")]
        assert stat.S_IFMT(next(iter(entries_of(path)))[0].external_attr >> 16) in (0, stat.S_IFREG)


def test_the_report_s_name_is_what_is_archived(tmp_path: Path) -> None:
    found = verify_archive(sound(tmp_path))
    assert (found.audit, found.public, REPORT in found.hashes, found.problems) == ("nyby-2024", False, True, ())
