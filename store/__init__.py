"""Dateline's store: dated events, offensives, actors, places and articles, and what can be asked of them.

Nothing in this package imports the screen, and importing it is quick: slow libraries are imported where they work.
"""
