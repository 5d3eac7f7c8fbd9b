"""Records: what is recorded: the contract, its readers and checks, and the canonical store."""
