"""The national review: the year of all authorities together, as tables and as a report made from them."""
