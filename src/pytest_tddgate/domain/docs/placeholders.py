"""Words that stand where documentation should: reminders, dots, the name, a tool's template, what no reader sees."""

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
"""A line that holds a reminder and nothing else, below the name of a parameter perhaps."""
_BLANK = (
    r"(?:_(?:(?:extended_)?summary|description|type)_|\[(?:(?:extended )?summary|description|type)\])"
    r"[.,:]?(?:[ ]*(?:defaults to|by default)\b.*)?[ \t]*$"
)
"""What autoDocstring writes for VS Code in the place of words, up to the end of its line."""
_UNFILLED = re.compile(rf"^(?:.*:)?[ \t]*{_BLANK}", re.MULTILINE | re.IGNORECASE)
_UNFILLED_BELOW = re.compile(rf"^([ \t]*)\S.*\n\1[ \t]+{_BLANK}", re.MULTILINE | re.IGNORECASE)
"""A name of NumPy's form, with nothing but a token below."""
_SCAFFOLD = re.compile(
    r"^[ \t]*(?::(?:param|parameter|arg|argument|key|keyword|raises?|except|exception|returns?|yields?)\b[^:\n]*:"
    r"|:r?type\b[^:\n]*:.*"
    r"|(?:args|arguments|(?:other )?parameters|keyword args|returns?|yields?|raises|attributes):?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Headings, and fields of Sphinx that hold no word or a type alone."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_IDENTIFIER = re.compile(r"\w+")
_A_LIST = 2  # parameters and errors that a docstring only lists
_EMPTY_WORDS = frozenset({"the", "a", "an", "this", "function", "method", "class", "module", "of", "for"})


def without_comments(text: str) -> str:
    """The text of a page without what a browser does not show."""
    return _COMMENT.sub("", text)


def is_reminder(text: str) -> bool:
    """Whether the text begins with a reminder."""
    return _REMINDER.match(text) is not None


def has_left_over(text: str) -> bool:
    """Whether a line of a docstring is a reminder, or a template's token, and nothing else: it was not written out."""
    return _LEFT_OVER.search(text) is not None or _UNFILLED.search(text) is not None


def is_placeholder(text: str, name: str, beside: Iterable[str] = ()) -> bool:
    """Whether a docstring of something called `name` says nothing about it.

    A reminder at its beginning makes it one, and so does the absence of any word but the name's own, articles, and what
    a template brings along. A list of names is one, too: of it and of those `beside` it, its parameters and errors.
    """
    if is_reminder(text):
        return True
    own = _words_of(name)
    written = _SCAFFOLD.sub("", _UNFILLED.sub("", _UNFILLED_BELOW.sub("", text)))
    said = {word.casefold() for word in _WORD.findall(written)}
    return not said - own - _EMPTY_WORDS or _is_list(written, own, frozenset(beside))


def _is_list(text: str, own: frozenset[str], names: frozenset[str]) -> bool:
    """Whether a text holds nothing but names, with nothing that makes a sentence of them."""
    found = {word for word in _IDENTIFIER.findall(text) if word not in {"and", "or"}}
    listed = {word for word in found if word.casefold() in {each.casefold() for each in names}}
    rest = {word for word in found - listed if not _words_of(word) <= own}
    return not rest and len(listed) >= _A_LIST


def _words_of(name: str) -> frozenset[str]:
    """The words that a name is made of, and those of its parts that only an underscore divides."""
    parts = _WORD.findall(name)
    return frozenset(word.casefold() for part in parts for word in (part, *re.findall(r"[A-Z]?[a-z]+|\d+", part)))
