"""The panes of the browser. Each shows the state it is given and says what the reader asked for."""
