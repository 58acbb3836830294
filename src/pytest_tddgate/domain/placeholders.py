"""Words that stand where documentation should: reminders, dots, and the name once more."""

from __future__ import annotations

import re

__all__ = ["is_placeholder"]

_REMINDER = re.compile(r"^\W*(todo|tbd|fixme|xxx|to be (written|documented|done))\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_EMPTY_WORDS = frozenset({"the", "a", "an", "this", "function", "method", "class", "module", "of", "for"})


def is_placeholder(text: str, name: str) -> bool:
    """Whether a docstring of something called `name` says nothing about it.

    A reminder at its beginning makes it one, and so does the absence of any word but the name's own and articles.
    """
    if _REMINDER.match(text):
        return True
    own = {word.casefold() for part in _WORD.findall(name) for word in (part, *re.findall(r"[A-Z]?[a-z]+|\d+", part))}
    said = {word.casefold() for word in _WORD.findall(text)}
    return not said - own - _EMPTY_WORDS
