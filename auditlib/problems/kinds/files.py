"""Kinds of problem: files."""

from auditlib.problems.kind import E, Kind

TABLE = (
    Kind("F001", E, "Missing file", "{file} is missing", "{hint}",
         "A part of the audit that everything else stands on is not there."),
    Kind("F002", E, "Empty file", "the file is empty", "write its content or delete it; see docs/formats.md",
         "An empty file is more often an accident than a decision."),
    Kind("F003", E, "Not UTF-8", "byte {byte} at this place is not UTF-8",
         "save the file as UTF-8; a file from Excel or an old editor is often Windows-1252",
         "Read in the wrong encoding, æ, ø and å become other letters without anybody noticing."),
    Kind("F004", E, "Byte order mark", "the file begins with a byte order mark (BOM)",
         "save it as UTF-8 without BOM",
         "The invisible mark becomes part of the first key or column name."),
    Kind("F005", E, "Windows line ends", "the file has Windows line ends (CRLF)",
         "save it with Unix line ends (LF)",
         "Mixed line ends make every line differ when two people work on one file."),
    Kind("F006", E, "Broken ligature or letter", "{char} stands where letters were lost in copying",
         "write the letters out, for example `fi` or `ff`",
         "Text copied from PDF loses ligatures; a quotation with lost letters is not a quotation."),
    Kind("F007", E, "Invisible control character", "{char} is invisible and changes how the text is read",
         "delete it",
         "Control and direction characters can make a text show something else than it says."),
    Kind("F008", E, "Unknown file", "{file} is not a file this folder has", "{hint}",
         "A misspelt file name would otherwise be left out in silence."),
    Kind("F009", E, "File cannot be read", "the file cannot be read: {reason}", "{hint}",
         "A damaged file must not be taken for an empty one."),
)
