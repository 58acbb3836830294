"""A replaced source is imported also below a pytest that a test starts: its rewriting finder is put first, too."""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.child import substitutes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that can be imported, and the list of finders as it was afterwards."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.syspath_prepend(tmp_path)
    path = tmp_path / "plugin_of_a_shop.py"
    path.write_text("VALUE = 'own'\n")
    monkeypatch.delitem(sys.modules, path.stem, raising=False)
    return path


def test_a_finder_that_comes_later_does_not_come_before(plugin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As pytester puts it there for each pytest that it starts in this process."""
    substitutes.put_first(substitutes.source_finder({str(plugin): "VALUE = 'emptied'\n"}))
    sys.meta_path.insert(0, PathFinder)

    assert importlib.import_module(plugin.stem).VALUE == "emptied"
    monkeypatch.delitem(sys.modules, plugin.stem)


def test_of_two_replacements_the_last_counts(plugin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is put first."""
    for value in ("one", "two"):
        substitutes.put_first(substitutes.source_finder({str(plugin): f"VALUE = {value!r}\n"}))

    assert importlib.import_module(plugin.stem).VALUE == "two"
    monkeypatch.delitem(sys.modules, plugin.stem)


@pytest.mark.parametrize("index", [-1, 99])
def test_other_places_are_as_asked(plugin: Path, index: int) -> None:
    """Nothing but the first place is ours."""
    substitutes.put_first(substitutes.source_finder({str(plugin): ""}))
    wanted = list(sys.meta_path)
    wanted.insert(index, PathFinder)
    sys.meta_path.insert(index, PathFinder)

    assert sys.meta_path == wanted
