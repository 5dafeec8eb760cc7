"""Documents as evidence: a file becomes pages with numbered lines, tables, and a record with its hash.

`adding` takes a file in: it is read in a process of its own (`reading`), its letters are repaired (`repair`), its
tables are found (`tables`), and all of it is written at once (`store`). `checking` looks for what does not follow in a
document that was added: figures, references, chapters. Why it is made this way: docs/decisions/0026.
"""
