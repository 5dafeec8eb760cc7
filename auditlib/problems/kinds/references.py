"""Kinds of problem: references."""

from auditlib.problems.kind import E, Kind

TABLE = (
    Kind("R301", E, "Duplicate id", "the id `{id}` is used twice; the first is at {first}", "give one another id",
         "A link to the id would lead to one of them by chance."),
    Kind("R302", E, "Unknown criterion", "there is no criterion `{id}`", "{hint}",
         "Evidence on a criterion that does not exist would vanish from the matrix."),
    Kind("R303", E, "Unknown informant", "there is no informant `{id}` in informants.yaml", "{hint}",
         "Informants are counted; one that is not listed cannot be."),
    Kind("R304", E, "Unknown question", "there is no question `{id}`", "{hint}",
         "A criterion or conclusion must belong to a question that was asked."),
    Kind("R305", E, "Unknown provision", "there is no provision `{id}` in criteria/sources", "{hint}",
         "A criterion without its source has no authority."),
    Kind("R306", E, "Unknown topic", "there is no topic `{id}` in audit.yaml", "{hint}",
         "A misspelt topic would split the evidence in two."),
    Kind("R307", E, "Unknown evidence", "there is no evidence `{id}`", "{hint}",
         "A judgement must rest on something that exists."),
    Kind("R308", E, "Unknown finding", "there is no finding `{id}`", "{hint}",
         "Conclusions and recommendations follow from findings."),
    Kind("R309", E, "Unknown group", "there is no group `{id}` in audit.yaml", "{hint}",
         "Tallies are made by group."),
    Kind("R310", E, "File name and id differ", "the {what} is called `{name}`, its id is `{id}`",
         "rename one of them", "Whoever looks for the id looks for the file of that name."),
    Kind("R311", E, "Unknown rule", "there is no rule `{id}` for a person to confirm", "{hint}",
         "A confirmation of nothing would stand for one that is missing."),
)
