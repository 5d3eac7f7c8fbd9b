"""Packs: what an authority is given to work with: its case lists, the scrutiny pack, the monitoring officer’s report."""
