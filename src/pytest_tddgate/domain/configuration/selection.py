"""Which tests a command line leaves out, parsed like pytest but without any plugin of the project."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SelectionAsked", "selection_of"]

_FLAGS = "hlqsvx"
_WITH_VALUE = "cnoprW"
"""Other short options with a value, of pytest and pytest-xdist: one word such as `-qk` can combine several."""


class SelectionAsked(NamedTuple):
    """The expressions of `-k` and `-m` (`""` for none), and the arguments of `--deselect`."""

    keyword: str = ""
    mark: str = ""
    named: tuple[str, ...] = ()


def selection_of(words: Sequence[str]) -> SelectionAsked:
    """What these words select; nothing if they cannot be parsed. Other options are skipped."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for flag in _FLAGS:
        parser.add_argument(f"-{flag}", action="store_true")
    for option in _WITH_VALUE:
        parser.add_argument(f"-{option}")
    parser.add_argument("-k", dest="keyword", default="")
    parser.add_argument("-m", dest="mark", default="")
    parser.add_argument("--deselect", action="append", default=[])
    try:
        read, _ = parser.parse_known_args(list(words))
    except argparse.ArgumentError:
        return SelectionAsked()
    return SelectionAsked(read.keyword, read.mark, tuple(read.deselect))
