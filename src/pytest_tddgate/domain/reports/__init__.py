"""Reports of a run, for people and for machines, and how they are stored."""
