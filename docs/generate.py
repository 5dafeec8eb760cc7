"""Write the parts of docs/ that come from the code; `make docs` runs it, and tests/test_docs.py fails when they drift.

A page is a function that gives its text, under its path in `PAGES`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from string import Formatter
from typing import Any

import click

from auditlib.audits import Audit
from auditlib.cli import main as command_line
from auditlib.criteria import Criteria, Questions
from auditlib.documents import Document
from auditlib.findings import (
    Assessments,
    Conclusions,
    DeclaredFile,
    Findings,
    FollowUps,
    HearingFile,
    Recommendations,
    Statements,
)
from auditlib.interviews import Codes, Informants, Interview
from auditlib.items import Item
from auditlib.measures.call import Test
from auditlib.measures.library import LIBRARY
from auditlib.municipalities import RegisterFile
from auditlib.problems import KINDS, Kind
from auditlib.rulepacks import ConfirmedFile, RulePack
from auditlib.sources import Source
from auditlib.tables import DataPackage, Indicators, Reviews
from auditlib.tables.fetches import FetchFile

DOCS = Path(__file__).parent
CASES = DOCS.parent / "tests" / "bad_files"

_ROOMS = {
    "F": "Files",
    "Y": "Structure",
    "D": "Dates and law",
    "R": "References",
    "N": "Interview notes",
    "T": "Tables",
    "J": "Judgements and prose",
    "C": "Coverage",
    "P": "Notebooks and runs",
    "S": "Statistics that are fetched",
    "I": "Documents that are taken in",
    "L": "The log",
    "A": "Archives",
    "Q": "Referencing",
    "H": "The hearing and follow-up",
}
_INTRODUCTION = """\
# Problems

`auditlib check` prints one line for each problem, all of them at once, in the order of the files:

```text
file:line:column: CODE what is wrong (what is right) [the place in the file's own words]
```

Lines and columns count from 1; in a table the column is the number of the column. Line 0 is the file as a whole. An
**error** stops a run, a **warning** asks to be mended, and a **note** tells of a gap that the report shows too.

The examples are the cases in `tests/bad_files/`, laid over the example that `auditlib new` makes.
"""
_SCHEMAS: dict[str, type[Item]] = {
    "audit": Audit,
    "questions": Questions,
    "criteria": Criteria,
    "source": Source,
    "informants": Informants,
    "interview": Interview,
    "codes": Codes,
    "document": Document,
    "datapackage": DataPackage,
    "indicators": Indicators,
    "reviews": Reviews,
    "fetch": FetchFile,
    "municipalities": RegisterFile,
    "assessments": Assessments,
    "findings": Findings,
    "conclusions": Conclusions,
    "recommendations": Recommendations,
    "hearing": HearingFile,
    "followup": FollowUps,
    "statements": Statements,
    "declared": DeclaredFile,
    "rulepack": RulePack,
    "confirmed": ConfirmedFile,
}


def problems_page() -> str:
    """Write the catalogue of problems, each with the lines its broken case prints."""
    return "\n".join((_INTRODUCTION, *_problem_parts()))


def _problem_parts() -> Iterator[str]:
    room = ""
    for code, kind in KINDS.items():
        if code[0] != room:
            room = code[0]
            yield f"## {_ROOMS[room]}\n"
        yield from _problem(kind)


def _problem(kind: Kind) -> Iterator[str]:
    """Write one kind: its title, what is printed, what is right, why, and an example."""
    yield f"### {kind.code} {kind.title}\n"
    yield f"- {kind.severity.value.capitalize()}: {_shown(kind.template)}"
    if _says_something(kind.allowed):
        yield f"- What is right: {_shown(kind.allowed)}"
    yield f"- Why: {kind.why}\n"
    lines = example_lines(kind.code)
    if lines:
        yield "\n".join(("```text", *lines, "```\n"))


def _shown(template: str) -> str:
    """Write a message as it is printed, with the names of its placeholders in braces."""
    return "".join(text + (f"{{{name}}}" if name else "") for text, name, _, _ in Formatter().parse(template))


def _says_something(template: str) -> bool:
    """Say whether a message has words of its own, and not only a hint that depends on the place."""
    return any(text.strip() for text, _, _, _ in Formatter().parse(template))


def example_lines(code: str) -> list[str]:
    """Give the lines that the broken case of a code prints for it; none where it has no case."""
    expected = CASES / code / "expected.txt"
    lines = expected.read_text(encoding="utf-8").splitlines() if expected.exists() else []
    return [line for line in lines if not line.startswith("also: ")]


def schema_page(model: type[Item]) -> str:
    """Write the JSON Schema of a file, for completion and checking in an editor."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_as_written(model.model_json_schema())}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _as_written(schema: Any) -> Any:
    """Fit a schema to the files: a key is left out and never null, and a text or a year may look like a number."""
    if isinstance(schema, list):
        return [_as_written(each) for each in schema if each != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    fitted = {key: _as_written(each) for key, each in schema.items() if not _says_nothing(key, each)}
    if len(fitted.get("anyOf", ())) == 1:
        fitted |= fitted.pop("anyOf")[0]
    if fitted.get("type") == "string" and not {"enum", "const", "pattern"} & fitted.keys():
        fitted["type"] = ["string", "number", "boolean"]
    elif str(fitted.get("pattern")).startswith(r"^\d{4}("):
        fitted["type"] = ["string", "integer"]
    return fitted


def _says_nothing(key: str, value: Any) -> bool:
    """Say whether a part of a schema tells no more than the key's own name, or only that it may be left out."""
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)


_WIDTH = 100
_COMMANDS = """\
# Commands

What each command says of itself with `--help`. A command ends with 0 in order, 1 for problems that were found, and 2
for wrong use.
"""


def commands_page() -> str:
    """Write the help of every command."""
    return "\n".join((_COMMANDS, *_command_parts(command_line, "auditlib", None)))


def _command_parts(command: click.Command, name: str, above: click.Context | None) -> Iterator[str]:
    """Write a command's help, and then that of the commands under it, in the order of their names."""
    wide = {**command.context_settings, "terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = click.Context(command, info_name=name, parent=above, **wide)
    if above is not None:
        yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            found = command.get_command(context, each)
            assert found is not None
            yield from _command_parts(found, each, context)


_TESTS = """\
# Tests of figures

What `test:` in `statistics/<audit>/indicators.yaml` can name. Every parameter is the name of a row or a column of the
table unless it says otherwise; `docs/formats.md` has an example, and each result names the source of its method.
"""


def tests_page() -> str:
    """Write the library of tests with what each takes."""
    return "\n".join((_TESTS, *(part for name, test in LIBRARY.items() for part in _test(name, test))))


def _test(name: str, test: Test) -> Iterator[str]:
    """Write one test: what it does, and what it takes."""
    said = (test.run.__doc__ or "").strip().partition("\n")[0]
    yield f"## `{name}`\n\n{said}\n"
    told = {
        "Takes": test.required, "One of": test.one_of, "May take": test.optional,
        "Several names, in a list": test.lists, "Columns of counted cases": test.counted,
    }  # fmt: skip
    lines = [f"- {what}: {_code(names)}" for what, names in told.items() if names]
    lines += [f"- `{each}` is one of {_code(values)}" for each, values in test.choices.items()]
    lines += ["- Needs a criterion with a norm, and decides itself what it speaks for"] * test.needs_norm
    lines += ["- Needs no table"] * (not test.needs_table)
    yield "\n".join(lines) + "\n"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in names)


_FILES = """\
# Keys of the files

What each file may hold, from the models that read it; `docs/formats.md` tells what it means, with examples, and
`docs/schemas/` has the same as JSON Schema for completion in an editor.
"""


def files_page() -> str:
    """Write the keys of every file."""
    return "\n".join((_FILES, *(_file(name, model) for name, model in _SCHEMAS.items())))


def _file(name: str, model: type[Item]) -> str:
    """Write the keys of one file, and of the items in it."""
    schema = _as_written(model.model_json_schema())
    parts = {name: schema, **schema.get("$defs", {})}
    tables = (_keys(title, part) for title, part in parts.items() if "properties" in part)
    return f"## {name} ([schema](../schemas/{name}.json))\n\n" + "\n".join(tables)


def _keys(title: str, part: dict[str, Any]) -> str:
    said = str(part.get("description", "")).partition("\n")[0]
    rows = [
        f"| `{key}` | {'required' if key in part.get('required', ()) else 'optional'} | {_form(value)} |"
        for key, value in part["properties"].items()
    ]
    return f"**{title}** {said}\n\n| key | | form |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _form(value: dict[str, Any]) -> str:
    """Say in a few words what form a value has."""
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{each}`" for each in value["enum"])
    if "anyOf" in value:
        return " or ".join(dict.fromkeys(map(_form, value["anyOf"])))
    kind = value.get("type", "any")
    if kind == "array":
        return f"list of {_form(value['items'])}" if "items" in value else "list"
    if isinstance(kind, list):
        return "date" if "integer" in kind else "text"
    return {"string": "text", "object": "keys with values", "integer": "whole number"}.get(kind, str(kind))


PAGES: dict[Path, Callable[[], str]] = {
    DOCS / "problems.md": problems_page,
    DOCS / "reference" / "commands.md": commands_page,
    DOCS / "reference" / "tests.md": tests_page,
    DOCS / "reference" / "files.md": files_page,
    **{DOCS / "schemas" / f"{name}.json": partial(schema_page, model) for name, model in _SCHEMAS.items()},
}


def main() -> None:
    """Write every page."""
    for path, page in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(), encoding="utf-8")
        print(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
