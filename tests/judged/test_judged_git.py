"""Judgements in git: since which commit something is suspect, and two people judging in two clones."""

import subprocess
from pathlib import Path

from auditlib.judged.since import Commit, History
from auditlib.judged.words import since
from auditlib.problems import Location
from auditlib.workbench.suspects import suspect_rows, suspect_text
from tests.builders import Nyby
from tests.judged.building import judge_all, judged_in, standing, suspects


def git(root: Path, *words: str, by: str = "Kari", on: str = "2024-05-03T10:00:00+00:00") -> str:
    names = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
             for what, value in (("NAME", by), ("EMAIL", "x@nyby.example"), ("DATE", on))}  # fmt: skip
    command = ["git", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", *words]
    done = subprocess.run(command, cwd=root, env={**names, "PATH": "/usr/bin:/bin", "HOME": str(root)}, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return done.stdout


def committed(root: Path) -> Nyby:
    nyby = judged_in(root)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Alt er vurdert")
    return nyby


def commit(root: Path, by: str, on: str) -> str:
    git(root, "commit", "-qam", "endret", by=by, on=on)
    return git(root, "rev-parse", "HEAD")[:10]


def of(rows: list[dict], id_: str, item: str) -> dict:
    found = next(each for each in rows if each["id"] == id_)
    return next(each for each in found["changes"] if each["id"] == item)


def test_a_change_is_dated_by_the_commit_of_its_lines(tmp_path: Path) -> None:
    nyby = committed(tmp_path)
    nyby.change("I04.md", "langt\nfra hverandre", "langt\nfra rådhuset")
    first = commit(tmp_path, "Ola", "2024-05-04T10:00:00+00:00")
    nyby.change("I04.md", "Innledning", "Ny innledning")
    nyby.change("svartid.csv", "Nyby;207;", "Nyby;208;")
    second = commit(tmp_path, "Eva", "2024-05-05T10:00:00+00:00")
    nyby.change("byggesaksloven.yaml", "§ 1-1", "§ 1-2")
    rows = suspect_rows(standing(tmp_path))
    assert of(rows, "V4", "I04.p2")["since"] == {"commit": first, "on": "2024-05-04", "by": "Ola"}
    assert of(rows, "V1", "M1")["since"] == {"commit": second, "on": "2024-05-05", "by": "Eva"}
    assert of(rows, "V3", "byggesaksloven-1-1")["since"] == {"commit": "", "on": "", "by": ""}
    said = suspect_text(standing(tmp_path))
    assert f"Utsagnet I04.p2 er endret ({first} 2024-05-04, Ola)\n" in said
    assert "tekst: Kontorene ligger langt fra [-hverandre.-] {+rådhuset.+}\n" in said
    assert "Bestemmelsen byggesaksloven-1-1 er endret (ikke lagret i git ennå)\n" in said


def test_without_git_a_change_is_dated_by_the_judgement(tmp_path: Path) -> None:
    nyby = judged_in(tmp_path)
    nyby.change("I01.md", "over tolv uker", "over ti uker")
    rows = suspect_rows(standing(tmp_path))
    found = of(rows, "V1", "I01.p1")
    assert found["since"] == {"judged": "2024-05-02"}
    assert found["fields"] == [
        {"field": "text", "before": "Begge ventet over tolv uker.", "after": "Begge ventet over ti uker.",
         "difference": "Begge ventet over [-tolv-] {+ti+} uker."}
    ]  # fmt: skip
    assert "Utsagnet I01.p1 er endret (siden den ble vurdert 2. mai 2024)\n" in suspect_text(standing(tmp_path))


def test_what_no_longer_counts_is_dated_too(tmp_path: Path) -> None:
    nyby = committed(tmp_path)
    nyby.change("I01.md", "criterion=K1 topic=svartid", "topic=svartid")
    commit(tmp_path, "Ola", "2024-05-04T10:00:00+00:00")
    rows = suspect_rows(standing(tmp_path))
    assert of(rows, "V1", "I01.p1") | {"fields": []} == {
        "what": "gone", "kind": "passage", "id": "I01.p1", "fields": [],
        "since": {"commit": git(tmp_path, "rev-parse", "HEAD")[:10], "on": "2024-05-04", "by": "Ola"},
    }  # fmt: skip


def test_git_that_cannot_tell(tmp_path: Path, monkeypatch) -> None:
    assert History(tmp_path).last_change(Location("borte.md", 3)) is None
    committed(tmp_path)
    assert History(tmp_path).last_change(Location("borte.md", 3)) is None
    assert History(tmp_path).last_change(Location("findings/nyby/findings.yaml")) is None
    monkeypatch.setenv("PATH", "")
    assert History(tmp_path).last_change(Location("findings/nyby/findings.yaml", 2)) is None


def test_two_clones_that_judge_different_things_merge(tmp_path: Path) -> None:
    origin = committed(tmp_path / "origin")
    origin.change("I01.md", "over tolv uker", "over ti uker")
    origin.change("I04.md", "Veiledning er nevnt.", "Veiledning er ikke nevnt.")
    commit(origin.root, "Ola", "2024-05-04T10:00:00+00:00")
    clones = [tmp_path / name for name in ("kari", "ola")]
    for clone, ids in zip(clones, (("V1", "F1", "S1", "A1"), ("V3", "F3", "A2")), strict=True):
        git(tmp_path, "clone", "-q", str(origin.root), str(clone))
        assert suspects(clone) == {"V1", "F1", "S1", "A1", "V3", "F3", "A2"}
        judge_all(clone, *ids, on="2024-05-05", by=clone.name)
        commit(clone, clone.name, "2024-05-05T10:00:00+00:00")
    git(clones[0], "pull", "-q", "--no-rebase", "--no-edit", str(clones[1]), "main")
    assert suspects(clones[0]) == set()
    assert {each.by for each in standing(clones[0]).store.stored.values()} == {"Kari", "kari", "ola"}


def test_two_clones_that_judge_the_same_leave_it_to_be_judged_again(tmp_path: Path) -> None:
    origin = committed(tmp_path / "origin")
    clones = [tmp_path / name for name in ("kari", "ola")]
    for clone in clones:
        git(tmp_path, "clone", "-q", str(origin.root), str(clone))
        judge_all(clone, "V2", on="2024-05-05", by=clone.name)
        commit(clone, clone.name, "2024-05-05T10:00:00+00:00")
    git(clones[0], "fetch", "-q", str(clones[1]), "main")
    command = ["git", "-c", "user.name=x", "-c", "user.email=x", "merge", "-q", "FETCH_HEAD"]
    done = subprocess.run(command, cwd=clones[0], capture_output=True, check=False)
    assert done.returncode == 1
    assert suspects(clones[0]) == {"V2"}  # the conflict's marks are no form of a file
    judge_all(clones[0], "V2")
    assert suspects(clones[0]) == set()


def test_a_commit_in_words(tmp_path: Path) -> None:
    judged_in(tmp_path).change("I01.md", "over tolv uker", "over ti uker")
    suspect = standing(tmp_path).suspects["V1"]
    assert since(Commit("abc", "2024-05-04", "Ola"), suspect) == "abc 2024-05-04, Ola"
