"""Turns verdicts into text, without deciding anything."""
