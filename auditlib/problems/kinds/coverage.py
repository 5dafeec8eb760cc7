"""Kinds of problem: coverage."""

from auditlib.problems.kind import Kind, N

TABLE = (
    Kind("C701", N, "Criterion without facts", "criterion {id} has no evidence and no informant was asked", "",
         "The audit has set a requirement and not looked into it."),
    Kind("C702", N, "Facts without assessment", "criterion {id} has {count} pieces of evidence and no assessment", "",
         "Facts that are presented and not judged leave the reader to judge."),
    Kind("C703", N, "Assessment without a criterion", "assessment {id} ({title}) is held against no criterion", "",
         "A judgement needs a requirement that somebody with authority has set."),
    Kind("C704", N, "Question without an answer", "question {id} has no conclusion", "",
         "The report was ordered to answer it."),
    Kind("C705", N, "Finding without a criterion", "finding {id} ({title}) is held against no criterion", "",
         "It is an observation until a criterion is found for it."),
    Kind("C706", N, "Criterion with nothing", "criterion {id} has neither facts nor assessment", "",
         "The requirement is set in the report and never mentioned again."),
    Kind("C707", N, "Finding outside the conclusions", "finding {id} is used in no conclusion", "",
         "Either it matters for the answer, or it need not be there."),
    Kind("C708", N, "Test that could not be run", "measurement {id} could not be tested: {reason}", "",
         "What could not be tested is never a finding."),
)
