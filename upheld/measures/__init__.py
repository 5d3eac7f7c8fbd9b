"""Measures: what is counted and how it is compared: definitions, the tally, rates, intervals, verdicts."""
