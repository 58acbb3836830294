"""The contract of a feature: what it locks, how it may change, and which project it belongs to."""
