"""One package per gate, whose `gate.py` gathers facts and returns a verdict, and packages that the gates share."""
