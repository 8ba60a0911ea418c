"""TimelineJS: slides of JSON and rows of its spreadsheet, of versions 1 to 3.

`slides` reads the JSON, `sheets` the spreadsheet, both into the one shape of `slide`; `dates` reads when it was, and
`events` makes the record.
"""
