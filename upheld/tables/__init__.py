"""Tables: how figures are tabled; one table object for every format."""
