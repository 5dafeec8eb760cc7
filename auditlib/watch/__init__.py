"""Watching an audit: after each edit the report on screen is made again, while its author goes on writing.

A quick page is shown first, made of the notebooks' own cells in forks of the watching process; then the report is made
as `auditlib run` makes it, and the page on screen is replaced if it differs.
"""
