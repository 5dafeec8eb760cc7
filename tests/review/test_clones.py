"""Two people reference in two clones, and merge: nothing is lost, nothing conflicts, and both see the same."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.builders import AUDIT, Nyby
from tests.review.made import KARI, OLA, Office

REVIEW = f"findings/{AUDIT}/review"


def git(folder: Path, *arguments: str) -> str:
    """Run git without anybody's own settings."""
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(folder)}
    names = {f"GIT_{who}_{what}": "kari@nyby.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False,
        env={**os.environ, **quiet, **names},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commit(office: Office) -> None:
    """Commit what was said; the log has a merge of its own."""
    git(office.nyby.root, "add", "--", REVIEW, f"findings/{AUDIT}/findings.yaml")
    git(office.nyby.root, "commit", "-q", "--allow-empty", "-m", "referering")


@pytest.fixture
def clones(office: Office, tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Office]:
    """One clone for each of two people, with a round that was started before they parted."""
    office.start()
    git(office.nyby.root, "init", "-q", "-b", "main")
    git(office.nyby.root, "add", "--all", "--", ":!findings/*/log")
    git(office.nyby.root, "commit", "-qm", "alt")
    other = tmp_path_factory.mktemp("clone") / "w"
    git(office.nyby.root, "clone", "-q", ".", str(other))
    return office, Office(Nyby(other))


def merge(into: Office, other: Office) -> None:
    commit(into)
    commit(other)
    git(into.nyby.root, "pull", "-q", "--no-rebase", "--no-edit", str(other.nyby.root), "main")
    git(other.nyby.root, "pull", "-q", "--no-rebase", "--no-edit", str(into.nyby.root), "main")


def test_what_two_people_said_of_the_same_claims_comes_together(clones: tuple[Office, Office]) -> None:
    kari, ola = clones
    kari.agree("F1")
    kari.agree("V1")
    kari.disagree("F2")
    ola.ask("F1", OLA)
    ola.agree("V1", OLA)
    ola.agree("F2", OLA)
    merge(kari, ola)
    assert kari.desk.standing() == ola.desk.standing()
    assert (kari.state("F1"), kari.state("V1"), kari.state("F2")) == ("asked", "agreed", "disagreed")
    assert [each.by for each in sorted(kari.desk.find("V1").signed, key=lambda each: each.by)] == [KARI, OLA]
    assert kari.desk.standing().readers == (KARI, OLA)


def test_a_change_in_one_clone_voids_what_was_agreed_and_signed_in_the_other(clones: tuple[Office, Office]) -> None:
    kari, writer = clones
    kari.agree_with_all()
    kari.sign()
    assert kari.desk.standing().whole
    writer.nyby.change(f"findings/{AUDIT}/findings.yaml", "ventet for lenge", "ventet altfor lenge")
    merge(kari, writer)
    for office in (kari, writer):
        assert {id_ for id_, state in office.states().items() if state == "void"} == {"F1.c1", "F1", "S1", "A1"}
        assert not office.desk.standing().signed
        assert not office.desk.standing().whole


def test_a_disagreement_in_one_clone_stops_the_signature_of_the_other(clones: tuple[Office, Office]) -> None:
    kari, ola = clones
    kari.agree_with_all()
    kari.sign()
    ola.disagree("F1", OLA)
    merge(kari, ola)
    assert kari.state("F1") == "disagreed"
    assert not kari.desk.standing().signed
    ola.settle("F1", OLA)
    merge(kari, ola)
    assert [each.by for each in kari.desk.standing().signed] == [KARI]


def test_the_same_said_at_the_same_time_is_one_file(
    clones: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditlib.review.acts.now", lambda: "2024-05-12T09:30:00Z")
    kari, home = clones
    kari.agree("F1")
    home.agree("F1")
    merge(kari, home)
    assert len([path for path in kari.files if path.name.startswith("F1.kari")]) == 1
    assert kari.state("F1") == "agreed"
