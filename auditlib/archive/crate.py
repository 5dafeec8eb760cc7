"""The description of an archive after RO-Crate 1.1: JSON-LD that says what the archive is and what each file is.

No person is named: descriptions are collected and searched by others, and who did what stands in the log, which is in
the archive itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from auditlib import __version__
from auditlib.archive.manifest import MANIFEST
from auditlib.audits import Audit

CRATE = "ro-crate-metadata.json"
CONFORMS_TO = "https://w3id.org/ro/crate/1.1"
_CONTEXT = [f"{CONFORMS_TO}/context", {"sha256": "https://schema.org/sha256"}]
_FORMATS = {
    ".csv": "text/csv", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html", ".ipynb": "application/x-ipynb+json", ".json": "application/json",
    ".jsonl": "application/jsonl", ".lock": "text/plain", ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet", ".pdf": "application/pdf", ".png": "image/png",
    ".svg": "image/svg+xml", ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".yaml": "application/yaml",
}  # fmt: skip
_CONDITIONS = {
    False: "Internal: holds interview notes and working papers that are not public.",
    True: "Public: the published report, its criteria and their sources, without notes and working papers.",
}


def describe(audit: Audit, public: bool, sizes: Mapping[str, int], hashes: Mapping[str, str]) -> bytes:
    """Write the description of an archive; `sizes` in bytes and `hashes` are of its files by their names."""
    names = sorted(hashes)
    files = [_file(name, sizes[name], hashes[name]) for name in names]
    reports = [_id(name) for name in names if name.startswith("reports/") and name.endswith(".html")]
    graph = [
        _descriptor(), _root(audit, public, names),
        {"@id": "#conditions", "@type": "CreativeWork", "name": "Conditions", "description": _CONDITIONS[public]},
        {"@id": "#municipality", "@type": "AdministrativeArea", "name": audit.municipality.name,
         "identifier": audit.municipality.number},
        {"@id": "#auditlib", "@type": "SoftwareApplication", "name": "auditlib", "version": __version__},
        {"@id": "#build", "@type": "CreateAction", "name": "auditlib run", "instrument": {"@id": "#auditlib"},
         "result": reports},
        *files,
        {"@id": MANIFEST, "@type": "File", "name": "SHA-256 of every file", "encodingFormat": "text/plain"},
    ]  # fmt: skip
    said = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    return (said + "\n").encode()


def _descriptor() -> dict[str, Any]:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": CONFORMS_TO},
    }


def _root(audit: Audit, public: bool, names: list[str]) -> dict[str, Any]:
    """Describe the whole; its date is that of the report, never that of the archive."""
    return {
        "@id": "./",
        "@type": "Dataset",
        "identifier": audit.id,
        "name": audit.title + (" (public)" if public else ""),
        "description": audit.purpose,
        "datePublished": str(audit.published),
        "temporalCoverage": f"{audit.period.start}/{audit.period.end}",
        "inLanguage": audit.language,
        "license": {"@id": "#conditions"},
        "about": {"@id": "#municipality"},
        "mentions": {"@id": "#build"},
        "hasPart": [*map(_id, names), {"@id": MANIFEST}],
    }


def _id(name: str) -> dict[str, str]:
    return {"@id": quote(name)}


def _file(name: str, size: int, hash_: str) -> dict[str, Any]:
    """Describe a file."""
    path = PurePosixPath(name)
    return {
        **_id(name),
        "@type": "File",
        "name": path.name,
        "contentSize": str(size),
        "encodingFormat": _FORMATS.get(path.suffix, "application/octet-stream"),
        "sha256": hash_,
    }


def wrong_in(raw: bytes, hashes: Mapping[str, str], sizes: Mapping[str, int]) -> list[str]:
    """Say what a description gets wrong of files by their hashes, and by their sizes where those are given."""
    try:
        content = json.loads(raw.decode())
        entities = {each["@id"]: each for each in content["@graph"]}
        about = entities[CRATE]["about"]["@id"]
        root, version = entities[about], entities[CRATE]["conformsTo"]["@id"]
        described = {each["@id"] for each in root["hasPart"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return [f"it cannot be read as the description of a crate: {type(error).__name__} {error}"]
    wrong = [] if version == CONFORMS_TO else [f"it conforms to {version}"]
    if root.get("@type") != "Dataset":
        wrong.append("its root is no Dataset")
    for name in sorted(hashes):
        entity, id_ = entities.get(quote(name)), quote(name)
        if entity is None or id_ not in described:
            wrong.append(f"it does not describe {name}")
        elif entity.get("sha256") != hashes[name] or (
            name in sizes and entity.get("contentSize") != str(sizes[name])
        ):
            wrong.append(f"its hash or size of {name} is another")
    gone = described - {MANIFEST, *map(quote, hashes)}
    return wrong + [f"it describes {name}, which is not there" for name in sorted(map(str, gone))]
