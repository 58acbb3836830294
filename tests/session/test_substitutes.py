"""Other code for named files, however Python finds them: on its path, or by the finder of an editable install."""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.child.substitutes import source_finder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from pathlib import Path
    from types import ModuleType


class Editable:
    """Finds one module in a folder that is not on the path, as the finder of an editable install does."""

    def __init__(self, name: str, path: Path) -> None:
        """`path` is the file of the module `name`."""
        self._name, self._path = name, path

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of that module alone."""
        return importlib.util.spec_from_file_location(name, self._path) if name == self._name else None


@pytest.fixture
def tidied(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Finders and modules are put back."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(sys, "modules", {**sys.modules})
    return monkeypatch


@pytest.mark.parametrize("is_editable", [True, False])
def test_a_module_is_replaced_however_it_is_found(
    tidied: pytest.MonkeyPatch,
    tmp_path: Path,
    is_editable: bool,  # noqa: FBT001 - a parameter
) -> None:
    """A flat project that is installed with `pip install -e` is on no path."""
    file = tmp_path / "tddgate_parsed.py"
    file.write_text("WHOSE = 'theirs'\n", encoding="utf-8")
    if is_editable:
        sys.meta_path.append(Editable("tddgate_parsed", file))
    else:
        tidied.syspath_prepend(str(tmp_path))

    sys.meta_path.insert(0, source_finder({str(file): "WHOSE = 'ours'\n"}))

    assert importlib.import_module("tddgate_parsed").WHOSE == "ours"


def test_a_module_that_is_missing_at_the_base_is_missing_for_an_editable_install_too(
    tidied: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is not looked for any further."""
    file = tmp_path / "tddgate_parsed.py"
    file.write_text("", encoding="utf-8")
    tidied.setattr(sys, "meta_path", [*sys.meta_path, Editable("tddgate_parsed", file)])

    sys.meta_path.insert(0, source_finder({str(file): None}))

    with pytest.raises(ModuleNotFoundError, match="tddgate_parsed"):
        importlib.import_module("tddgate_parsed")


@pytest.mark.tdd_pins("it was so before, and has to stay")
def test_other_modules_are_left_to_others(tmp_path: Path) -> None:
    """What nobody finds stays missing, and what is not named keeps its own loader."""
    finder = source_finder({str(tmp_path / "tddgate_parsed.py"): ""})

    assert finder.find_spec("tddgate_nowhere") is None
    assert PathFinder.find_spec("json") is not None
    assert finder.find_spec("json") is None
