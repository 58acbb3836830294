"""Paths of tests that lie outside the repository are no part of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.project import detect_layout
from pytest_tddgate.domain.configuration.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def roots_of(top: Path, root: str, *testpaths: str) -> tuple[str, ...]:
    """The test roots that are detected, with pytest's rootdir at `root` in the repository."""
    for folder in ("ci", "checks"):
        (top / folder).mkdir()
    (top / "checks" / "test_shop.py").touch()
    return detect_layout(str(top), str(top / root), Settings(), list(testpaths), ["test_*.py"]).tests


@pytest.mark.parametrize("path", ["../checks", "..", "/checks", "../../checks/test_shop.py"])
def test_a_path_above_the_repository(path: str, tmp_path: Path) -> None:
    """`-c ci/pytest.ini --rootdir=.`, with paths that are relative to the file: pytest finds nothing there."""
    assert roots_of(tmp_path, "", path) == ()


@pytest.mark.tdd_pins("must stay")
def test_a_path_beside_the_rootdir(tmp_path: Path) -> None:
    """`-c ci/pytest.ini` alone: its folder is the rootdir, and the tests lie beside it."""
    assert roots_of(tmp_path, "ci", "../checks") == ("checks",)
