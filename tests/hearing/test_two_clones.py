"""Two people who both send in two clones: git merges, both versions stand, and each can be compared with."""

import shutil
from pathlib import Path

import pytest

import auditlib
from auditlib.hearing import compare, fix, write_sent
from auditlib.log import Act, record
from auditlib.log.verify import verify_log
from auditlib.problems import Severity, UsageError
from auditlib.workbench import check, load
from tests.builders import AUDIT, Nyby
from tests.hearing.heard import DATES
from tests.judged.test_judged_git import git


def sends(root: Path, by: str, on: str, hash_: str) -> str:
    """Send as the command does: the version and an entry in the log, committed."""
    sent = fix(load(AUDIT, root), {"rapport.html": hash_ * 32}, by, on)
    write_sent(sent, root, AUDIT)
    record(root, AUDIT, Act.SENT, by, [sent.id], {"seal": sent.seal, **sent.files})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "sendt", by=by)
    return sent.id


@pytest.fixture
def clones(nyby: Nyby, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    nyby.change("audit.yaml", "published:", f"{DATES}published:")
    attributes = Path(auditlib.__file__).parent / "templates" / "workspace" / ".gitattributes"
    shutil.copyfile(attributes, nyby.root / ".gitattributes")  # as every workspace has them: the log is merged by lines
    git(nyby.root, "init", "-q")
    git(nyby.root, "add", "-A")
    git(nyby.root, "commit", "-qm", "alt")
    kari, ola = (tmp_path_factory.mktemp(name) / "w" for name in ("kari", "ola"))
    for clone in (kari, ola):
        git(nyby.root, "clone", "-q", ".", str(clone))
    return kari, ola


def test_two_who_send_in_two_clones_merge(clones: tuple[Path, Path]) -> None:
    kari, ola = clones
    assert sends(kari, "Kari Nordmann", "2024-04-22", "ab") == "sent-1-kari-nordmann"
    Nyby(ola).change("findings.yaml", "ventet for lenge", "ventet altfor lenge")
    assert sends(ola, "Ola Hansen", "2024-04-23", "cd") == "sent-1-ola-hansen"
    git(kari, "pull", "-q", "--no-rebase", "--no-edit", str(ola), "main")
    assert [str(each) for each in check(AUDIT, kari)[1] if each.severity is Severity.ERROR] == []
    assert verify_log(kari, AUDIT).problems == ()
    a = load(AUDIT, kari)
    assert [each.id for each in a.inputs.sent] == ["sent-1-kari-nordmann", "sent-1-ola-hansen"]
    assert compare(a).sent.id == "sent-1-ola-hansen"
    assert [each.id for each in compare(a, "sent-1-kari-nordmann").items] == ["F1"]
    assert compare(a, "sent-1-ola").items == ()
    with pytest.raises(UsageError, match="`sent-1`; name one: sent-1-kari-nordmann, sent-1-ola-hansen"):
        compare(a, "sent-1")
    assert sends(kari, "Kari Nordmann", "2024-05-02", "ef") == "sent-2-kari-nordmann"
