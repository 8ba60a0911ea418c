"""Every command of the browser, once: its key, its name in the palette, its line in the help and the README.

A command belongs to the pane whose focus it needs, or to all of them ("anywhere"). The id names the method that does
it: `go_to_date` is `action_go_to_date` of the pane or screen. Keys can be remapped by id (`tui.keymap`).
"""

from typing import Final, Literal

from msgspec import Struct

from tui.keynames import KEY_NAMES, chosen_keys

Where = Literal["anywhere", "timeline", "actors", "article", "matrix", "numbers", "map", "race", "review", "reader"]

SCREENS: Final[tuple[Where, ...]] = ("matrix", "numbers", "map", "race", "review", "reader")
"""Screens of their own: what works anywhere among the panes does not there."""

ON_EVERY_SCREEN: Final = ("toggle_theme", "save_picture", "save_text", "help", "quit")
"""What works anywhere, and on those screens and in every box over them too."""


class Command(Struct, frozen=True):
    """Something that the reader can do."""

    id: str
    keys: tuple[str, ...]
    """Textual's names of its keys, the one to show first."""
    name: str
    """A few words in the imperative, for the palette and the help."""
    hint: str = ""
    """One or two words for the foot of the screen; empty: not shown there."""
    where: Where = "anywhere"
    action: str = ""
    """What Textual runs, when it is not the id."""

    @property
    def live_keys(self) -> tuple[str, ...]:
        """The keys that the reader chose for it, else the usual ones."""
        return chosen_keys(f"{self.where}.{self.id}", self.keys)

    @property
    def shown_keys(self) -> str:
        """The keys as a person would write them."""
        return " ".join(KEY_NAMES.get(key, key) for key in self.live_keys)


VIEWS: Final[dict[Where, tuple[str, str]]] = {
    "matrix": ("M", "Who against whom, instead of this"),
    "map": ("m", "The map, instead of this"),
    "race": ("r", "The race, instead of this"),
    "numbers": ("W", "What the numbers rest on, instead of this"),
}
"""Screens that show the one view, with the key that opens each, and what it does on the others."""


def _instead(where: Where) -> tuple[Command, ...]:
    """Return the commands that lead from one screen over the view to the others."""
    others = ((other, *told) for other, told in VIEWS.items() if other != where)
    return tuple(Command(other, (key,), name, "", where, f"app.instead('{other}')") for other, key, name in others)


COMMANDS: Final[tuple[Command, ...]] = (
    # the timeline
    Command("down", ("j", "down"), "Next event", "", "timeline"),
    Command("up", ("k", "up"), "Previous event", "", "timeline"),
    Command("page_down", ("space", "pagedown"), "A screen forward", "", "timeline"),
    Command("page_up", ("b", "pageup"), "A screen back", "", "timeline"),
    Command("first", ("g", "home"), "First event", "", "timeline"),
    Command("last", ("G", "end"), "Last event", "", "timeline"),
    Command("read", ("enter",), "Read the event's article", "read", "timeline"),
    # the filters
    Command("down", ("j", "down"), "Next line", "", "actors"),
    Command("up", ("k", "up"), "Previous line", "", "actors"),
    Command("page_down", ("pagedown",), "A screen down", "", "actors"),
    Command("page_up", ("pageup",), "A screen up", "", "actors"),
    Command("first", ("g", "home"), "First line", "", "actors"),
    Command("last", ("G", "end"), "Last line", "", "actors"),
    Command("cycle", ("space",), "Cycle any, only, never", "any/only/never", "actors"),
    Command("choose", ("enter",), "Open or fold a group; cycle a value", "open group", "actors"),
    Command("unfold", ("right",), "Open the group", "", "actors"),
    Command("fold", ("left",), "Fold the group, or go to its heading", "", "actors"),
    Command("narrow", ("slash",), "Narrow all groups by typing", "narrow", "actors"),
    # the article
    Command("down", ("j", "down"), "Scroll down", "", "article"),
    Command("up", ("k", "up"), "Scroll up", "", "article"),
    Command("page_down", ("space", "pagedown"), "A screen down", "", "article"),
    Command("page_up", ("b", "pageup"), "A screen up", "", "article"),
    Command("first", ("g", "home"), "Top of the article", "", "article"),
    Command("last", ("G", "end"), "End of the article", "", "article"),
    *(
        Command(f"source_{n}", (str(n),), f"Open source {n}", "", "article", action=f"open_source({n})")
        for n in range(1, 10)
    ),
    Command("open_source", ("o",), "Open the first source that has a link", "open source", "article"),
    # who against whom
    Command("down", ("j", "down"), "The row below", "", "matrix", "move(1,0)"),
    Command("up", ("k", "up"), "The row above", "", "matrix", "move(-1,0)"),
    Command("right", ("l", "right"), "The column to the right", "", "matrix", "move(0,1)"),
    Command("left", ("h", "left"), "The column to the left", "", "matrix", "move(0,-1)"),
    Command("page_down", ("space", "pagedown"), "A screen down", "", "matrix", "page(1,0)"),
    Command("page_up", ("pageup",), "A screen up", "", "matrix", "page(-1,0)"),
    Command("page_right", ("greater_than_sign",), "A screen to the right", "", "matrix", "page(0,1)"),
    Command("page_left", ("less_than_sign",), "A screen to the left", "", "matrix", "page(0,-1)"),
    Command("first", ("g", "home"), "The largest parties", "", "matrix"),
    Command("choose", ("enter",), "Show the events of the two", "show the events", "matrix"),
    Command("switch_parties", ("b",), "Blocs instead of actors, and back", "actors/blocs", "matrix"),
    Command("next_measure", ("s",), "Count something else: events, killed", "events/killed", "matrix"),
    *_instead("matrix"),
    Command("toggle_theme", ("T",), "Light or dark", "", "matrix", "app.toggle_theme"),
    Command("close", ("escape", "M"), "Back to the timeline", "back", "matrix"),
    Command("help", ("question_mark", "f1"), "Help", "help", "matrix", "app.help"),
    Command("quit", ("q",), "Quit", "quit", "matrix", action="app.quit"),
    # the map
    Command("west", ("h", "left"), "Move the map west", "", "map", "pan(-1,0)"),
    Command("east", ("l", "right"), "Move the map east", "", "map", "pan(1,0)"),
    Command("north", ("k", "up"), "Move the map north", "", "map", "pan(0,-1)"),
    Command("south", ("j", "down"), "Move the map south", "", "map", "pan(0,1)"),
    Command("nearer", ("plus", "equals_sign"), "Closer", "zoom", "map", "zoom(1)"),
    Command("farther", ("minus",), "Farther away", "", "map", "zoom(-1)"),
    Command("fit", ("0",), "All events of the view", "all", "map"),
    Command(
        "day_forward",
        ("space",),
        "The next day, with the trail of the days before it",
        "day by day",
        "map",
        "step_day(1)",
    ),
    Command("day_back", ("b",), "The day before", "", "map", "step_day(-1)"),
    Command("play", ("p",), "Play the days, and stop", "play", "map"),
    Command("show_all", ("a",), "All days at once", "", "map"),
    Command("longer_trail", ("greater_than_sign",), "A longer trail", "", "map", "trail(1)"),
    Command("shorter_trail", ("less_than_sign",), "A shorter trail", "", "map", "trail(-1)"),
    Command("next_day", ("right_square_bracket",), "Next day with events", "", "map"),
    Command("previous_day", ("left_square_bracket",), "Previous day with events", "", "map"),
    Command("next_event", ("n",), "Next event", "event", "map", "step_event(1)"),
    Command("previous_event", ("N",), "Previous event", "", "map", "step_event(-1)"),
    Command("read", ("enter",), "Close the map and read the event", "read", "map"),
    *_instead("map"),
    Command("toggle_theme", ("T",), "Light or dark", "", "map", "app.toggle_theme"),
    Command("close", ("escape", "m"), "Stop playing, show all days again, close the map", "close", "map"),
    Command("help", ("question_mark", "f1"), "Help", "help", "map", "app.help"),
    Command("quit", ("q",), "Quit", "quit", "map", action="app.quit"),
    # the race
    Command("next_point", ("right", "l"), "Next point of the line", "", "race", action="step(1)"),
    Command("previous_point", ("left", "h"), "Previous point of the line", "", "race", action="step(-1)"),
    Command("next_line", ("down", "j"), "Next line", "line", "race", action="step_line(1)"),
    Command("previous_line", ("up", "k"), "Previous line", "", "race", action="step_line(-1)"),
    Command("first", ("g", "home"), "First point of the line", "", "race", action="end(-1)"),
    Command("last", ("G", "end"), "Last point of the line", "", "race", action="end(1)"),
    Command("read", ("enter",), "Close the race and read the event", "read", "race"),
    *(
        Command(f"toggle_line_{n}", (str(n),), f"Draw offensive {n}, or do not", "", "race", action=f"toggle_line({n})")
        for n in range(1, 10)
    ),
    Command("show_every_line", ("a",), "Draw every offensive", "", "race"),
    Command("target", ("t",), "Choose the place to run to", "to", "race"),
    Command("toggle_day_zero", ("d",), "Days since each offensive began, or by calendar", "day 0", "race"),
    Command("next_role", ("s",), "Which events are positions: on the ground, by role, any", "counts", "race"),
    Command("restrict", ("slash",), "Only events that match a query", "query", "race"),
    Command("zoom_in", ("plus", "equals_sign"), "Zoom in on time", "", "race", action="zoom(1)"),
    Command("zoom_out", ("minus",), "Zoom out of time", "", "race", action="zoom(-1)"),
    Command("zoom_all", ("0",), "Show all of time", "", "race", action="zoom(0)"),
    *_instead("race"),
    Command("toggle_theme", ("T",), "Light or dark", "", "race", "app.toggle_theme"),
    Command("close", ("escape", "r"), "Close the race", "close", "race"),
    Command("help", ("question_mark", "f1"), "Help", "help", "race", "app.help"),
    Command("quit", ("q",), "Quit", "quit", "race", action="app.quit"),
    # what the numbers rest on
    Command("down", ("j", "down"), "Next line", "", "numbers", "move(1)"),
    Command("up", ("k", "up"), "Previous line", "", "numbers", "move(-1)"),
    Command("page_down", ("space", "pagedown"), "A screen down", "", "numbers", "page(1)"),
    Command("page_up", ("b", "pageup"), "A screen up", "", "numbers", "page(-1)"),
    Command("first", ("g", "home"), "First line", "", "numbers"),
    Command("last", ("G", "end"), "Last line", "", "numbers"),
    Command("choose", ("enter",), "Show the events of the line", "show the events", "numbers"),
    *_instead("numbers"),
    Command("toggle_theme", ("T",), "Light or dark", "", "numbers", "app.toggle_theme"),
    Command("close", ("escape", "W"), "Back to the timeline", "back", "numbers"),
    Command("help", ("question_mark", "f1"), "Help", "help", "numbers", "app.help"),
    Command("quit", ("q",), "Quit", "quit", "numbers", action="app.quit"),
    # the review of an article
    Command("accept", ("y", "enter"), "Accept the draft", "accept", "review"),
    Command("edit", ("e",), "Edit the draft as lines of text", "edit", "review"),
    Command("merge", ("m",), "Merge the draft with an event of the store", "merge", "review"),
    Command("reject", ("x",), "Reject the draft", "reject", "review"),
    Command("finish", ("F",), "Write what was accepted into the store", "finish", "review"),
    Command("next_draft", ("j", "down"), "Next draft", "", "review", "move(1)"),
    Command("previous_draft", ("k", "up"), "Previous draft", "", "review", "move(-1)"),
    Command("first", ("g", "home"), "First draft", "", "review", "move(-100000)"),
    Command("last", ("G", "end"), "Last draft", "", "review", "move(100000)"),
    Command("page_down", ("space", "pagedown"), "Scroll the pane in use down", "", "review", "scroll(1)"),
    Command("page_up", ("b", "pageup"), "Scroll the pane in use up", "", "review", "scroll(-1)"),
    Command("other_pane", ("tab",), "From the drafts to the article, and back", "", "review"),
    Command("undo", ("u",), "Undo in this review", "undo", "review"),
    Command("redo", ("U",), "Do it again", "", "review"),
    Command("names", ("n",), "Names that the store does not have", "names", "review"),
    Command("restore", ("r",), "What was cut from the page; put a line back", "cut lines", "review"),
    Command("toggle_theme", ("T",), "Light or dark", "", "review", "app.toggle_theme"),
    Command("close", ("escape",), "Leave the review for later", "later", "review"),
    Command("help", ("question_mark", "f1"), "Help", "help", "review", "app.help"),
    Command("quit", ("q",), "Quit", "quit", "review", action="app.quit"),
    # an article of the store
    Command("down", ("j", "down"), "Scroll down", "", "reader", "scroll(1)"),
    Command("up", ("k", "up"), "Scroll up", "", "reader", "scroll(-1)"),
    Command("page_down", ("space", "pagedown"), "A screen down", "", "reader", "page(1)"),
    Command("page_up", ("b", "pageup"), "A screen up", "", "reader", "page(-1)"),
    Command("first", ("g", "home"), "Top of the article", "", "reader", "scroll(-10000000)"),
    Command("last", ("G", "end"), "End of the article", "", "reader", "scroll(10000000)"),
    Command(
        "next_event", ("right_square_bracket",), "Next event that cites it", "its events", "reader", "step_event(1)"
    ),
    Command("previous_event", ("left_square_bracket",), "Previous event that cites it", "", "reader", "step_event(-1)"),
    Command("read", ("enter",), "Close the article and go to that event", "go to the event", "reader"),
    Command("find", ("slash",), "Find a word or a phrase", "find", "reader"),
    Command("next_match", ("n",), "Next line that holds it", "", "reader", "step_match(1)"),
    Command("previous_match", ("N",), "Previous line that holds it", "", "reader", "step_match(-1)"),
    Command("open_link", ("o",), "Open the page that it was published on", "open", "reader"),
    Command("toggle_theme", ("T",), "Light or dark", "", "reader", "app.toggle_theme"),
    Command("close", ("escape", "R"), "Close the article", "close", "reader"),
    Command("help", ("question_mark", "f1"), "Help", "help", "reader", "app.help"),
    Command("quit", ("q",), "Quit", "quit", "reader", action="app.quit"),
    # anywhere
    Command("next_day", ("right_square_bracket",), "Next day with events", "day"),
    Command("previous_day", ("left_square_bracket",), "Previous day with events"),
    Command("next_offensive", ("right_curly_bracket",), "Next offensive"),
    Command("previous_offensive", ("left_curly_bracket",), "Previous offensive"),
    *(
        Command(
            f"meanwhile_{n}", (letter,), f"Meanwhile {letter}: what another offensive did", action=f"meanwhile({n})"
        )
        for n, letter in enumerate("ABDEFHJK")
    ),
    Command("go_to_date", ("t",), "Go to a date", "date"),
    Command("search", ("slash",), "Search and filter by a query", "search"),
    Command("next_match", ("n",), "Next match"),
    Command("previous_match", ("N",), "Previous match"),
    Command("filter_actors", ("f",), "Filter by actor, place, source and more", "filter"),
    Command("certainty", ("w",), "Dates: what certainly happened then, or what possibly did"),
    Command("views", ("v",), "Saved views: open, save, rename, delete"),
    Command("save_view", (), "Save this view"),
    Command(
        "drop_term",
        ("x",),
        "Drop a term of the filter: the only one, or the one whose figure you press",
    ),
    Command("drop_last", ("backspace",), "Drop the last term of the filter"),
    Command("clear_filters", ("c",), "Clear search and filters", "clear"),
    Command("context", ("C",), "Context: lift the filter around this event, and back"),
    Command("history_back", ("left_parenthesis",), "Back to where you were, query and window too"),
    Command("history_forward", ("right_parenthesis",), "Forward again"),
    Command("zoom_in", ("plus", "equals_sign"), "Zoom in on time"),
    Command("zoom_out", ("minus",), "Zoom out of time"),
    Command("zoom_all", ("0",), "Show all of time"),
    Command("pan_left", ("h", "left"), "Pan to earlier days"),
    Command("pan_right", ("l", "right"), "Pan to later days"),
    Command("window_back", ("less_than_sign",), "Move the window back by its length"),
    Command("window_forward", ("greater_than_sign",), "Move the window forward by its length"),
    Command("next_measure", ("s",), "Count something else in the strip: events, killed, sources"),
    Command("toggle_lanes", ("O",), "Show all offensives over the list, or fewer"),
    Command("matrix", ("M",), "Who against whom: a matrix, each cell a filter"),
    Command("map", ("m",), "The map: where it was, and the days played", "map"),
    Command("race", ("r",), "The race: how far offensives are from a place, day by day", "race"),
    Command("numbers", ("W",), "What the numbers rest on: killed, sources, origins, how exactly"),
    Command("zoom_pane", ("z",), "Zoom the pane, and back", "zoom pane"),
    Command("next_pane", ("tab",), "Next pane", "pane"),
    Command("previous_pane", ("shift+tab",), "Previous pane"),
    Command("focus_actors", ("1",), "Go to the filters (in the article, figures open sources)"),
    Command("focus_timeline", ("2",), "Go to the timeline (not in the article)"),
    Command("focus_article", ("3",), "Go to the article"),
    Command("copy_citation", ("y",), "Copy the citation", "copy"),
    Command("edit", ("e",), "Edit the event in a form", "edit"),
    Command("edit_text", ("dollar_sign",), "Edit the event as a text in your own editor"),
    Command("add_event", ("a",), "Add an event"),
    Command("note", ("quotation_mark",), "Write a note on the event"),
    *(
        Command(f"{verb}_{one.split()[-1]}", (), f"{verb.capitalize()} {one}", action=f"{action}('{one.split()[-1]}s')")
        for verb, action in (("edit", "edit_named"), ("add", "add"), ("delete", "delete_named"))
        for one in ("an offensive", "an actor", "a place", "an article")
    ),
    Command("link", ("L",), "Link with another record of the same occurrence, or tell them apart"),
    Command("record_history", (), "History of this event: who changed what, and when"),
    Command("mark", ("comma",), "Mark the event, or unmark it, to do something with all that are marked"),
    Command("mark_view", ("full_stop",), "Mark every event of the view"),
    Command("unmark", ("semicolon",), "Unmark all"),
    Command("star", ("asterisk",), "Star the event or the marked ones, or take the stars away"),
    Command("tag", ("number_sign",), "Tag the event or the marked ones, or take a tag away"),
    Command("delete", ("delete",), "Delete the event or the marked ones; undo brings them back"),
    Command("undo", ("u",), "Undo the last change"),
    Command("redo", ("U",), "Do again what was undone"),
    Command("save_copy", (), "Save a copy of the store, and go on in it"),
    Command("import", ("I",), "Import events from a file"),
    Command("read_article", ("R",), "Read the whole article that the event cites"),
    Command("read_page", ("P",), "Read a saved page: review drafts of its events"),
    Command("export", ("X",), "Export the events of this view"),
    Command("toggle_theme", ("T",), "Light or dark", action="app.toggle_theme"),
    Command("about", ("i",), "About the store: what it holds, its licence, whom to cite"),
    Command("query_help", (), "The query language on one page"),
    Command("save_picture", (), "Save this screen as SVG", action="app.save_screen('svg')"),
    Command("save_text", (), "Save this screen as text", action="app.save_screen('txt')"),
    Command("unsound", (), "List the records that are left out"),
    Command("back", ("escape",), "One step back"),
    Command("help", ("question_mark", "f1"), "Help", "help", action="app.help"),
    Command("command_palette", ("ctrl+p",), "All commands", "", action="app.command_palette"),
    Command("quit", ("q",), "Quit", "quit", action="app.quit"),
)
