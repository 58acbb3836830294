"""A module that is missing in a package that is there: the package's file tells whose it is."""

from __future__ import annotations

import importlib
import json
import sys
import types
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.child.exceptions import describe

if TYPE_CHECKING:
    from pathlib import Path


def source_of_missing(name: str) -> str:
    """What is said of the place where this module is missing."""
    with pytest.raises(ModuleNotFoundError) as raised:
        importlib.import_module(name)
    return str(describe(raised.value)["source"])


def test_a_package_that_is_there_is_named() -> None:
    """By the file that makes it one."""
    assert source_of_missing("json.nowhere.deeper") == json.__file__


def test_a_package_without_a_file_is_named_by_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So a namespace package is."""
    package = types.ModuleType("tddgate_space")
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, "tddgate_space", package)

    assert source_of_missing("tddgate_space.nowhere") == str(tmp_path)


@pytest.mark.tdd_pins("there is nothing to name")
def test_where_the_package_is_missing_too_nothing_is_named() -> None:
    """Nobody's."""
    assert source_of_missing("tddgate_nowhere.at.all") == ""
