"""The catalogue of problems: every code with its title, its message and an example of what is right.

`docs/problems.md` is a loop over this table. The first letter of a code is the room it belongs to: F files,
Y structure, D dates and law, R references, N interview notes, T tables, J judgements and prose, C coverage,
P notebooks and runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem.

    `template` is the message with `{placeholders}`, `allowed` says what is right, with an example where one helps.
    """

    code: str
    severity: Severity
    title: str
    template: str
    allowed: str
    why: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_TABLE = (
    # Files
    Kind("F001", _E, "Missing file", "{file} is missing", "{hint}",
         "A part of the audit that everything else stands on is not there."),
    Kind("F002", _E, "Empty file", "the file is empty", "write its content or delete it; see docs/formats.md",
         "An empty file is more often an accident than a decision."),
    Kind("F003", _E, "Not UTF-8", "byte {byte} at this place is not UTF-8",
         "save the file as UTF-8; a file from Excel or an old editor is often Windows-1252",
         "Read in the wrong encoding, æ, ø and å become other letters without anybody noticing."),
    Kind("F004", _E, "Byte order mark", "the file begins with a byte order mark (BOM)",
         "save it as UTF-8 without BOM",
         "The invisible mark becomes part of the first key or column name."),
    Kind("F005", _E, "Windows line ends", "the file has Windows line ends (CRLF)",
         "save it with Unix line ends (LF)",
         "Mixed line ends make every line differ when two people work on one file."),
    Kind("F006", _E, "Broken ligature or letter", "{char} stands where letters were lost in copying",
         "write the letters out, for example `fi` or `ff`",
         "Text copied from PDF loses ligatures; a quotation with lost letters is not a quotation."),
    Kind("F007", _E, "Invisible control character", "{char} is invisible and changes how the text is read",
         "delete it",
         "Control and direction characters can make a text show something else than it says."),
    Kind("F008", _E, "Unknown file", "{file} is not a file this folder has", "{hint}",
         "A misspelt file name would otherwise be left out in silence."),
    Kind("F009", _E, "File cannot be read", "the file cannot be read: {reason}", "{hint}",
         "A damaged file must not be taken for an empty one."),
    # Structure
    Kind("Y101", _E, "Not YAML", "not readable as YAML: {reason}",
         "indent with spaces; put text with `: ` or ` #` in quotes, for example title: 'Del 1: Frister'",
         "The file has to be read before it can be checked."),
    Kind("Y102", _E, "Anchor, alias or tag", "{what} is not allowed", "write the value out in full",
         "Notes and criteria are plain data; aliases hide what a value is and can be used as a bomb."),
    Kind("Y103", _E, "Duplicate key", "the key `{key}` stands twice; the first is on line {first}",
         "keep one of them", "YAML readers keep the last one and lose the other in silence."),
    Kind("Y104", _E, "Unknown key", "unknown key `{key}`", "{hint}",
         "A misspelt key would otherwise be left out in silence."),
    Kind("Y105", _E, "Missing key", "the key `{key}` is missing", "for example {example}",
         "Without it the item says nothing that can be held against evidence."),
    Kind("Y106", _E, "Wrong type", "expected {expected}, found {found}", "for example {example}",
         "A bare value where parts are needed lacks its dates, source or unit."),
    Kind("Y107", _E, "Empty value", "the value is empty", "fill it in, or leave the key out",
         "An empty value can mean none, unknown or forgotten."),
    Kind("Y108", _E, "Value not allowed", "`{value}` is not allowed", "allowed: {allowed_values}",
         "Only the listed values have a meaning in the mapping and the report."),
    Kind("Y109", _E, "Not a number", "`{value}` is not {expected}", "for example {example}",
         "A number that is read as text cannot be computed with."),
    Kind("Y110", _E, "Bad identifier", "`{value}` is not an identifier",
         "a letter, then letters, digits, `-`, `_` or `.`, for example K4.5",
         "Identifiers become anchors in the report and must survive there."),
    Kind("Y111", _E, "Number with a lost zero", "`{value}` is not a municipality number",
         "four digits in quotes, for example \"0301\"",
         "Spreadsheets turn 0301 into 301, and the figures of another municipality are fetched."),
    Kind("Y112", _E, "Neither criterion nor topic", "it names neither a criterion nor a topic",
         "give one or both, for example criterion: K1",
         "Evidence that belongs nowhere is lost."),
    # Dates and law
    Kind("D201", _E, "Impossible date", "`{value}` is not a date",
         "ISO dates: 2024-05-12, or 2024-05 or 2024 where no more is known",
         "A date that does not exist cannot be compared with the audited period."),
    Kind("D202", _E, "Reversed period", "the period ends ({to}) before it begins ({start})",
         "from comes first, for example {{from: 2023-01-01, to: 2023-12-31}}",
         "Nothing happens in a period that ends before it begins."),
    Kind("D203", _E, "Provision outside its dates",
         "provision {provision} applies {valid}, but the criterion uses it for {window}",
         "cite the wording that applied then, or narrow the version's dates",
         "Nobody can be held to a rule that did not apply."),
    Kind("D204", _E, "No version in the audited period",
         "no version of criterion {criterion} applies in the audited period {period}",
         "add the version that applied then, or leave the criterion out",
         "A criterion must be valid for the audited unit in the audited period."),
    Kind("D205", _E, "Overlapping versions",
         "two versions of criterion {criterion} apply at once: from {first} and from {second}",
         "end the earlier one the day before the later begins",
         "It would be open which requirement the finding is held against."),
    Kind("D206", _W, "Date after publication", "{what} is dated {value}, after the report of {published}",
         "check the year", "Evidence cannot be younger than the report that rests on it."),
    # References
    Kind("R301", _E, "Duplicate id", "the id `{id}` is used twice; the first is at {first}", "give one another id",
         "A link to the id would lead to one of them by chance."),
    Kind("R302", _E, "Unknown criterion", "there is no criterion `{id}`", "{hint}",
         "Evidence on a criterion that does not exist would vanish from the matrix."),
    Kind("R303", _E, "Unknown informant", "there is no informant `{id}` in informants.yaml", "{hint}",
         "Informants are counted; one that is not listed cannot be."),
    Kind("R304", _E, "Unknown question", "there is no question `{id}`", "{hint}",
         "A criterion or conclusion must belong to a question that was asked."),
    Kind("R305", _E, "Unknown provision", "there is no provision `{id}` in criteria/sources", "{hint}",
         "A criterion without its source has no authority."),
    Kind("R306", _E, "Unknown topic", "there is no topic `{id}` in audit.yaml", "{hint}",
         "A misspelt topic would split the evidence in two."),
    Kind("R307", _E, "Unknown evidence", "there is no evidence `{id}`", "{hint}",
         "A judgement must rest on something that exists."),
    Kind("R308", _E, "Unknown finding", "there is no finding `{id}`", "{hint}",
         "Conclusions and recommendations follow from findings."),
    Kind("R309", _E, "Unknown group", "there is no group `{id}` in audit.yaml", "{hint}",
         "Tallies are made by group."),
    Kind("R310", _E, "File name and id differ", "the {what} is called `{name}`, its id is `{id}`",
         "rename one of them", "Whoever looks for the id looks for the file of that name."),
    # Interview notes
    Kind("N401", _E, "No front matter", "the note does not begin with `---` and YAML up to the next `---`",
         "see docs/formats.md for an example", "Without it nobody knows who said it, when, or who verified it."),
    Kind("N402", _W, "Note not verified", "note {note} is not verified by the informant",
         "add verified: {{on: 2024-03-01, by: informant, changes: none}} when it is",
         "Oral information is evidence when whoever gave it has confirmed the note."),
    Kind("N403", _E, "Passage left as text", "this looks like a coded passage but would stay plain text: {reason}",
         "for example [They waited for weeks.]{{#p1 .passage criterion=K1 stance=deviates}}",
         "A statement the tool does not see is missing from the tally."),
    Kind("N404", _E, "Span over paragraphs", "the passage that ends here begins in another paragraph",
         "use []{{.from #p1 …}} at the start and []{{.to ref=p1}} at the end",
         "Markdown ends a span with its paragraph, and the coding would be lost."),
    Kind("N405", _E, "Unknown attribute", "unknown attribute `{name}` on a passage", "{hint}",
         "A misspelt attribute would change nothing, in silence."),
    Kind("N406", _E, "Incomplete passage", "the passage lacks {what}", "for example {example}",
         "A passage needs an id, a stance and something to be about."),
    Kind("N407", _E, "Unpaired span", "{what}", "each []{{.from #p1 …}} needs one []{{.to ref=p1}} after it",
         "It is open how far the coded passage goes."),
    Kind("N408", _E, "Empty passage", "the passage holds no words", "put the statement between the brackets",
         "An empty statement supports nothing."),
    Kind("N409", _N, "Quote moved", "the quoted text of {id} stands on line {found}, not {line}",
         "update `line`", "The note was edited; the statement itself is unchanged."),
    Kind("N410", _W, "Quote changed", "the quoted text of {id} is no longer exactly in the note; nearest: «{near}»",
         "read it again and update the quote", "The statement was edited after it was coded."),
    Kind("N411", _E, "Quote gone", "the quoted text of {id} is not in the note", "code it again or delete the coding",
         "A coding must not outlive the statement it rests on."),
    Kind("N412", _E, "Speaker not in the note", "`{id}` is not among the note's informants", "{hint}",
         "Nobody can be quoted from an interview they did not take part in."),
    # Tables
    Kind("T501", _E, "Missing column", "the declared column `{name}` is not in the file", "{hint}",
         "A figure that is expected and missing must not become 0."),
    Kind("T502", _E, "Undeclared column", "the column `{name}` is not declared in datapackage.yaml", "{hint}",
         "A figure without unit and source cannot be used."),
    Kind("T503", _E, "Text in a number column", "`{value}` is not a number",
         "Norwegian numbers as 1 498 or 29,0; list marks such as `:` under missingValues",
         "A misread cell becomes a wrong figure or a missing one."),
    Kind("T504", _E, "Wrong unit", "the cell is in {found}, the column in {unit}", "{hint}",
         "Percent and counts, or kroner and thousands, differ by more than a label."),
    Kind("T505", _E, "Ragged row", "the row has {found} cells, the heading {expected}", "check the delimiter",
         "Cells have slid into the wrong columns."),
    Kind("T506", _E, "Duplicate row", "the row `{key}` stands twice; the first is row {first}",
         "each row needs a name of its own", "A reference to the row would mean one of them by chance."),
    Kind("T507", _E, "Unknown row or column", "table {table} has no {what} `{name}`", "{hint}",
         "A measurement must read the cell its author meant."),
    Kind("T508", _E, "Unknown table", "there is no table `{name}` in datapackage.yaml", "{hint}",
         "A measurement needs its table."),
    Kind("T509", _E, "Wrong parameters", "test `{test}`: {reason}", "it takes {allowed_values}",
         "A misspelt parameter would otherwise be ignored and the test would mean something else."),
    Kind("T510", _E, "Value outside the review's list", "`{value}` is not among the attribute's values",
         "allowed: {allowed_values}", "A case that is neither met nor not met must be declared as such."),
    Kind("T511", _W, "Figures do not add up", "{row}, {name}: printed {printed}, recomputed {recomputed}: {cause}",
         "correct it, or explain it under explanations or acknowledged in datapackage.yaml",
         "A reader who adds up the table must get what it says."),
    Kind("T512", _E, "Not a whole number", "`{value}` is not a whole number, the column is of type integer",
         "type: number with decimals, or a whole number", "Half a case means that a cell has slid."),
    Kind("T513", _E, "Table without rows", "the table has a heading and no rows", "fill it or delete it",
         "A table without figures must not look like a table of zeros."),
    # Judgements and prose
    Kind("J601", _E, "Unknown reference in text", "`{{{{ {text} }}}}` refers to nothing: {reason}", "{hint}",
         "A number or statement must lead to what it rests on."),
    Kind("J602", _E, "Malformed reference in text", "`{{{{ {text} }}}}` is not a reference", "{hint}",
         "It would be printed as it stands."),
    Kind("J603", _E, "Prose claims more than the tally", "«{said}» is more than the evidence holds: {tally}",
         "write {{{{ {suggestion} }}}} and let the tally choose the word",
         "«Alle» must be all, «flere» several, of those who were asked."),
    Kind("J604", _E, "Departure without a reason",
         "the judgement is {status}, the rules suggest {suggestion}, and no reason is given",
         "say why under departs", "The auditor judges, but the reader must see why the evidence was read otherwise."),
    Kind("J605", _E, "Finding without evidence", "finding {id} rests on no evidence",
         "name criteria, topics or evidence", "What rests on nothing does not get in."),
    Kind("J606", _E, "Two assessments", "criterion {id} is assessed twice; the first is at {first}", "keep one",
         "The report would judge one requirement in two ways."),
    Kind("J607", _E, "Verdict without comment", "statement {id} is not fully carried, and no comment says why",
         "add comment", "Whoever wrote the statement may ask."),
    Kind("J608", _E, "Judged without evidence", "criterion {id} is judged {status}, but nothing was examined",
         "not_examined, or add the evidence", "Not examined is a status of its own, never a silent «met»."),
    # Coverage
    Kind("C701", _N, "Criterion without facts", "criterion {id} has no evidence and no informant was asked", "",
         "The audit has set a requirement and not looked into it."),
    Kind("C702", _N, "Facts without assessment", "criterion {id} has {count} pieces of evidence and no assessment", "",
         "Facts that are presented and not judged leave the reader to judge."),
    Kind("C703", _N, "Assessment without a criterion", "assessment {id} ({title}) is held against no criterion", "",
         "A judgement needs a requirement that somebody with authority has set."),
    Kind("C704", _N, "Question without an answer", "question {id} has no conclusion", "",
         "The report was ordered to answer it."),
    Kind("C705", _N, "Finding without a criterion", "finding {id} ({title}) is held against no criterion", "",
         "It is an observation until a criterion is found for it."),
    Kind("C706", _N, "Criterion with nothing", "criterion {id} has neither facts nor assessment", "",
         "The requirement is set in the report and never mentioned again."),
    Kind("C707", _N, "Finding outside the conclusions", "finding {id} is used in no conclusion", "",
         "Either it matters for the answer, or it need not be there."),
    Kind("C708", _N, "Test that could not be run", "measurement {id} could not be tested: {reason}", "",
         "What could not be tested is never a finding."),
    # Notebooks and runs
    Kind("P801", _E, "Missing notebook parameter", "notebook {notebook} needs the parameter `{name}`",
         "for example -r {name} {example}", "The section would be run for nothing in particular."),
    Kind("P802", _E, "Unknown notebook parameter", "notebook {notebook} has no parameter `{name}`", "{hint}",
         "papermill only warns, and the notebook runs with its default."),
    Kind("P803", _E, "Wrong type of parameter", "parameter `{name}` is {found}, notebook {notebook} expects {expected}",
         "for example {name}={example}", "0301 would become 301."),
    Kind("P804", _E, "Notebook fails", "cell {cell} fails: {error}",
         "open the notebook at that cell; the last good report is untouched",
         "A section that failed must not be missing from the report in silence."),
    Kind("P805", _E, "No parameters cell", "the notebook has no cell tagged `parameters`",
         "tag the cell that sets audit and question", "papermill would put its parameters where they are overwritten."),
    Kind("P806", _E, "Not a notebook", "not readable as a notebook: {reason}", "open and save it in JupyterLab",
         "The section would be missing from the report."),
)

KINDS: dict[str, Kind] = {kind.code: kind for kind in _TABLE}
