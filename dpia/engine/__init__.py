"""The reasoning: (content, assessment) -> evaluation. Pure: no I/O, no clock, no locale."""
