"""Mistakes in the settings: each on a line of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.project import read_settings
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from pathlib import Path


def test_each_mistake_has_a_line(tmp_path: Path) -> None:
    """Five of them in one are read by nobody."""
    (tmp_path / "pyproject.toml").write_text('[tool.tddgate]\nsorce = ["src"]\nred-timeout = "long"\n', "utf-8")

    with pytest.raises(Unusable) as caught:
        read_settings(str(tmp_path))

    first, *mistakes = str(caught.value).splitlines()
    assert first == "pyproject.toml, [tool.tddgate]: 2 mistakes"
    assert len(mistakes) == 2
    assert all(each.startswith("  ") for each in mistakes)


@pytest.mark.tdd_pins("the other side")
def test_one_mistake_needs_one_line(tmp_path: Path) -> None:
    """It stands behind the name of the table."""
    (tmp_path / "pyproject.toml").write_text('[tool.tddgate]\nsorce = ["src"]\n', "utf-8")

    with pytest.raises(Unusable) as caught:
        read_settings(str(tmp_path))

    assert str(caught.value).startswith("pyproject.toml, [tool.tddgate]: ")
    assert "\n" not in str(caught.value)
