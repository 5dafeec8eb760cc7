"""Kinds of problem: notebooks and runs."""

from auditlib.problems.kind import E, Kind, W

TABLE = (
    Kind("P801", E, "Missing notebook parameter", "notebook {notebook} needs the parameter `{name}`",
         "for example -r {name} {example}", "The section would be run for nothing in particular."),
    Kind("P802", E, "Unknown notebook parameter", "notebook {notebook} has no parameter `{name}`", "{hint}",
         "papermill only warns, and the notebook runs with its default."),
    Kind("P803", E, "Wrong type of parameter", "parameter `{name}` is {found}, notebook {notebook} expects {expected}",
         "for example {name}={example}", "0301 would become 301."),
    Kind("P804", E, "Notebook fails", "{what}: {error}{rest}",
         "open the notebook at that cell; the last good report is untouched",
         "A section that failed must not be missing from the report in silence."),
    Kind("P805", E, "No parameters cell", "the notebook has no cell tagged `parameters`",
         "tag the cell that sets audit and question", "papermill would put its parameters where they are overwritten."),
    Kind("P806", E, "Not a notebook", "not readable as a notebook: {reason}", "open and save it in JupyterLab",
         "The section would be missing from the report."),
    Kind("P807", W, "Undeclared input", "the section reads {input}, which is none of the audit's files",
         'declare it in the notebook\'s metadata, `"auditlib": {{"inputs": ["{input}"]}}`; until then the section is '
         "run each time",
         "A change in the file would not be noticed, and the report would go stale."),
    Kind("P808", E, "Row that cannot be a folder", "`{value}` cannot be the name of a folder",
         "letters, digits, spaces and any of `-_.,()`, for example 0301 Nyby",
         "Each row of the table is a folder of the report."),
    Kind("P809", W, "Number in a notebook's prose", "cell {cell} says «{said}», which is no claim",
         'write it in a code cell, for example show.prose(a, "Fristen ble brutt i {{{{ G1.a1 deviates }}}} mapper.")',
         "A number typed in Markdown leads nowhere, and stands when the evidence changes."),
)
