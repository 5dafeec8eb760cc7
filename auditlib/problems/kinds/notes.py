"""Kinds of problem: interview notes."""

from auditlib.problems.kind import E, Kind, N, W

TABLE = (
    Kind("N401", E, "No front matter", "the note does not begin with `---` and YAML up to the next `---`",
         "see docs/formats.md for an example", "Without it nobody knows who said it, when, or who verified it."),
    Kind("N402", W, "Note not verified", "note {note} is not verified by the informant",
         "add verified: {{on: 2024-03-01, by: informant, changes: none}} when it is",
         "Oral information is evidence when whoever gave it has confirmed the note."),
    Kind("N403", E, "Passage left as text", "this looks like a coded passage but would stay plain text: {reason}",
         "for example [They waited for weeks.]{{#p1 .passage criterion=K1 stance=deviates}}",
         "A statement the tool does not see is missing from the tally."),
    Kind("N404", E, "Span over paragraphs", "the passage that ends here begins in another paragraph",
         "use []{{.from #p1 …}} at the start and []{{.to ref=p1}} at the end",
         "Markdown ends a span with its paragraph, and the coding would be lost."),
    Kind("N405", E, "Unknown attribute", "unknown attribute `{name}` on a passage", "{hint}",
         "A misspelt attribute would change nothing, in silence."),
    Kind("N406", E, "Incomplete passage", "the passage lacks {what}", "for example {example}",
         "A passage needs an id, a stance and something to be about."),
    Kind("N407", E, "Unpaired span", "{what}", "each []{{.from #p1 …}} needs one []{{.to ref=p1}} after it",
         "It is open how far the coded passage goes."),
    Kind("N408", E, "Empty passage", "the passage holds no words", "put the statement between the brackets",
         "An empty statement supports nothing."),
    Kind("N409", N, "Quote moved", "the quoted text of {id} stands on line {found}, not {line}",
         "update `line`", "The note was edited; the statement itself is unchanged."),
    Kind("N410", W, "Quote changed", "the quoted text of {id} is no longer exactly in the note; nearest: «{near}»",
         "read it again and update the quote", "The statement was edited after it was coded."),
    Kind("N411", E, "Quote gone", "the quoted text of {id} is not in the note", "code it again or delete the coding",
         "A coding must not outlive the statement it rests on."),
    Kind("N412", E, "Speaker not in the note", "`{id}` is not among the note's informants", "{hint}",
         "Nobody can be quoted from an interview they did not take part in."),
)
