"""Checks: what is wrong between the files of an audit, and what its judgements do not cover.

Each check is a function that yields problems; none of them stops at the first.
"""
