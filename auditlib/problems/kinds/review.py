"""Kinds of problem: referencing."""

from auditlib.problems.kind import E, Kind, W

TABLE = (
    Kind("Q901", E, "Changed after it was recorded", "what the file says is not what it said when it was recorded",
         "take back the file as it was; a new judgement is a new file, written by `auditlib review`. By its content it "
         "would be called {expected}",
         "Nobody's agreement may be written by another."),
    Kind("Q902", E, "Another audit's form", "the form is of the audit `{found}`, not of `{audit}`",
         "for example --audit {found}", "F1 is another finding there."),
    Kind("Q903", W, "Unknown claim", "there is no `{id}` in the audit, so nothing was recorded of it",
         "`auditlib review list` shows every claim and item", "It may be gone since the page was made."),
    Kind("Q904", W, "Changed since it was read",
         "{id} or what it rests on has changed since it was read, so nothing was recorded of it",
         "make the report again with `auditlib run` and read it there",
         "Agreement with words or evidence that are no longer there says nothing."),
    Kind("Q905", E, "Judgement that cannot be", "{reason}", "",
         "A second person references what somebody else wrote, and says why."),
)
