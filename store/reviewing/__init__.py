"""A person's review of the drafts of an article: what was decided, kept until it is finished, then written as one step.

`Review` is the state, with undo; `kept` saves it between sessions, `writing` makes the step for `store.editing`, and
`fields` puts a draft into lines of text that one can edit, and reads them again.
"""

from store.reviewing.naming import Learnt
from store.reviewing.review import Choices, Decision, Review

__all__ = ["Choices", "Decision", "Learnt", "Review"]
