"""An audit as one workbook: the matrix, the register of evidence, the indicators and the judgements, a sheet each.

`book_of` says what the sheets hold, `workbook_bytes` writes a book as XLSX, and `make_workbook` does both and puts the
file in its place; what may be handed out passes the leak gate first.
"""

from auditlib.excel.build import book_of
from auditlib.excel.make import Made, make_workbook
from auditlib.excel.sheets import Book, Column, Sheet
from auditlib.excel.write import workbook_bytes

__all__ = ["Book", "Column", "Made", "Sheet", "book_of", "make_workbook", "workbook_bytes"]
