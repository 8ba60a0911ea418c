"""Dateline's own records: `lines` reads them from a store file or from JSON Lines, `merge` fits them to another store.

`queries` rewrites what an offensive's query names.
"""
