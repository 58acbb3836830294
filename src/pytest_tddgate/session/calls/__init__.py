"""Calls from tests into the changed code: recorded, and repeated."""
