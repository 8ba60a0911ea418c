"""GeoJSON: `pieces` finds the features, `geometry` where each is, and `ours` reads those that Dateline wrote.

Features of others are rows of any shape, which `store.importers.loose` reads.
"""
