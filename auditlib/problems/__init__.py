"""What is wrong with an input, said so that the person can mend it.

Loaders and checks never stop at the first error: they yield `Problem` objects, and one `InputError` at the end
holds them all. The errors of this package form one small tree::

    AuditlibError
    ├── UsageError      the call itself is wrong: no workspace here, no such audit
    └── InputError      the files are wrong; `.problems` says where and how
"""

from auditlib.problems.kind import Kind, Severity
from auditlib.problems.kinds import KINDS
from auditlib.problems.model import (
    AuditlibError,
    InputError,
    Location,
    Problem,
    UsageError,
    hint_for,
    problem,
    raise_errors,
)

__all__ = [
    "KINDS",
    "AuditlibError",
    "InputError",
    "Kind",
    "Location",
    "Problem",
    "Severity",
    "UsageError",
    "hint_for",
    "problem",
    "raise_errors",
]
