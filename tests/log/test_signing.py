"""Signatures: whose they are, that they are there, and what cannot be checked."""

import shutil
import subprocess
from pathlib import Path

import pytest

from auditlib.log import Act, Entry, log_folder, record
from auditlib.log.signing import fingerprint_of, key_for
from auditlib.log.verify import verify_log
from auditlib.problems import UsageError
from tests.log.made import AUDIT, NAME, add, git

KARI, OLA = "Kari Nordmann", "Ola"


def make_key(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True)
    return path


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, Path]:
    """A key of each person, and the file that says so."""
    made = {KARI: make_key(tmp_path / "kari"), OLA: make_key(tmp_path / "ola")}
    folder = log_folder(tmp_path, AUDIT)
    folder.mkdir(parents=True)
    lines = [f'"{name}" {(path.with_suffix(".pub")).read_text(encoding="utf-8")}' for name, path in made.items()]
    (folder / "allowed_signers").write_text("".join(lines), encoding="utf-8")
    return made


def sign(root: Path, name: str, key: Path) -> Entry:
    return record(root, AUDIT, Act.SIGNED, name, ["F1"], key=key)


def codes(root: Path) -> list[str]:
    return [each.code for each in verify_log(root, AUDIT).problems]


def test_who_signed_is_counted(tmp_path: Path, keys: dict[str, Path]) -> None:
    add(tmp_path)
    made = sign(tmp_path, KARI, keys[KARI])
    sign(tmp_path, OLA, keys[OLA])
    found = verify_log(tmp_path, AUDIT)
    assert found.problems == ()
    assert (found.signed.by, found.signed.unsigned, found.signed.unchecked) == ({KARI: 1, OLA: 1}, 1, 0)
    printed = subprocess.run(["ssh-keygen", "-lf", str(keys[KARI])], capture_output=True, text=True, check=True).stdout
    assert made.key == printed.split()[1]


def test_a_signature_can_be_checked_by_hand(tmp_path: Path, keys: dict[str, Path]) -> None:
    made = sign(tmp_path, KARI, keys[KARI])
    folder = log_folder(tmp_path, AUDIT)
    done = subprocess.run(
        ["ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", KARI, "-n", "auditlib-log",
         "-s", f"signatures/{made.hash}.sig"],
        cwd=folder, input=made.hash.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_another_person_s_key_is_wrong(tmp_path: Path, keys: dict[str, Path]) -> None:
    sign(tmp_path, KARI, keys[OLA])
    (found,) = verify_log(tmp_path, AUDIT).problems
    assert str(found).startswith(f"{NAME}/log.jsonl:1:43: L910 Ola has signed what Kari Nordmann is said to have done")


def test_a_key_of_nobody_is_wrong(tmp_path: Path, keys: dict[str, Path]) -> None:
    sign(tmp_path, KARI, make_key(tmp_path / "stranger"))
    (found,) = verify_log(tmp_path, AUDIT).problems
    assert "L910 no key of Kari Nordmann has made the signature" in str(found)


def test_a_signature_of_another_entry_is_wrong(tmp_path: Path, keys: dict[str, Path]) -> None:
    first, second = sign(tmp_path, KARI, keys[KARI]), sign(tmp_path, KARI, keys[KARI])
    folder = log_folder(tmp_path, AUDIT) / "signatures"
    shutil.copyfile(folder / f"{first.hash}.sig", folder / f"{second.hash}.sig")
    assert codes(tmp_path) == ["L910"]


def test_a_signature_that_is_gone_is_missed(tmp_path: Path, keys: dict[str, Path]) -> None:
    made = sign(tmp_path, KARI, keys[KARI])
    (log_folder(tmp_path, AUDIT) / "signatures" / f"{made.hash}.sig").unlink()
    assert codes(tmp_path) == ["L909"]


def test_a_removed_entry_leaves_its_signature(tmp_path: Path, keys: dict[str, Path]) -> None:
    add(tmp_path)
    folder = log_folder(tmp_path, AUDIT)
    kept = {name: (folder / name).read_bytes() for name in ("log.jsonl", "heads")}
    sign(tmp_path, KARI, keys[KARI])
    for name, raw in kept.items():
        (folder / name).write_bytes(raw)
    assert codes(tmp_path) == ["L912"]


def test_without_allowed_signers_nothing_is_checked_and_it_says_so(tmp_path: Path, keys: dict[str, Path]) -> None:
    sign(tmp_path, KARI, keys[KARI])
    (log_folder(tmp_path, AUDIT) / "allowed_signers").unlink()
    found = verify_log(tmp_path, AUDIT)
    assert [each.code for each in found.problems] == ["L911"]
    assert (found.signed.by, found.signed.unchecked) == ({}, 1)


def test_without_ssh_keygen_nothing_is_checked_and_it_says_so(
    tmp_path: Path, keys: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(tmp_path, KARI, keys[KARI])
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = verify_log(tmp_path, AUDIT).problems
    assert "L911" in str(found)
    assert "apt-get install openssh-client" in str(found)
    with pytest.raises(UsageError, match="openssh-client"):
        sign(tmp_path, KARI, keys[KARI])


def test_a_key_that_is_not_valid_any_more_still_counts_for_what_it_signed_then(
    tmp_path: Path, keys: dict[str, Path]
) -> None:
    sign(tmp_path, KARI, keys[KARI])  # 2024-05-12
    signers = log_folder(tmp_path, AUDIT) / "allowed_signers"
    public = keys[KARI].with_suffix(".pub").read_text(encoding="utf-8")
    for until, expected in (("20240601", []), ("20240401", ["L910"])):
        signers.write_text(f'"{KARI}" valid-before="{until}" {public}', encoding="utf-8")
        assert codes(tmp_path) == expected


@pytest.mark.parametrize("literal", [True, False])
def test_git_s_key_signs_where_git_signs_with_ssh(literal: bool, tmp_path: Path, keys: dict[str, Path]) -> None:
    git(tmp_path, "init", "-q")
    public = keys[KARI].with_suffix(".pub").read_text(encoding="utf-8").strip()
    git(tmp_path, "config", "user.signingkey", f"key::{public}" if literal else str(keys[KARI]))
    assert key_for(None, tmp_path) is None
    git(tmp_path, "config", "gpg.format", "ssh")
    found = key_for(None, tmp_path)
    assert found is not None
    assert found.fingerprint == fingerprint_of(public)
    if literal:  # its private half is in an agent, and there is none
        with pytest.raises(UsageError, match="cannot sign"):
            add(tmp_path, KARI)
        assert not (log_folder(tmp_path, AUDIT) / "heads").exists()
    else:
        assert add(tmp_path, KARI).key == found.fingerprint
        assert codes(tmp_path) == []


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tekst").write_text("ikke en nøkkel\n", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be read as a key"):
        key_for(tmp_path / "tekst", tmp_path)
    with pytest.raises(UsageError, match="ssh-keygen -t ed25519"):
        key_for(tmp_path / "borte", tmp_path)


def test_a_key_without_its_public_half_beside_it(tmp_path: Path, keys: dict[str, Path]) -> None:
    keys[KARI].with_suffix(".pub").unlink()
    assert sign(tmp_path, KARI, keys[KARI]).key.startswith("SHA256:")
    assert codes(tmp_path) == []
