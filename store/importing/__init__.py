"""Bringing data of other programs into a store: what is new, what changed, what stays as a person left it."""
