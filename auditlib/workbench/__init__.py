"""The workbench: one audit loaded and mapped, as an auditor uses it in JupyterLab."""

from auditlib.workbench.core import Workbench, check, load

__all__ = ["Workbench", "check", "load"]
