"""Content: questions, facts, rules and authorities as typed, frozen objects. Data in, objects out; no law in Python."""
