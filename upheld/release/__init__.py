"""Releases: what is frozen: the model, canonical bytes, the write-once store, verify, correct, withdraw."""
