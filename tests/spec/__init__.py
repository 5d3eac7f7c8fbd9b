"""Worked examples: each is a test of the real functions, and together they generate docs/methods.md.

`chapters/*.toml` hold prose and examples, `chapter` reads them, `worked` and `worked_records` compute an example,
`definitions` and `page` make the page, tools/make_methods.py writes it.
"""
