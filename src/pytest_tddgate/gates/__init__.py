"""One module per gate: gather facts, judge them, return a verdict."""
