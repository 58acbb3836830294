"""A hook that formats the tests while an amendment is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

TEST = "tests/test_discount.py"
CONTRACT = ".tddgate/contracts/discount.json"


def with_hook(project: Project, script: str) -> Project:
    """The project with this `pre-commit` hook."""
    project.with_file(".git/hooks/pre-commit", f"#!/bin/sh\n{script}\n")
    (project.root / ".git/hooks/pre-commit").chmod(0o755)
    return project


@pytest.mark.parametrize("add", ["", f"; git add {TEST}"], ids=["not-added", "added"])
def test_what_a_hook_formatted_is_amended_the_second_time(locked: Project, tddgate: Tddgate, add: str) -> None:
    """The first time everything is as it was, but for the formatting."""
    with_hook(locked, f'grep -q formatted {TEST} || echo "# formatted" >> {TEST}{add}')
    before = locked.replace(TEST, "(50, 45)", "(70, 63)").head, locked.text(CONTRACT)

    refused = tddgate(locked, "amend", "discount", "--reason", "seventy is usual")

    assert refused.code == 4
    assert f"git did not commit the amendment: a hook changed {TEST}" in refused.err
    assert "next: run this command again" in refused.err
    assert (locked.head, locked.text(CONTRACT)) == before
    again = tddgate(locked, "amend", "discount", "--reason", "seventy is usual")
    assert again.code == 0, again.err
    assert tddgate(locked, "status").code == 0


def test_a_hook_that_formats_records_must_let_them_be(locked: Project, tddgate: Tddgate) -> None:
    """A withdrawal says so; the record is as it was."""
    with_hook(locked, f"echo >> {CONTRACT}; git add {CONTRACT}")
    before = locked.without_file(TEST).without_file("src/shop/discount.py").head, locked.text(CONTRACT)

    refused = tddgate(locked, "withdraw", "discount", "--reason", "nobody wants it")

    assert refused.code == 4
    assert f"a hook changed {CONTRACT}" in refused.err
    assert "next: keep your hooks from changing .tddgate/, then: run this command again" in refused.err
    assert (locked.head, locked.text(CONTRACT)) == before


def test_a_hook_that_formats_seals_leaves_no_package(locked: Project, tddgate: Tddgate) -> None:
    """Nothing is sealed then."""
    record = ".tddgate/sealed/discount.json"
    with_hook(locked, f"echo >> {record}; git add {record}")
    locked.with_file("../held/test_more.py", "def test_more():\n    assert 1\n")
    before = locked.head

    refused = tddgate(locked, "seal", "discount", "../held/test_more.py", "--to", "../kept.tar")

    assert refused.code == 4
    assert f"a hook changed {record}" in refused.err
    assert (locked.head, (locked.root.parent / "kept.tar").exists()) == (before, False)
