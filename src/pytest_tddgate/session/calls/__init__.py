"""Calls that the tests make into the changed code: recorded, and made again."""
