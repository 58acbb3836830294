"""What stands in for functionality that does not exist yet, in each mode of a stand-in run."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["StandIn"]


class StandIn(StrEnum):
    """What a call of a stand-in gives; the word is the mode of a test in a stand-in run."""

    NONE = "none"
    """None."""
    OBJECT = "object"
    """An object without any ability."""
    LIST = "list"
    """An empty list."""
    TEXT = "text"
    """An empty string."""
    MAPPING = "mapping"
    """An empty dict."""
    ANYTHING = "anything"
    """Something that answers every question with itself."""
    RAISES = "raises"
    """An exception that no test can expect."""
    FIRST = "first"
    """Its first argument: a further mode, for what is handed from one stand-in to another."""
    BARE = "bare"
    """Nothing stands in: each missing module is there and has no names."""
