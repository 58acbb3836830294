"""Who only asks whether a module is there is not given a stand-in."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.child.filling import Filler

if TYPE_CHECKING:
    from pathlib import Path

NAME = "asked_for_shop"


@pytest.fixture
def filler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Filler:
    """A filler for a package that is empty."""
    (tmp_path / NAME).mkdir()
    (tmp_path / NAME / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(sys, "modules", sys.modules.copy())
    filler = Filler([NAME])
    filler.install()
    importlib.import_module(NAME)
    return filler


def test_a_look_at_what_is_there_finds_what_is_there(filler: Filler) -> None:
    """Django looks like this for the commands of each application: nobody misses them."""
    assert importlib.util.find_spec(f"{NAME}.management") is None
    assert filler.filled == {}


@pytest.mark.tdd_pins("an import is filled")
def test_an_import_is_filled(filler: Filler) -> None:
    """It fails for want of the module."""
    importlib.import_module(f"{NAME}.shipping")

    assert list(filler.filled) == [f"{NAME}.shipping"]
