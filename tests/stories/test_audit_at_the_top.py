"""An audit at the top of a repository of several projects names each that the range changes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path


def test_an_audit_at_the_top_names_every_project_that_has_changed(started: Project) -> None:
    """One of them alone would leave the others unjudged."""
    started.moved_into("packages/web")
    top: Path = started.root
    for name in ("core", "idle"):
        shutil.copytree(top / "packages/web", top / "packages" / name)
    started.commit("three projects").git("branch", "--force", "main", "HEAD")
    for name in ("core", "web"):
        started.with_file(f"packages/{name}/src/shop/more.py", "MORE = 1\n")
    started.commit("more of two")

    seen = Project(top).gate("audit", "--tdd-base=main", verdict="undecided", says="no first-party code was found")

    audit = f"pytest --tdd-gate=audit --tdd-base={started.git('rev-parse', 'main')[:10]}"
    assert f"next: cd packages/core && {audit}; and: cd packages/web && {audit}\n" in seen.last.output
