"""Many assessments at once: all that lie below a folder, as one line each, and what moves under today's content."""
