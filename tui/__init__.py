"""Dateline's screen: a Textual app over a loaded timeline."""
