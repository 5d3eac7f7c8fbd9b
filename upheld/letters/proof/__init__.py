"""The proof-reader: reads a finished letter as a sceptical outsider would, and refuses what its numbers do not bear.

It reads what is printed, and checks it against the release, the scheme and the reviewed prose. It never calls the code that
wrote the sentences (`wording`, and the makers of a letter's context): a mistake there must not prove itself.
"""
