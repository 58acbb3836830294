"""What forks tell of mutants is seen by the process that started them, however they end."""

from __future__ import annotations

import os
import signal

import pytest

from pytest_tddgate.session.mutants.board import Board, Noted

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are tried in forks")


def test_what_a_killed_fork_had_noted_is_there() -> None:
    """Memory that is shared does not go with the process."""
    board = Board(slots=2, most=3)
    board.clear(1)
    pid = os.fork()
    if pid == 0:
        board.run(1, 7)
        board.note(1, Noted(84, 7, is_late=False))
        board.note(1, Noted(-9, 8, is_late=True))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)

    assert board.running(1) == 7
    assert board.noted(1) == [Noted(84, 7, is_late=False), Noted(-9, 8, is_late=True)]


def test_each_slot_has_its_own_cells() -> None:
    """Also when one of them is full, and the next begins again."""
    board = Board(slots=2, most=2)
    for _ in range(2):
        board.note(0, Noted(83, 1, is_late=False))
    board.note(1, Noted(84, 2, is_late=False))

    board.clear(1)

    assert len(board.noted(0)) == 2
    assert board.noted(1) == []
