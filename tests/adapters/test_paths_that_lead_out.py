"""Paths of the settings that lead out of the repository: nothing would ever be found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.project import mistakes_in, read_settings
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = {
    "docs.changelog": '[tool.tddgate.docs]\nchangelog = "../../{path}"\n',
    "docs.pages": '[tool.tddgate.docs]\npages = ["README.md", "../../{path}"]\n',
    "review.workspace": '[tool.tddgate.review]\nworkspace = ["../../{path}"]\n',
}


@pytest.mark.parametrize("key", SETTINGS)
def test_a_path_that_leads_out_is_a_mistake_with_its_name(key: str, tmp_path: Path) -> None:
    """From the folder of the settings, wherever in the repository that is."""
    (tmp_path / "pyproject.toml").write_text(SETTINGS[key].format(path="x"))

    with pytest.raises(Unusable, match=rf"{key} = '../../x': it leads out of the repository"):
        read_settings(str(tmp_path), "core")


@pytest.mark.parametrize("key", SETTINGS)
def test_a_path_that_leads_to_the_top_is_none(key: str, tmp_path: Path) -> None:
    """As it does in a package of a monorepo."""
    (tmp_path / "pyproject.toml").write_text(SETTINGS[key].format(path="x"))

    read_settings(str(tmp_path), "packages/core")


def test_an_absolute_path_is_one_that_leads_out(tmp_path: Path) -> None:
    """It holds on one machine only."""
    (tmp_path / "pyproject.toml").write_text('[tool.tddgate.docs]\nchangelog = "/srv/CHANGELOG.md"\n')

    with pytest.raises(Unusable, match="leads out"):
        read_settings(str(tmp_path), "packages/core")


@pytest.mark.parametrize(("folder", "expected"), [("core/", True), ("packages/core/", False), ("", True)])
def test_an_audit_names_the_mistake_of_a_commit(folder: str, *, expected: bool) -> None:
    """By the place that the file has there."""
    told = mistakes_in(SETTINGS["docs.changelog"].format(path="x").encode(), f"{folder}pyproject.toml")

    assert ("leads out" in told) is expected
