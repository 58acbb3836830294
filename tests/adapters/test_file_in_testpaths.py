"""A test file that `testpaths` names itself is watched like those in a folder of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.errors import Unusable
from tests.project import git

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.usefixtures("_environment")


@pytest.mark.parametrize("root", ["", "web"])
def test_an_edit_of_it_is_seen(project: Project, root: str) -> None:
    """Its name is none of those that pytest goes by."""
    path = f"{root}/checks.py" if root else "checks.py"
    project.with_file(path, "def test_a():\n    assert True\n").commit()
    project.replace(path, "True", "False")

    repository = open_repository(str(project.root))
    layout = Layout(str(project.root), root=root, packages=("src/shop",), tests=(path,))

    assert repository.tests_changed_since("HEAD", layout) == (path,)
    assert path in repository.test_side_files(layout)


def test_a_repository_without_a_commit_begins_with_an_empty_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A first test that were committed with the rest would be new no more; and there may be nothing to commit."""
    folder = tmp_path_factory.mktemp("empty")
    git(folder, "init", "--quiet")

    with pytest.raises(Unusable) as raised:
        open_repository(str(folder)).resolve("HEAD")

    assert raised.value.next_step == (
        "git commit --allow-empty -m 'first commit'; before that, git add whatever is there but new tests"
    )
