"""Two coders of the same notes: how far they agree on the passages, and where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from auditlib.files.notes import read_note
from auditlib.interviews import Note, Passage
from auditlib.problems import InputError, Problem, UsageError
from auditlib.stats import Alpha, Disagreement, Kappa, cohens_kappa, krippendorff_alpha

Code = Literal["stance", "criterion", "topic"]
_Codes = Mapping[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two coders agree: on the passages that both coded, and with those that only one of them saw.

    `kappa` is Cohen's over passages both coded, `alpha` Krippendorff's over them, `only_first` and `only_second` name
    what one coder alone has coded, by passage or by its words.
    """

    kappa: Kappa
    alpha: Alpha
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """The passages that were coded differently, with each coder's code."""
        return self.kappa.disagreements

    def _repr_html_(self) -> str:
        """Show both measures in Jupyter."""
        alone = f"<p>Kodet av bare én: {len(self.only_first)} av den første, {len(self.only_second)} av den andre.</p>"
        return f"{self.kappa._repr_html_()}{self.alpha._repr_html_()}{alone}"


def compare_coders(notes: Iterable[Note], second: Path, by: Code = "stance") -> Agreement:
    """Hold an audit's codings against those in a second coder's copies of the notes.

    Passages are the same when their interview and their words are, however the lines are folded. `by` says which code
    is compared. Raises UsageError when the folder has no notes or shares no passage with the audit, InputError for
    notes that cannot be read, and StatsError when both coders used one and the same code.
    """
    first, other = _codes(notes, by), _codes(_read(second), by)
    both = [key for key in first if key in other]
    if not both:
        raise UsageError(f"{second} shares no coded passage with the audit: copy the notes there and code the copies")
    names = [first[key][0] for key in both]
    codes = [[coded[key][1] for key in both] for coded in (first, other)]
    return Agreement(
        cohens_kappa(codes[0], codes[1], names),
        krippendorff_alpha(codes, units=names),
        tuple(name for key, (name, _) in first.items() if key not in other),
        tuple(f"{key[0]}: {key[1]}" for key in other if key not in first),
    )


def _read(folder: Path) -> list[Note]:
    """Read a folder of notes; raise for what is wrong with them."""
    problems: list[Problem] = []
    paths = sorted(folder.glob("*.md"))
    if not paths:
        raise UsageError(f"{folder} has no notes; they are called <id>.md, for example I07.md")
    read = [read_note(path, f"{folder.name}/{path.name}", problems) for path in paths]
    if problems:
        raise InputError(problems)
    return [each.note for each in read if each is not None]


def _codes(notes: Iterable[Note], by: Code) -> _Codes:
    """Give each passage's name and code by its interview and words."""
    passages = (each for note in notes for each in note.passages)
    return {(each.interview, " ".join(each.text.split())): (each.id, _code(each, by)) for each in passages}


def _code(passage: Passage, by: Code) -> str:
    return str(getattr(passage, by)) or "ingen"
