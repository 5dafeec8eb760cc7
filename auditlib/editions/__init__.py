"""Editions of a report: the internal one has everything, the public one only what an audit may show to all."""

from auditlib.editions.public import public_inputs

__all__ = ["public_inputs"]
