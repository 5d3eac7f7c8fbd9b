"""Publication: what the public sees, a folder of files made from releases and letter sets and from nothing else."""
