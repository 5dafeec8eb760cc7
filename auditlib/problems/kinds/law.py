"""Kinds of problem: dates and law."""

from auditlib.problems.kind import E, Kind, W

TABLE = (
    Kind("D201", E, "Impossible date", "`{value}` is not a date",
         "ISO dates: 2024-05-12, or 2024-05 or 2024 where no more is known",
         "A date that does not exist cannot be compared with the audited period."),
    Kind("D202", E, "Reversed period", "the period ends ({to}) before it begins ({start})",
         "from comes first, for example {{from: 2023-01-01, to: 2023-12-31}}",
         "Nothing happens in a period that ends before it begins."),
    Kind("D203", E, "Provision outside its dates",
         "provision {provision} applies {valid}, but the criterion uses it for {window}",
         "cite the wording that applied then, or narrow the version's dates",
         "Nobody can be held to a rule that did not apply."),
    Kind("D204", E, "No version in the audited period",
         "no version of criterion {criterion} applies in the audited period {period}",
         "add the version that applied then, or leave the criterion out",
         "A criterion must be valid for the audited unit in the audited period."),
    Kind("D205", E, "Overlapping versions",
         "two versions of criterion {criterion} apply at once: from {first} and from {second}",
         "end the earlier one the day before the later begins",
         "It would be open which requirement the finding is held against."),
    Kind("D206", W, "Date after publication", "{what} is dated {value}, after the report of {published}",
         "check the year", "Evidence cannot be younger than the report that rests on it."),
    Kind("D207", E, "Edition that did not apply",
         "{name} {version} does not apply by the date of the {what}: {day}",
         "the edition that applies: {fitting}; or give start_letter, or say in standard.note why another is used",
         "The checklist would hold the audit against rules that did not bind it."),
    Kind("D208", E, "Unknown edition", "criteria/standards has {name}, but no edition {version}",
         "{hint}; or say in standard.note why there is none",
         "The checklist would have nothing to hold the audit against."),
)
