"""Where a project has settings of ruff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.project import has_ruff_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "[tool.ruff]\nline-length = 100\n"),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["F"]\n'),
        ("ruff.toml", ""),
        (".ruff.toml", ""),
        ("services/a/ruff.toml", ""),
        ("services/ruff.toml", ""),
    ],
)
def test_settings_of_ruff_are_found_as_ruff_finds_them(tmp_path: Path, path: str, text: str) -> None:
    """In the project's folder, or in one above it up to the top of the repository."""
    (tmp_path / "services/a").mkdir(parents=True)
    (tmp_path / path).write_text(text, encoding="utf-8")

    assert has_ruff_settings(str(tmp_path / "services/a"), str(tmp_path))


def test_other_settings_are_none_of_ruff(tmp_path: Path) -> None:
    """Nor is what lies above the repository."""
    (tmp_path / "ruff.toml").write_text("", encoding="utf-8")
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/pyproject.toml").write_text('[project]\nname = "shop"\n', encoding="utf-8")

    assert not has_ruff_settings(str(tmp_path / "shop"), str(tmp_path / "shop"))
