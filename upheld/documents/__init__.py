"""Documents: what reports are made of, and how they are set: one object from which page, PDF and ODT are made."""
