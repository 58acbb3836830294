"""What is told of a run, to people and machines, now and later."""
