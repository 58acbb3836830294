"""The stand-ins for functionality that does not exist yet, one for each mode of a stand-in run."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["StandIn"]


class StandIn(StrEnum):
    """What a call of a stand-in returns; the value is the mode of a test in a stand-in run."""

    NONE = "none"
    """None."""
    OBJECT = "object"
    """An object without operations."""
    LIST = "list"
    """An empty list."""
    TEXT = "text"
    """An empty string."""
    MAPPING = "mapping"
    """An empty dict."""
    ANYTHING = "anything"
    """An object that returns itself for every operation."""
    RAISES = "raises"
    """An exception that no test can expect."""
    FIRST = "first"
    """Its first argument: an extra mode, for values passed from one stand-in to another."""
    EMPTY_MODULE = "bare"
    """No stand-in: each missing module can be imported and has no names."""
