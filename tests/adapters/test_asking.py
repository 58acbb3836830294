"""Programs that are asked in the background, and who hears of their answers."""

from __future__ import annotations

import sys
import time

from pytest_tddgate.adapters.asking import Asking
from pytest_tddgate.adapters.programs import Program


def program(text: str) -> Program:
    """A program of Python."""
    return Program((sys.executable, "-c", text), b"", 30)


def test_who_listens_late_hears_of_each_that_has_ended_and_of_the_rest() -> None:
    """Each once, with the seconds that it took."""
    asking = Asking([program("print(1)"), program("import time; time.sleep(1.5); print(2)")])
    time.sleep(0.8)
    heard: dict[int, float] = {}

    asking.listen(lambda at, _answered, seconds: heard.update({at: seconds}))
    first = dict(heard)
    answers = asking.answers()

    assert [each.output.strip() for each in answers] == [b"1", b"2"]
    assert (sorted(first), sorted(heard)) == ([0], [0, 1])
    assert heard[0] < 1 < heard[1]
