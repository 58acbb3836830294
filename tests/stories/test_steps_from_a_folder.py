"""A step that a refusal names works where the gate was started, also in a folder below the repository's top."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from tests.project import git_environment

if TYPE_CHECKING:
    from tests.project import Project


def test_the_command_that_puts_a_file_back_does_so_from_the_folder_of_the_project(project: Project) -> None:
    """Paths of git and of ruff are read from there; the place of the finding is told from the top, as everywhere."""
    below = project.moved_into("packages/my shop").commit("moved").with_red_test()
    moved = "packages/my shop/tests/test_discount.py"
    (below.root / moved).write_bytes((below.root / "tests/test_discount.py").read_bytes())
    (below.root / "tests/test_discount.py").unlink()
    locked = below.lock()
    locked.replace(moved, "== 90", ">= 0").with_file(
        "packages/my shop/src/shop/discount.py", "def discount(price): ...\n"
    )

    ran = locked.run("--tdd-gate=green")

    found = re.search(r"Next: (git checkout HEAD -- .+?); or: ", ran.last_line)
    assert found, ran.output
    assert f"--> {moved}" in ran.output
    subprocess.run(found[1], shell=True, cwd=below.root / below.directory, env=git_environment(), check=True)  # noqa: S602 - as a reader would
    assert "== 90" in locked.text(moved)
