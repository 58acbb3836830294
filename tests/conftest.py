"""What every test can ask for: pytester, a project in a repository of its own, and an environment that is put back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.project import Project, make_template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest_plugins = ["pytester"]


@pytest.fixture(scope="session")
def project_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit, made once and copied for each test."""
    return make_template(tmp_path_factory.mktemp("template") / "shop")


@pytest.fixture
def project(project_template: Path, tmp_path: Path) -> Project:
    """A small package `shop` with one passing test, committed."""
    return Project.copied(project_template, tmp_path / "shop")


@pytest.fixture
def _environment() -> Iterator[None]:
    """Put back what opening a repository removes from the environment of the process."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
