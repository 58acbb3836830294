"""Rows that say how each is doing: live on a terminal, a line as each ends elsewhere."""

from __future__ import annotations

import io
import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console

from pytest_tddgate.session.judge.live_board import LiveBoard, PlainBoard, board_of

if TYPE_CHECKING:
    import pytest


def shown_by(board_words: dict[str, str]) -> str:
    """What a terminal is sent for a board on which these come to an end."""
    terminal = io.StringIO()
    board = LiveBoard(Console(file=terminal, force_terminal=True, width=80, color_system=None))
    board.begin("review", ["ruff check", "ana"], time.monotonic() - 2)
    for name, words in board_words.items():
        board.say(name, words, 0.25)
    board.end()
    return terminal.getvalue()


def test_a_live_board_has_a_row_for_each_that_changes() -> None:
    """Who is at work is shown with the seconds so far, who has ended with his own."""
    shown = shown_by({"ruff check": "agrees"})

    last = shown.rpartition("review")[2]
    assert "ruff check  agrees" in last
    assert "0.2 s" in last
    assert "ana         at work" in last
    assert "2 s" in last.partition("at work")[2]


def test_the_cursor_is_shown_again() -> None:
    """Whatever came of it."""
    assert shown_by({"ruff check": "agrees", "ana": "2 remarks"}).rstrip().endswith("\x1b[?25h")


def test_words_of_others_move_no_cursor() -> None:
    """A name or an answer is text, and no markup."""
    assert "[red]ana" in shown_by({"ana": "[red]ana"})


def test_a_plain_board_says_a_line_as_each_ends() -> None:
    """A log has no rows that change."""
    said: list[str] = []
    board = PlainBoard(said.append)

    board.begin("review", ["ruff check", "ana"], 0)
    board.say("ana", "2 remarks", 1.5)
    board.end()

    assert said == ["review: ana: 2 remarks (1.5 s)"]


def test_rows_are_live_on_a_terminal_that_can_show_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in a file, not with `-q`, and not without rich."""
    monkeypatch.setenv("TERM", "xterm")
    kinds = [type(board_of(print, verbosity=0, color="auto", is_terminal=each)) for each in (True, False)]
    monkeypatch.setenv("TERM", "dumb")
    dumb = type(board_of(print, verbosity=0, color="auto", is_terminal=True))
    monkeypatch.setenv("TERM", "xterm")
    quiet = type(board_of(print, verbosity=-1, color="auto", is_terminal=True))
    monkeypatch.setitem(sys.modules, "rich", None)
    poor = type(board_of(print, verbosity=0, color="auto", is_terminal=True))

    assert (kinds, dumb, quiet, poor) == ([LiveBoard, PlainBoard], PlainBoard, PlainBoard, PlainBoard)
