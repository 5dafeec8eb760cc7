"""The workbench: one audit loaded and mapped, as an auditor uses it in JupyterLab."""

from auditlib.workbench.core import Workbench, audits, check, load

__all__ = ["Workbench", "audits", "check", "load"]
