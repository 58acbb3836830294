"""Proof that code was written test first: six gates for pytest, each with a verdict."""

__all__ = ["__version__"]

__version__ = "0.1.0"
