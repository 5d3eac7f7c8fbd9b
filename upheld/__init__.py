"""Upheld: the annual review of an ombudsman, from case records to signed letters and published figures."""

__version__ = "0.1.0"
