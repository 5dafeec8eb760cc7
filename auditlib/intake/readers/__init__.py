"""Reading a file to pages and tables: one module for each kind of file.

Whatever the file holds, nothing in it is run or fetched. These run in a process of their own, with limits on time and
memory (`intake.reading`).
"""
