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


@pytest.fixture(scope="session")
def branch_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project with the feature `discount`, test first, on a branch of its own."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("branch") / "shop")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")
    return project.root


@pytest.fixture
def branch(branch_template: Path, tmp_path: Path) -> Project:
    """A copy of the project whose branch holds one honest feature; its base is `main`."""
    return Project.copied(branch_template, tmp_path / "shop")


@pytest.fixture
def started(project: Project) -> Project:
    """The sample project on a new branch that has no commit yet; its base is `main`."""
    project.git("switch", "--quiet", "--create", "feature/discount")
    return project


@pytest.fixture
def _environment() -> Iterator[None]:
    """Put back what opening a repository removes from the environment of the process."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
