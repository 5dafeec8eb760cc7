"""A workbench for Norwegian performance auditing (forvaltningsrevisjon).

`load` opens one audit with its criteria, interviews, tables, documents and findings; `audits` lists the ids in a
workspace. Importing the package is cheap: what these need is imported when they are first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditlib.workbench import audits, load

__all__ = ["__version__", "audits", "load"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in ("audits", "load"):
        from auditlib import workbench

        return getattr(workbench, name)
    raise AttributeError(f"module 'auditlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), "audits", "load"])
