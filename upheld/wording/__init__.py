"""Wording: how figures are said; one place for letter, command line and pages."""
