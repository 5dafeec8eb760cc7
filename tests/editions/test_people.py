"""In the public edition informants have no ids or roles, and stand in groups that are large enough."""

from auditlib.claims import parse_reference
from auditlib.editions import public_inputs
from auditlib.editions.people import WITHHELD
from auditlib.mapping import Mapped
from auditlib.mapping.resolve import resolve
from auditlib.measures import measure
from auditlib.workspace import Inputs, read_inputs
from tests.builders import AUDIT, Nyby

MERGED = "  - {id: leder, one: leder, many: ledere, definite: de ansatte lederne, words: [leder, ledere, lederne]"
WORKING_NOTE = "Ring Kari om dette før utsendelse."


def inputs_of(nyby: Nyby) -> Inputs:
    inputs, problems = read_inputs(nyby.root, AUDIT)
    assert inputs is not None, problems
    return inputs


def merge_leaders(nyby: Nyby) -> None:
    nyby.change(f"criteria/{AUDIT}/audit.yaml", MERGED + "}", MERGED + ", merge_into: soker}")


def texts(inputs: Inputs) -> str:
    return repr([getattr(inputs, name) for name in ("audit", "informants", "notes", "findings", "assessments")])


def test_ids_roles_and_interviewers_are_gone(nyby: Nyby) -> None:
    inputs = inputs_of(nyby)
    shown = public_inputs(inputs)
    for each in inputs.informants:
        assert each.id in texts(inputs)
        assert f"'{each.id}'" not in texts(shown)
    assert [each.id for each in shown.informants] == [f"informant-{n}" for n in range(1, len(shown.informants) + 1)]
    assert all(each.role == each.label for each in shown.informants)
    assert {note.interview.interviewer for note in shown.notes} == {""}


def test_everyone_is_still_counted(nyby: Nyby) -> None:
    inputs = inputs_of(nyby)
    shown = public_inputs(inputs)
    before, after = (Mapped(each, measure(each)[0]).tallies.on("K1") for each in (inputs, shown))
    assert (before.asked, len(before.said)) == (after.asked, len(after.said))
    assert [len(note.passages) for note in shown.notes] == [len(note.passages) for note in inputs.notes]


def test_a_small_group_is_counted_with_another(nyby: Nyby) -> None:
    merge_leaders(nyby)
    shown = public_inputs(inputs_of(nyby))
    assert [each.id for each in shown.audit.groups] == ["soker"]
    assert {each.group for each in shown.informants} == {"soker"}
    reference = parse_reference("K1 mixed group=leder")
    assert reference is not None
    said = resolve(reference, Mapped(shown, measure(shown)[0])).said
    assert "leder" not in said
    assert said == "én av de spurte søkerne (1 av 7)"


def test_the_label_of_one_in_a_merged_group_is_the_groups(nyby: Nyby) -> None:
    inputs = inputs_of(nyby)
    labels = {each.label for each in inputs.informants if each.group == "leder"}
    merge_leaders(nyby)
    shown = public_inputs(inputs_of(nyby))
    assert not labels & {each.label for each in shown.informants}
    assert sum(each.label == "søker" for each in shown.informants) == len(labels)


def test_passages_that_are_not_cleared_are_withheld(nyby: Nyby) -> None:
    nyby.change(f"criteria/{AUDIT}/audit.yaml", "passages: cleared", "passages: withheld")
    shown = public_inputs(inputs_of(nyby))
    assert {each.text for note in shown.notes for each in note.passages} == {WITHHELD}


def test_a_note_can_be_withheld_alone(nyby: Nyby) -> None:
    nyby.change(f"interviews/{AUDIT}/I02.md", "method: single", "method: single\npassages: withheld")
    shown = public_inputs(inputs_of(nyby))
    withheld = {note.interview.id for note in shown.notes if all(each.text == WITHHELD for each in note.passages)}
    assert withheld == {"I02"}


def test_working_notes_stay_inside(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "    condition:", f"    internal: {WORKING_NOTE}\n    condition:")
    inputs = inputs_of(nyby)
    assert WORKING_NOTE in texts(inputs)
    assert WORKING_NOTE not in texts(public_inputs(inputs))
