"""A repository that git does not trust, because the folder belongs to somebody else: usual in a container of CI."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from pathlib import Path


GIT = """#!/bin/sh
echo "fatal: detected dubious ownership in repository at '$PWD'" >&2
exit 128
"""


@pytest.fixture
def distrusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a git that says what it says of the folders of others: to have such a folder takes root."""
    top = tmp_path / "of somebody else"
    subprocess.run(["git", "init", "--quiet", str(top)], check=True)
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(GIT, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    return top.resolve()


@pytest.mark.skipif(sys.platform == "win32", reason="git is played by a shell script")
def test_a_folder_of_somebody_else_is_named_as_such(distrusted: Path) -> None:
    """And not as a folder without a repository."""
    with pytest.raises(Unusable) as refused:
        open_repository(str(distrusted))

    assert refused.value.what == f"git does not trust {distrusted}: it belongs to somebody else"


@pytest.mark.skipif(sys.platform == "win32", reason="git is played by a shell script")
def test_the_next_step_is_the_one_that_git_asks_for(distrusted: Path) -> None:
    """A path with a space can be copied, too."""
    with pytest.raises(Unusable) as refused:
        open_repository(str(distrusted))

    assert refused.value.next_step == f"git config --global --add safe.directory '{distrusted}'"
