"""The contract of a feature: what it locks, how it may change, what belongs to it."""
