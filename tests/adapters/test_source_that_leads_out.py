"""Folders of product code and of tests that are not in the repository: no commit can hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.project import read_settings
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", ["/srv/shop", "../../shop"])
@pytest.mark.parametrize("key", ["source", "tests"])
def test_such_a_folder_is_a_mistake(key: str, path: str, tmp_path: Path) -> None:
    """Told with the other mistakes, before git is asked about it."""
    (tmp_path / "pyproject.toml").write_text(f'[tool.tddgate]\n{key} = ["{path}"]\n')

    with pytest.raises(Unusable, match=f"{key} = '{path}': it leads out of the repository"):
        read_settings(str(tmp_path), "core")


@pytest.mark.tdd_pins("another project of the repository can hold the code")
def test_a_folder_beside_the_project_is_none(tmp_path: Path) -> None:
    """In a repository with several projects."""
    (tmp_path / "pyproject.toml").write_text('[tool.tddgate]\nsource = ["../lib"]\n')

    assert read_settings(str(tmp_path), "core").source == ("../lib",)
