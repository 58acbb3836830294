"""Files of the work tree are written all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository

if TYPE_CHECKING:
    from tests.project import Project


@pytest.mark.parametrize("kept", ["src/shop/cart.py", "notes/new.md"])
def test_a_file_that_cannot_be_written_leaves_the_others_as_they_were(project: Project, kept: str) -> None:
    """Several contracts are amended at once: the second may lie where nothing can be written."""
    before = open_repository(str(project.root)).read(kept)
    files = {kept: b"changed\n", "src/shop/__init__.py/inner.json": b"{}\n"}

    with pytest.raises(OSError, match=r"__init__\.py"):
        open_repository(str(project.root)).write(files)

    assert open_repository(str(project.root)).read(kept) == before
