"""Measurements against the budgets of the design: ratios within one run, printed, never asserted as seconds."""
