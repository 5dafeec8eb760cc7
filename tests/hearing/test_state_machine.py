"""In any order of sending, editing and answering a change is explained or reported, and what was sent stands."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from auditlib.problems import InputError
from auditlib.workbench import check
from tests.builders import AUDIT, nyby_in
from tests.hearing.heard import hearing, response, send

TITLES = {
    "F1": ("Fristen brytes", "Fristen brytes ofte", "Fristen ble brutt"),
    "F2": ("Kontorene ligger spredt", "Spredt"),
}
FINDING = st.sampled_from(sorted(TITLES))


class Hearing(RuleBasedStateMachine):
    """An audit in its hearing."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.nyby = nyby_in(Path(self._folder.name))
        self.titles = {id_: known[0] for id_, known in TITLES.items()}
        self.versions: list[tuple[Path, bytes, dict[str, str]]] = []
        self.answers: dict[str, dict[str, str]] = {}
        self.notes: list[str] = []

    def teardown(self) -> None:
        self._folder.cleanup()

    @precondition(lambda self: len(self.versions) < 3)
    @rule()
    def send(self) -> None:
        number = len(self.versions) + 1
        try:
            path = send(self.nyby, hash_=f"{number:064}")
        except InputError:  # an audit with errors is not loaded, and nothing is sent
            assert self.false_changes() or any(map(self.contradicts, self.answers.values()))
            return
        self.versions.append((path, path.read_bytes(), dict(self.titles)))

    @rule(id_=FINDING, data=st.data())
    def edit(self, id_: str, data: st.DataObject) -> None:
        new = data.draw(st.sampled_from(TITLES[id_]))
        self.nyby.change("findings.yaml", f"title: {self.titles[id_]}\n", f"title: {new}\n")
        self.titles[id_] = new

    @precondition(lambda self: len(self.answers) < 3)
    @rule(id_=FINDING)
    def comment(self, id_: str) -> None:
        self.answers[f"H{len(self.answers) + 1}"] = {
            "about": f"[{id_}]",
            "decision": "open",
            "examined": "",
            "reason": "",
        }
        self.write()

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), decision=st.sampled_from(["kept", "changed"]), changes=st.sampled_from(["", "F1", "F2"]))
    def decide(self, data: st.DataObject, decision: str, changes: str) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.answers)))
        listed = f"[{changes}]" if changes else ""
        about = self.answers[id_]["about"]
        self.answers[id_] = {"about": about, "decision": decision, "changes": listed}
        self.write()

    @precondition(lambda self: len(self.notes) < 2)
    @rule(id_=FINDING)
    def explain(self, id_: str) -> None:
        self.notes.append(id_)
        self.write()

    def write(self) -> None:
        notes = "".join(f"    - {{changes: [{id_}], reason: Ordet var upresist.}}\n" for id_ in self.notes)
        told = [response(id_, **answer) for id_, answer in self.answers.items()]
        self.nyby.write("hearing.yaml", hearing(*told, notes=f"  notes:\n{notes}" if notes else ""))

    def changed(self) -> set[str]:
        return {id_ for _, _, then in self.versions for id_, title in then.items() if self.titles[id_] != title}

    def explained(self) -> list[str]:
        named = [each.get("changes", "").strip("[]") for each in self.answers.values()]
        return [*filter(None, named), *self.notes]

    def false_changes(self) -> set[str]:
        return {id_ for id_ in self.explained() if self.versions and id_ not in self.changed()}

    @invariant()
    def a_change_is_explained_or_reported(self) -> None:
        problems = check(AUDIT, self.nyby.root)[1]
        said = {
            code: [each.message for each in problems if each.code == code] for code in ("H901", "H902", "H903", "H904")
        }
        wrong_form = [each for each in self.answers.values() if self.contradicts(each)]
        assert len(said["H904"]) == len(wrong_form)
        assert len(said["H903"]) == sum(each["decision"] == "open" for each in self.answers.values())
        if wrong_form or any(each.code == "Y105" for each in problems):
            return  # what is sent is compared once the answers are in order
        reported = {message.split(" ")[0] for message in said["H902"]}
        assert reported == self.changed() - set(self.explained())
        assert len(said["H901"]) == sum(id_ in self.false_changes() for id_ in self.explained())

    def contradicts(self, answer: dict[str, str]) -> bool:
        if answer["decision"] == "kept":
            return bool(answer.get("changes"))
        return answer["decision"] == "changed" and bool(self.versions) and not answer.get("changes")

    @invariant()
    def what_was_sent_stands(self) -> None:
        assert all(path.read_bytes() == content for path, content, _ in self.versions)


Hearing.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
Hearing.TestCase.pytestmark = [pytest.mark.slow]
test_hearing = Hearing.TestCase
