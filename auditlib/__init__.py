"""A workbench for Norwegian performance auditing (forvaltningsrevisjon).

`load` opens one audit with its criteria, interviews, tables, documents and findings. Importing the package is
cheap: what `load` needs is imported when it is first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditlib.workbench import load

__all__ = ["__version__", "load"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "load":
        from auditlib.workbench import load

        return load
    raise AttributeError(f"module 'auditlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), "load"])
