"""A feature that begins a package of its own, in the eyes of an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


@pytest.mark.tdd_pins("the audit was mended before this story had a file of its own")
def test_a_feature_may_begin_a_package(started: Project) -> None:
    """It is the project's own at the lock as well, though no file of it was there yet."""
    test = "from billing import number\n\n\ndef test_number():\n    assert [number(1), number(20)] == ['n1', 'n20']\n"
    started.with_file("src/billing/__init__.py", "").with_file("tests/test_billing.py", test).lock("billing")
    started.with_file("src/billing/__init__.py", "def number(count):\n    return f'n{count}'\n").commit("feat: billing")

    started.gate("audit", "--tdd-base=main", verdict="passed")
