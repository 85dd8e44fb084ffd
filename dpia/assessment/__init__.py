"""What the user produces: answers, responses and the log of changes. Refers to content by id only."""
