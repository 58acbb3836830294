"""Shows the state of parallel work: changing rows on a terminal, elsewhere a line when each part ends."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from pytest_tddgate.gates.case import Board

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console
    from rich.live import Live
    from rich.table import Table

__all__ = ["LiveBoard", "PlainBoard", "board_of"]

_FRAMES_PER_SECOND = 5


class PlainBoard(Board):
    """Prints a line when each part ends."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """`tell` prints a line."""
        self._tell = tell
        self._title = ""

    def begin(self, title: str, _names: Sequence[str], _since: float) -> None:
        """Print nothing yet."""
        self._title = title

    def say(self, name: str, words: str, seconds: float) -> None:
        """Print the result of one part."""
        self._tell(f"{self._title}: {name}: {words} ({seconds:.1f} s)")

    def end(self) -> None:
        """Nothing is left to print."""


class LiveBoard(Board):
    """A row for each part, redrawn several times a second until the end."""

    def __init__(self, console: Console) -> None:
        """`console` is the terminal's."""
        self._console = console
        self._title = ""
        self._since = 0.0
        self._said: dict[str, tuple[str, float] | None] = {}
        self._live: Live | None = None

    def begin(self, title: str, names: Sequence[str], since: float) -> None:
        """Draw a row for each name; they have been at work since `since` (seconds of `time.monotonic`)."""
        from rich.live import Live  # noqa: PLC0415 - an optional dependency, needed only for terminals

        self._title, self._since = title, since
        self._said = dict.fromkeys(names)
        self._live = Live(
            console=self._console,
            get_renderable=self._rows,
            refresh_per_second=_FRAMES_PER_SECOND,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start(refresh=True)

    def say(self, name: str, words: str, seconds: float) -> None:
        """Show the result of one part at the next redraw."""
        self._said[name] = (words, seconds)

    def end(self) -> None:
        """Leave the rows as they are."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _rows(self) -> Table:
        from rich.table import Table  # noqa: PLC0415 - ditto
        from rich.text import Text  # noqa: PLC0415 - ditto

        table = Table.grid(padding=(0, 2))
        spent = time.monotonic() - self._since
        table.add_row(Text(self._title))
        for name, said in dict(self._said).items():
            words, took = (said[0], f"{said[1]:.1f} s") if said else ("at work", f"{spent:.0f} s")
            table.add_row(Text(f"  {name}"), Text(words, style="" if said else "yellow"), Text(took, style="dim"))
        return table


def board_of(tell: Callable[[str], None], *, verbosity: int, color: str, is_terminal: bool | None = None) -> Board:
    """A live board if standard output is a capable terminal and rich is installed, otherwise a plain one.

    `verbosity` and `color` are pytest's options; `tell` prints the lines of a plain board.
    """
    can_draw = sys.stdout.isatty() if is_terminal is None else is_terminal
    if verbosity < 0 or not can_draw or os.environ.get("TERM", "dumb") == "dumb":
        return PlainBoard(tell)
    try:
        import rich.console  # noqa: PLC0415 - ditto
    except ImportError:
        return PlainBoard(tell)
    return LiveBoard(rich.console.Console(no_color=True if color == "no" else None, highlight=False))
