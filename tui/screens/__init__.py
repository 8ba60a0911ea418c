"""The screens: they compose, hold the state, answer messages and start work."""
