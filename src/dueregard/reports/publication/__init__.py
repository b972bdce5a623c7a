"""Documents for the public, made from released figures and from nothing else."""
