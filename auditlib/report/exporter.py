"""`jupyter nbconvert --to auditreport`: one executed notebook as a page that looks and works as the report does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import Bool, default

from auditlib.audits import Audit
from auditlib.language import known, speaking
from auditlib.problems import AuditlibError
from auditlib.report.assemble import assemble
from auditlib.report.export import editions_of, fragment_of
from auditlib.workspace import find_root, read_inputs, require_audit


class AuditReportExporter(Exporter):
    """Writes an executed section as one HTML file, in the public edition unless `internal` is set.

    The notebook names its audit in its parameters cell or in what papermill put after it. Raises AuditlibError when it
    does not, and UsageError when there is no such audit here.
    """

    export_from_notebook = "Audit report"
    output_mimetype = "text/html"
    internal = Bool(False, help="Write the internal edition, which has working notes.").tag(config=True)

    @default("file_extension")
    def _html(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters give text too
        self, nb: Any, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Give the page of a notebook node."""
        notebook, resources = super().from_notebook_node(nb, resources, **kwargs)
        metadata = resources.get("metadata", {})
        root = find_root(metadata.get("path") or ".")
        name = _audit_of(notebook)
        require_audit(root, name)
        inputs, problems = read_inputs(root, name)
        if inputs is None:
            raise AuditlibError("\n".join(str(each) for each in problems))
        own = inputs.audit.language
        with speaking(known(_parameters(notebook).get("language") or own), own):
            return self._page(notebook, inputs.audit, str(metadata.get("name") or "10")), resources

    def _page(self, notebook: Any, audit: Audit, section: str) -> str:
        """Make the page of a section in the language that is spoken."""
        internal, public = editions_of(fragment_of(notebook["cells"]))
        piece = internal if self.internal else public
        place = section if section[:2].isdigit() else f"10_{section}"
        return assemble(audit, [(place, piece)], internal=self.internal)


def _parameters(notebook: Any) -> Mapping[str, Any]:
    """Give what papermill ran the notebook with."""
    found: Mapping[str, Any] = notebook["metadata"].get("papermill", {}).get("parameters", {})
    return found


def _audit_of(notebook: Any) -> str:
    """Find the audit that the notebook was run for."""
    noted = _parameters(notebook).get("audit")
    if not noted:
        raise AuditlibError(
            "the notebook was not run for an audit; first run, for example: "
            "papermill notebooks/30_problemstilling.ipynb out.ipynb -r audit nyby-2024 -r question P1"
        )
    return str(noted)
