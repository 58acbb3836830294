"""What is said of an option's value that cannot be used."""

from __future__ import annotations

import argparse
from types import SimpleNamespace
from typing import Any

import pytest

from pytest_tddgate.plugin import pytest_addoption

SECONDS = "seconds from 0 are expected, such as 20, and not"
WORKERS = "a whole number from 1 or dask://HOST:PORT is expected, and not"


@pytest.fixture
def parser() -> argparse.ArgumentParser:
    """A parser that knows the plugin's options."""
    parser = argparse.ArgumentParser()
    group = SimpleNamespace(addoption=parser.add_argument)
    asked: Any = SimpleNamespace(getgroup=lambda *_words: group)
    pytest_addoption(asked)
    return parser


@pytest.mark.parametrize("value", ["abc", "-1", "nan", "inf", ""])
def test_seconds_are_asked_for_in_words(
    parser: argparse.ArgumentParser, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has to know what our functions are called; the value stands beside what is expected."""
    with pytest.raises(SystemExit):
        parser.parse_args([f"--tdd-budget={value}"])

    assert f"argument --tdd-budget: {SECONDS} {value!r}" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["0", "-1", "many", "tcp://host:8786", "²"])
def test_workers_are_asked_for_in_words(
    parser: argparse.ArgumentParser, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A number, or the one kind of address."""
    with pytest.raises(SystemExit):
        parser.parse_args([f"--tdd-workers={value}"])

    assert f"argument --tdd-workers: {WORKERS} {value!r}" in capsys.readouterr().err
