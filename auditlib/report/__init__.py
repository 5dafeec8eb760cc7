"""The report: what the notebooks show, and the one HTML file they become.

In a notebook: `from auditlib.report import show`, then for example `show.findings(a, "P1")`.
"""
