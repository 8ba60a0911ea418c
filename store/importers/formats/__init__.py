"""The formats that can be imported: one module each, whose `IMPORTER` follows `store.importers.protocol`.

A module that is put here is found by itself (`store.importers.registry`).
"""
