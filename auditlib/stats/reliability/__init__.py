"""Reliability of data: tests of a series or column of figures, each with what it can and what it cannot show."""

from auditlib.stats.reliability.breaks import (
    Breaks,
    DeclaredBreak,
    HeldBreak,
    find_breaks,
)
from auditlib.stats.reliability.count_shift import (
    CountShift,
    count_shift,
)
from auditlib.stats.reliability.duplicates import (
    Duplicate,
    Duplicates,
    duplicates,
    normal_key,
)
from auditlib.stats.reliability.esd import (
    Esd,
    Extreme,
    generalized_esd,
)
from auditlib.stats.reliability.examine import (
    Examination,
    examine_records,
    examine_series,
)
from auditlib.stats.reliability.first_digits import (
    FirstDigits,
    first_digits,
)
from auditlib.stats.reliability.last_digits import (
    LastDigits,
    last_digits,
)
from auditlib.stats.reliability.missing import (
    Missing,
    MissingColumn,
    MissingPair,
    missing_patterns,
)
from auditlib.stats.reliability.missing_links import (
    Link,
    MissingLinks,
    missing_links,
)
from auditlib.stats.reliability.modified_z import (
    ModifiedZ,
    Scored,
    modified_z,
)
from auditlib.stats.reliability.most_common import (
    MostCommon,
    most_common,
)
from auditlib.stats.reliability.number_gaps import (
    NumberGaps,
    key_gaps,
    number_gaps,
)
from auditlib.stats.reliability.period_gaps import (
    PeriodGaps,
    period_gaps,
)
from auditlib.stats.reliability.pettitt import (
    Pettitt,
    pettitt,
)
from auditlib.stats.reliability.result import (
    Account,
    Examined,
    NotTested,
)
from auditlib.stats.reliability.sequences import (
    Repeated,
    repeated_sequences,
)
from auditlib.stats.reliability.unchanged import (
    Run,
    Unchanged,
    unchanged,
)

__all__ = [
    "Account",
    "Breaks",
    "CountShift",
    "DeclaredBreak",
    "Duplicate",
    "Duplicates",
    "Esd",
    "Examination",
    "Examined",
    "Extreme",
    "FirstDigits",
    "HeldBreak",
    "LastDigits",
    "Link",
    "Missing",
    "MissingColumn",
    "MissingLinks",
    "MissingPair",
    "ModifiedZ",
    "MostCommon",
    "NotTested",
    "NumberGaps",
    "PeriodGaps",
    "Pettitt",
    "Repeated",
    "Run",
    "Scored",
    "Unchanged",
    "count_shift",
    "duplicates",
    "examine_records",
    "examine_series",
    "find_breaks",
    "first_digits",
    "generalized_esd",
    "key_gaps",
    "last_digits",
    "missing_links",
    "missing_patterns",
    "modified_z",
    "most_common",
    "normal_key",
    "number_gaps",
    "period_gaps",
    "pettitt",
    "repeated_sequences",
    "unchanged",
]
