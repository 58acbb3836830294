"""Which files and tables steer linters and type checkers."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.linter_settings import linter_settings_in, steers_linters

PYPROJECT = b'[project]\nname = "shop"\n\n[tool.ruff]\nline-length = 100\n'


@pytest.mark.parametrize(
    ("path", "steers"),
    [
        ("pyproject.toml", True),
        ("services/a/ruff.toml", True),
        ("src/.ruff.toml", True),
        ("mypy.ini", True),
        ("pyrightconfig.json", True),
        ("src/.gitignore", True),
        ("src/shop/ruff.py", False),
        ("docs/pyproject.toml.md", False),
    ],
)
def test_a_file_steers_linters_by_its_name_wherever_it_lies(path: str, *, steers: bool) -> None:
    """Ruff looks for its settings in every folder, and passes over what a list of ignored files names."""
    assert steers_linters(path) is steers


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("pyproject.toml", PYPROJECT, PYPROJECT + b'exclude = ["src"]\n'),
        ("pyproject.toml", PYPROJECT, PYPROJECT + b"\n[tool.mypy]\nignore_errors = true\n"),
        ("setup.cfg", b"[mypy]\nstrict = true\n", b"[mypy]\nstrict = false\n"),
        ("ruff.toml", None, b"line-length = 100\n"),
        ("pyproject.toml", PYPROJECT, b"no toml ["),
    ],
)
def test_settings_of_linters_that_differ(path: str, before: bytes | None, after: bytes | None) -> None:
    """Each of these makes a linter say something else."""
    assert linter_settings_in(path, before) != linter_settings_in(path, after)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("pyproject.toml", PYPROJECT, PYPROJECT.replace(b"shop", b"bazaar")),
        ("setup.cfg", b"[metadata]\nname = shop\n", b"[metadata]\nname = bazaar\n"),
        ("tox.ini", None, b"[tox]\n"),
        (".gitignore", b"", b"*.log\n"),
        ("src/shop/tax.py", None, b"RATE = 5\n"),
    ],
)
def test_settings_of_something_else(path: str, before: bytes | None, after: bytes | None) -> None:
    """A file of several tools says nothing to a linter where its own tables are as they were."""
    assert linter_settings_in(path, before) == linter_settings_in(path, after)
