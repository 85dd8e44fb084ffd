"""Proving content: what can be read off its files, and what only running its cases shows. `check.py` is the entry."""
