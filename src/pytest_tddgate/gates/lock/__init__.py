"""Gate 3: the red tests are committed as an immutable contract."""
