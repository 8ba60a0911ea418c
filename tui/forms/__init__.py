"""Forms: a record as texts that one types, what each text is read as, and what of the record it changes.

Nothing here knows a widget. `specs` says which fields a record has, `naming` finds records by what people call them,
`values` reads and shows one field, `form` holds a whole record with what was typed, `drafts` keeps that on the disk.
"""
