"""What `--tdd-workers` says: how many, or whose."""

from __future__ import annotations

import argparse

import pytest

from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.gates.case import Effort
from pytest_tddgate.plugin import workers_from
from pytest_tddgate.session.audit.given import effort_given
from pytest_tddgate.session.request import Request


def test_a_number_is_how_many_run_side_by_side() -> None:
    """On this machine."""
    assert effort_given(Request(gate=Gate.GREEN, directory="/", rootdir="/", budget=20, workers=3)) == Effort(20, 3, "")


def test_an_address_is_whose_workers_there_are() -> None:
    """How many, they say themselves."""
    request = Request(gate=Gate.GREEN, directory="/", rootdir="/", budget=5, workers="dask://host:8786")

    assert effort_given(request) == Effort(5, 0, "dask://host:8786")


@pytest.mark.parametrize(("text", "value"), [("2", 2), ("dask://host:8786", "dask://host:8786")])
def test_both_are_taken_from_a_command_line(text: str, value: object) -> None:
    """As they stand there."""
    assert workers_from(text) == value


@pytest.mark.parametrize("text", ["0", "-1", "many", "tcp://host:8786", ""])
def test_nothing_else_is(text: str) -> None:
    """The parser of the command line makes a message of it."""
    with pytest.raises(argparse.ArgumentTypeError, match="a whole number from 1"):
        workers_from(text)
