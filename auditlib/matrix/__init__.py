"""An audit's sections for each row of a table, for example each municipality: a folder for each, and a page with all.

What a row's sections follow from is hashed, so that a finished row is never run again; a row that fails stops no other.
"""
