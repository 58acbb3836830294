"""Several projects in one repository: each is judged in its folder, and none by what another one has locked."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.cli import main
from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

BASE = "--tdd-base=main"


def with_feature(project: Project, name: str) -> Project:
    """The project with a locked test of this feature, and its implementation in the work tree."""
    folder = project.directory
    test = f"from shop.{name} import {name}\n\n\ndef test_{name}():\n    assert [{name}(100), {name}(50)] == [90, 45]\n"
    project.with_file(f"{folder}/tests/test_{name}.py", test).lock(name)
    return project.with_file(f"{folder}/src/shop/{name}.py", f"def {name}(price):\n    return price * 9 // 10\n")


@pytest.fixture
def projects(started: Project) -> tuple[Project, Project]:
    """Two projects; the first has a locked and implemented feature, committed on a branch."""
    web = started.moved_into("packages/web")
    shutil.copytree(web.root / "packages/web", web.root / "packages/core")
    web.commit("two projects").git("branch", "--force", "main", "HEAD")
    with_feature(web, "discount").commit("feat: discount")
    return web, Project(web.root, directory="packages/core")


def test_each_project_keeps_its_own_contracts(projects: tuple[Project, Project]) -> None:
    """What another project has locked is named, and neither run nor compared with these settings."""
    web, core = projects
    with_feature(core, "rebate")

    core.gate("green", verdict="passed", says="not judged here: discount (packages/web)")
    core.commit("feat: rebate")
    core.gate("audit", BASE, verdict="passed", says="not judged here: discount (packages/web)")
    web.gate("audit", BASE, verdict="passed", says="not judged here: rebate (packages/core)")


def test_a_project_without_a_contract_is_not_green_by_another_ones(projects: tuple[Project, Project]) -> None:
    """Nothing passes by silence."""
    _, core = projects

    core.gate("green", verdict="undecided", says="no contract is locked in packages/core")


def test_a_locked_file_is_kept_from_every_folder(projects: tuple[Project, Project]) -> None:
    """Its bytes are compared wherever the gate is run."""
    _, core = projects
    with_feature(core, "rebate").replace("packages/web/tests/test_discount.py", "90, 45", "90, 40")

    core.gate("green", verdict="refused", rules=["contract-touched"])


@pytest.mark.parametrize("folder", ["", "packages/web", "packages/core"])
def test_a_kept_contract_is_kept_from_every_folder(
    projects: tuple[Project, Project], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings of pytest are compared where they are the contract's."""
    top: Path = projects[0].root
    monkeypatch.chdir(top / folder)

    assert main(["status"]) == 0
