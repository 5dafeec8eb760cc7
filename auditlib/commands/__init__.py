"""The commands of `auditlib`, a module for each group of them; `cli` puts them together.

Heavy packages are imported inside the commands, so that `--help` answers at once.
"""
