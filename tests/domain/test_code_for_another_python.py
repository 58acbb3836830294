"""Code that is written as a text for a Python of its own: `python -c TEXT`."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile
from pytest_tddgate.domain.python.unmeasured import unmeasured_in

ALL = range(1, 100)
CODE = '"""\ndef answer(text):\n    return {231: 7}[sum(map(ord, text))]\n"""'


@pytest.mark.parametrize(
    "source",
    [
        f"CODE = {CODE}\nrun([sys.executable, '-c', CODE, text])\n",
        f"run((python, '-Ic', {CODE}))\n",
        f"CODE = {CODE}\ncommand = [sys.executable, '-I', '-c', CODE]\nPopen(command)\n",
    ],
    ids=["named", "letters", "later"],
)
def test_a_text_that_another_python_runs(source: str) -> None:
    """Coverage sees nothing of it."""
    assert len(unmeasured_in(source.encode(), ALL)) == 1


def test_such_a_text_that_knows_the_tests() -> None:
    """It is read like any other code."""
    looks = "run([sys.executable, '-c', 'import os\\nprint(9 if \"PYTEST_CURRENT_TEST\" in os.environ else 1)'])\n"

    assert aware_spots(ChangedFile(looks.encode()))


@pytest.mark.tdd_pins("nothing of it was refused before")
@pytest.mark.parametrize(
    "source",
    [
        "run([sys.executable, '-c', 'import shop; print(shop.__version__)'])\n",
        "run(['sh', '-c', 'ls -l'])\n",
        "run(['git', '-c', 'a.b=c', 'log'])\n",
        "run([sys.executable, '-c', text])\n",
        "FLAGS = ['-c']\n",
        "run(['ssh', '-c', 'a = 1; b = 2; c = 3'])\n",
    ],
)
def test_what_only_looks_like_it(source: str) -> None:
    """A question of one line, a shell, a setting, what a caller hands in."""
    assert unmeasured_in(source.encode(), ALL) == ()
