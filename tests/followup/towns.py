"""Three made-up audits in one workspace: two earlier ones, and one that follows up the first."""

from datetime import date
from pathlib import Path

from tests.builders import AUDIT, FILES, Nyby, nyby_in

FIRST, SECOND, THIRD = AUDIT, "storvik", "nyby-2026"
BEGUN = date(2026, 1, 5)

RECOMMENDATIONS = """\
recommendations:
  - {id: A1, to: kommunedirektøren, action: svare i tide., deadline: 2025-01-01, responsible: byggesakssjefen,
     findings: [F1]}
  - {id: A2, to: kommunestyret, action: samle kontorene., topics: [kontorplass], findings: [F2]}
"""

FOLLOWED = """\
followup:
  - id: O1
    recommendation: A1
    status: partly
    on: 2026-02-01
    by: revisor
    text: Revisor mener at svarene kommer raskere ({{ D1.u1 }}).
    evidence: [D1.u1]
    earlier: {audit: nyby, title: Svartid i byggesaker, published: 2024-06-01, to: kommunedirektøren,
              action: svare i tide., findings: [{id: F1, title: Fristen brytes}]}
"""


def towns_in(root: Path) -> Nyby:
    """Write the three audits into a folder; give the first."""
    nyby = nyby_in(root)
    nyby.write("recommendations.yaml", RECOMMENDATIONS)
    for path, text in FILES.items():
        if f"/{AUDIT}/" in path:
            nyby.write(path.replace(f"/{AUDIT}/", f"/{SECOND}/"), text)
    storvik = f"criteria/{SECOND}/audit.yaml"
    nyby.change(storvik, "id: nyby\n", f"id: {SECOND}\n")
    nyby.change(storvik, '{name: Nyby, number: "9999"}', '{name: Storvik, number: "9998"}')
    nyby.change(storvik, "published: 2024-06-01", "published: 2021-03")
    nyby.change(storvik, "from: 2023-01-01, to: 2023-12-31", "from: 2020-01-01, to: 2020-12-31")
    for name in ("I01", "I02", "I03", "I04"):
        nyby.change(f"interviews/{SECOND}/{name}.md", "date: 2024-02-12", "date: 2021-01-12")
    nyby.change(f"documents/{SECOND}/D1.yaml", "date: 2024-01", "date: 2021-01")
    return nyby
