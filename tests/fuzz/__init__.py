"""Damaged and hostile input for everything that is read: one clear message or the same answers, quickly, and no crash.

`make fuzz` runs at least 10,000 cases for each reader; the suite runs a share (`tests/storage/test_fuzz.py`). A case is
made from its number alone: `python -m tests.fuzz --only NAME --case N` runs it again.
"""
