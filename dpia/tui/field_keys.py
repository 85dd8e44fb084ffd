"""Keys inside a field, for the help screen."""

from __future__ import annotations

from dpia.i18n_marks import N_

FIELD_KEYS: tuple[tuple[str, str], ...] = (
    (N_("Tab, Down"), N_("go to the next question; what was typed or ticked is applied")),
    (N_("Shift+Tab, Up"), N_("go to the previous question; likewise")),
    (N_("Enter in a line"), N_("apply what was typed and go on")),
    (N_("Enter in a long text"), N_("make a new line; Tab applies the text")),
    (N_("Up, Down, letters, numbers"), N_("in a list: go to an option; nothing is answered by it")),
    (
        N_("Enter in a list of one choice"),
        N_("answer with the option that you have gone to, and go on; if there is none, go on only"),
    ),
    (
        N_("Space in a list of several"),
        N_("tick the item, or take the tick away; pressed again: ☐ no, ? not known, · not looked at"),
    ),
    (N_("+ - ? . in a list of several"), N_("mark the item at once: yes, no, not known, not looked at")),
    (N_("_ and : in a list of several"), N_("all others: no, or not looked at")),
    (
        N_("Enter in a list of several"),
        N_("save the marks. Ticks alone mean “these and no others”; with a ☐ or ? each item is as it is marked"),
    ),
    (N_("0 in a list of several"), N_("go to “none of these, and I have looked”")),
    (N_("Enter in a table"), N_("open the row, or add one where you have gone to “add”")),
    (N_("Insert, Delete in a table"), N_("add a row, remove the row")),
    (N_("# in a table"), N_("show it as a grid, where its rows name rows of another table")),
    (N_("Enter in a dialog"), N_("go to the next line, on the last one done; Ctrl+J makes a new line in a long text")),
    (N_("Esc in a dialog"), N_("go back; what was typed there is dropped only when Esc is pressed a second time")),
    (
        N_("Ctrl+Z"),
        N_("in a long text: take back what was typed; elsewhere: suspend the program, where the system does"),
    ),
    (N_("Paste"), N_("keeps every line; a field of one line joins them, and control characters are removed")),
)
"""Keys inside a field, for the help screen."""
