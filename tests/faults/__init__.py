"""Faults at every call to the system, one at a time: nothing acknowledged may be lost, and no message may be false.

`make faults` runs all of them; the suite runs a share (`tests/storage/test_faults.py`).
"""
