"""Kinds of problem: the log."""

from auditlib.problems.kind import E, Kind, W

_GIT = "git's history and the copies that others have show what stood there"

TABLE = (
    Kind("L901", E, "Not a log entry", "the line is no {what}: {reason}",
         f"nothing in a log is written by hand; {_GIT}",
         "A line that nobody can read may have been an entry that somebody did not want read."),
    Kind("L902", E, "Changed entry", "the entry was {hash} when it was written, and is now {found}", _GIT,
         "Somebody has changed what the log says was done, when or by whom."),
    Kind("L903", E, "Removed entry", "the entry follows {parent}, which is not in the log", _GIT,
         "What was done must not disappear."),
    Kind("L904", E, "Entry out of order", "the entry stands before {parent}, which it follows",
         "an entry stands after those it follows; {hint}. Where two clones were merged into each other, "
         "`auditlib log mend` puts them in order", "The order of the entries is the order of what was done."),
    Kind("L905", E, "Repeated entry", "the entry stands already on line {first}",
         "where two clones were merged into each other, `auditlib log mend` takes it away", "Nothing was done twice."),
    Kind("L906", E, "Removed at the end", "entry {number}, {hash}, was written and is not in the log", _GIT,
         "The end of a log is the part that can be cut off without breaking the chain."),
    Kind("L907", W, "Unnamed last entry", "entry {number}, {hash}, is the last one and is not named in {heads}",
         "after a crash the next entry mends it; otherwise somebody has changed {heads}",
         "Without it, nobody sees that the end of the log was cut off."),
    Kind("L908", E, "Committed entry is gone", "commit {commit} has an entry that is not in the log: {entry}",
         "take the line back from that commit, for example with `git show {commit}:./{file}`",
         "What was committed was there, and what was done must not disappear."),
    Kind("L909", E, "Signature is gone", "the entry was signed with {key}, and there is no {file}", _GIT,
         "Without the signature nobody can tell who wrote the entry."),
    Kind("L910", E, "Wrong signature", "{what}",
         "each person's keys stand in {signers}: `name keytype key`, the name in quotation marks where it has spaces",
         "Somebody else than the one who is named may have written the entry."),
    Kind("L911", W, "Signature could not be checked", "the signatures could not be checked: {reason}", "{hint}",
         "A signature that nobody checks shows nothing."),
    Kind("L912", W, "Signature without an entry", "there is a signature of the entry {hash}, which is not in the log",
         "after a crash delete the file; otherwise the entry was removed", "Somebody signed what is no longer there."),
    Kind("L913", W, "Half-written line", "the last line has no end, as after a crash",
         "the next entry takes it away; nobody was told that it was written",
         "Half a line is no entry, and must not be taken for one."),
    Kind("L914", W, "Time runs backwards", "the entry is of {time}, and follows one of {before}",
         "check the clock of the machine that it was written on", "The times of a log must be trusted."),
    Kind("L915", E, "Wrong number", "the entry has the number {number}, and {expected} is next after those it follows",
         _GIT, "A number that does not fit shows that an entry was made by hand."),
)  # fmt: skip
