"""A package per gate, whose `gate.py` gathers facts, judges them and returns a verdict; and what gates share."""
