"""Pure drawing: values and a width in, spans of text out. No widget, no app, no clock."""
