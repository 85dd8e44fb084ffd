"""The wizard line by line, for screen readers, dumb terminals and pipes: the same session, no screen.

Lines come in and lines go out; nothing moves a cursor and nothing is coloured. `instructions` and `reading` say what a
line means, `walk` which question comes when, `pages` what is printed; `dialogue` and `quick` put these together, and
`terminal` is the edge to the streams of the process.
"""
