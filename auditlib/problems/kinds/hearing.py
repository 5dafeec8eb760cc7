"""Kinds of problem: the hearing, and what became of recommendations."""

from auditlib.problems.kind import E, Kind, N, W

TABLE = (
    Kind("H901", E, "Change that was not made", "{by} says that {id} was changed, but it reads as in {sent}",
         "change {id}, or take it out of changes",
         "Whoever commented would be told of a change that is not there."),
    Kind("H902", W, "Change that nothing explains",
         "{id} was {how} after {sent} was sent, and nothing in hearing.yaml says why",
         "name {id} under changes of a response, or of a note: notes: [{{changes: [{id}], reason: …}}]",
         "Whoever was heard must see what was changed after the hearing, and why."),
    Kind("H903", W, "Comment that is not decided", "comment {id} is open",
         "write examined, decision (kept, changed or partly_changed) and reason",
         "Every comment in a hearing is examined and answered."),
    Kind("H904", E, "Decision and changes do not agree", "response {id} is {decision} and {what}",
         "kept changes nothing; changed and partly_changed name what was changed, for example changes: [F3]",
         "The answer would say one thing and do another."),
    Kind("H905", E, "Sent version was edited", "what the file says is not what it said when the report was sent",
         "take back the file as it was; a new version is sent with `auditlib hearing send`",
         "The comparison with what was sent is worth nothing when that can be changed."),
    Kind("H906", E, "Unknown item in the hearing", "there is no `{id}` in the audit, nor in what was sent", "{hint}",
         "A comment on nothing cannot be examined, and a change of nothing cannot be seen."),
    Kind("H907", E, "Statement in a form that cannot be kept", "the statement `{file}` cannot be used: {reason}",
         "a .txt or .md below documents/{audit}/ is printed, a .pdf or .docx is named with its hash; for example "
         "statement_file: hearing/uttalelse.txt",
         "The report must hold the statement, or say exactly which document it is."),
    Kind("H911", N, "Recommendation that is not judged",
         "what became of recommendation {id} is not judged ({entry})", "",
         "A follow-up that leaves a recommendation out says nothing of it."),
    Kind("H912", E, "Unknown recommendation", "there is no recommendation `{id}` to follow up", "{hint}",
         "A judgement of a recommendation that nobody gave leads nowhere."),
    Kind("H913", W, "Earlier audit is not there",
         "the audit follows up `{id}`, which this workspace does not have", "{hint}",
         "The register over recommendations is made of the audits that are there."),
)
