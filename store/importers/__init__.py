"""Readers of other programs' formats: rows in, records out."""
