"""A lock that takes tests as they are written: who says little is told as well, and how they can still change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

UNPOLISHED = (
    "import os\n\nfrom shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 90\n"
)


@pytest.fixture
def linted(project: Project) -> Project:
    """A project with settings of ruff, and a new test that does not keep to them."""
    linting = project.with_file("ruff.toml", '[lint]\nselect = ["F"]\n').commit()
    return linting.with_file("tests/test_discount.py", UNPOLISHED)


def test_a_quiet_lock_tells_what_review_will_refuse(linted: Project) -> None:
    """The commit is made, so that an amendment is the way; what else it advises stays unsaid."""
    locked = linted.lock("discount", "-q").last

    way = 'then: tddgate amend discount --format-only, or --reason "…" where more than the layout changes'
    assert locked.advised == ("unpolished-test",)
    assert locked.told("unpolished-test")[1].endswith(way)


@pytest.mark.tdd_pins("it was so before")
def test_a_quiet_red_run_tells_refusals_alone(linted: Project) -> None:
    """Nothing is locked yet."""
    assert linted.gate("verify-fail", "-q", verdict="passed").last.advised == ()


@pytest.mark.tdd_pins("it was so before")
def test_the_last_line_alone_is_the_last_line_alone(linted: Project) -> None:
    """Who asks for one line gets one."""
    assert linted.lock("discount", "-qq").last.advised == ()
