"""An audit laid out for referencing, and short ways of saying things in it."""

from dataclasses import dataclass
from pathlib import Path

from auditlib.review import MarkKind
from auditlib.review.acts import answer, judge, settle, sign, start
from auditlib.review.desk import Desk, desk_of
from tests.builders import AUDIT, Nyby

KARI, OLA, WRITER = "Kari Nordmann", "Ola Hansen", "Per Skriver"


def written_by(nyby: Nyby, writer: str = WRITER) -> None:
    """Give all assessments a writer with a name."""
    path = nyby.root / f"findings/{AUDIT}/assessments.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("by: revisor", f"by: {writer}"), encoding="utf-8")


@dataclass(frozen=True)
class Office:
    """What people do with the audit; each act reads the files anew, as each command does."""

    nyby: Nyby

    @property
    def desk(self) -> Desk:
        return desk_of(self.nyby.mapped())

    def start(self, name: str = "", by: str = KARI) -> str:
        return start(self.desk, by, name)

    def agree(self, id_: str, by: str = KARI) -> None:
        judge(self.desk, id_, MarkKind.AGREE, by)

    def disagree(self, id_: str, by: str = KARI, reason: str = "Det står ikke i notatet") -> None:
        judge(self.desk, id_, MarkKind.DISAGREE, by, reason)

    def ask(self, id_: str, by: str = KARI, reason: str = "Hvem er spurt?") -> None:
        judge(self.desk, id_, MarkKind.ASK, by, reason)

    def answer(self, id_: str, by: str = WRITER, text: str = "Nå er det rettet") -> None:
        answer(self.desk, id_, text, by)

    def settle(self, id_: str, by: str = KARI) -> None:
        settle(self.desk, id_, by)

    def sign(self, by: str = KARI) -> None:
        sign(self.desk, by)

    def state(self, id_: str) -> str:
        return str(self.desk.find(id_).state)

    def states(self) -> dict[str, str]:
        return {each.id: str(each.state) for each in self.desk.standing().subjects}

    def agree_with_all(self, by: str = KARI) -> None:
        for each in self.desk.standing().open:
            judge(self.desk, each.id, MarkKind.AGREE, by)

    @property
    def files(self) -> list[Path]:
        return sorted((self.nyby.root / f"findings/{AUDIT}/review").rglob("*.yaml"))
