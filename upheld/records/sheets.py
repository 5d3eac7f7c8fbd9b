"""Moved to `upheld.sheets`, a room above register and records, for the register's files are read by it too.

Nothing belongs here: import from `upheld.sheets`; this file goes when nothing imports it.
"""

from upheld.sheets import Row, Sheet, refusal, sheets_of

__all__ = ["Row", "Sheet", "refusal", "sheets_of"]
