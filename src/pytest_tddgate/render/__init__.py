"""Verdicts as text; nothing is decided here."""
