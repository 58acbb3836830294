"""Helper functions that set a variable count where something calls them: else no test sets it."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.set_by_tests import variables_set_by

HELPER = "import os\n\n\ndef in_pipeline():\n    os.environ['CI'] = '1'\n\n\n"


def names(source: str) -> frozenset[str]:
    """The variables that a test module sets."""
    return variables_set_by({"tests/test_it.py": source.encode()})


def test_a_helper_that_nobody_calls() -> None:
    """It was written for the gate."""
    assert names(HELPER + "def test_a():\n    assert f(1) == 2\n") == frozenset()


@pytest.mark.tdd_pins("a helper is as good as its own lines")
def test_a_helper_that_a_test_calls() -> None:
    """By its name."""
    assert names(HELPER + "def test_a():\n    in_pipeline()\n") == {"CI"}
