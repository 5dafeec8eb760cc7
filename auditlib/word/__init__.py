"""The report as a Word document for the hearing, and the comments and changes that come back in it."""

from auditlib.word.write import write_word

__all__ = ["write_word"]
