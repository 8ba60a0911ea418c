"""Writing in a store: what changes, where it is kept, and how it is taken back.

A `Step` is what a person does at once; `steps` makes one from the timeline that the person sees and checks it first
(typed errors that name table, id and field). An `Editor` puts it on the disk, in a journal beside the store, before
`apply` returns; every reader of the store sees it from then on. A timeline takes it in without reading the store
again::

    from store.editing.editor import Editor
    from store.editing import steps

    timeline = load_timeline(path)
    editor = Editor(path)                                       # reads the file once: in a worker

    step = steps.patch(timeline, "events", "ucdp:1", {"date": "2016-06-05~"})
    editor.apply(step)                                          # on the disk now; else StoreError, nothing changed
    timeline = timeline.with_changes(editor.fresh())            # other programs' changes come along

    step = steps.put(timeline, "events", Event(id="e", ...))    # add, or edit as a whole; unknown fields stay
    step = steps.delete(timeline, "events", "e")
    step = steps.tag(timeline, view.events, "siege")            # any bitmap of events
    step = steps.star(timeline, BitMap([ordinal]), on=False)
    step = steps.note(timeline, "offensives", "manbij", "*Ask Wladimir.*")
    step = steps.together("accept 3 drafts", [one, two, three]) # one undo for all

    editor.undo_name                                            # "edit 'Tabqa airbase shelled'"
    editor.undo(); editor.redo()                                # None when there is nothing
    timeline = timeline.with_changes(editor.fresh())
    editor.close()                                              # folds the journal in if that is quick

`Editor.apply`, `undo` and `fold` belong in a worker, as does `with_changes`; each result is a value that is posted.
While one thread folds, others go on doing steps; a second program's editor follows what is folded (`look`, `fresh`).
What a record is in an editor of one's own: `textform.to_text(table, steps.current(...))`, and back with
`steps.put_form(timeline, table, id, textform.from_text(table, text))`. Who names a record that is to be deleted:
`referring`. What was done: `history`. Former versions: `backups`.

A step whose `changes` are empty changes nothing: do not apply it.
"""
