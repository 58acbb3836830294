"""Text in place of documentation: reminders, dots, the bare name, a tool's template, and invisible comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["has_left_over", "is_placeholder", "is_reminder", "without_comments"]

_REMINDER = re.compile(r"^\W*(todo|tbd|fixme|xxx|to be (written|documented|done))\b", re.IGNORECASE)
_LEFT_OVER = re.compile(
    r"^\s*(?:[\w*`]+(?:\s*\([^)]*\))?\s*:\s*|:[^:\n]+:\s*|[-*]\s+)?(?:TODO|TBD|FIXME|XXX)\s*[.:…]*\s*$", re.MULTILINE
)
"""A line with only a reminder, perhaps after the name of a parameter."""
_BLANK = (
    r"(?:_(?:(?:extended_)?summary|description|type)_|\[(?:(?:extended )?summary|description|type)\])"
    r"[.,:]?(?:[ ]*(?:defaults to|by default)\b.*)?[ \t]*$"
)
"""A token that autoDocstring (for VS Code) inserts in place of words, up to the end of its line."""
_UNFILLED = re.compile(rf"^(?:.*:)?[ \t]*{_BLANK}", re.MULTILINE | re.IGNORECASE)
_UNFILLED_BELOW = re.compile(rf"^([ \t]*)\S.*\n\1[ \t]+{_BLANK}", re.MULTILINE | re.IGNORECASE)
"""A name in NumPy's style with only such a token below it."""
_SCAFFOLD = re.compile(
    r"^[ \t]*(?::(?:param|parameter|arg|argument|key|keyword|raises?|except|exception|returns?|yields?)\b[^:\n]*:"
    r"|:r?type\b[^:\n]*:.*"
    r"|(?:args|arguments|(?:other )?parameters|keyword args|returns?|yields?|raises|attributes):?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Headings, and Sphinx fields that are empty or hold only a type."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_IDENTIFIER = re.compile(r"\w+")
_A_LIST = 2  # names from which on a docstring of names only counts as a list
_EMPTY_WORDS = frozenset({"the", "a", "an", "this", "function", "method", "class", "module", "of", "for"})


def without_comments(text: str) -> str:
    """The text of a page without HTML comments, which browsers do not show."""
    return _COMMENT.sub("", text)


def is_reminder(text: str) -> bool:
    """Whether the text begins with a reminder such as TODO."""
    return _REMINDER.match(text) is not None


def has_left_over(text: str) -> bool:
    """Whether a docstring has a line that consists of a reminder or a template's token."""
    return _LEFT_OVER.search(text) is not None or _UNFILLED.search(text) is not None


def is_placeholder(text: str, name: str, beside: Iterable[str] = ()) -> bool:
    """Whether a docstring of something called `name` says nothing about it.

    That is so if it begins with a reminder, if it has no words but those of the name, articles and a template's, or if
    it only lists names: its own and those in `beside`, which are its parameters and errors.
    """
    if is_reminder(text):
        return True
    own = _words_of(name)
    written = _SCAFFOLD.sub("", _UNFILLED.sub("", _UNFILLED_BELOW.sub("", text)))
    said = {word.casefold() for word in _WORD.findall(written)}
    return not said - own - _EMPTY_WORDS or _is_list(written, own, frozenset(beside))


def _is_list(text: str, own: frozenset[str], names: frozenset[str]) -> bool:
    """Whether a text consists of names only, without a sentence."""
    found = {word for word in _IDENTIFIER.findall(text) if word not in {"and", "or"}}
    listed = {word for word in found if word.casefold() in {each.casefold() for each in names}}
    rest = {word for word in found - listed if not _words_of(word) <= own}
    return not rest and len(listed) >= _A_LIST


def _words_of(name: str) -> frozenset[str]:
    """The words of a name, split at punctuation, underscores, capitals and digits, in lower case."""
    parts = _WORD.findall(name)
    return frozenset(word.casefold() for part in parts for word in (part, *re.findall(r"[A-Z]?[a-z]+|\d+", part)))
