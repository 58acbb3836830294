"""A broken existing test is not hidden by asking pytest, in other words, to leave it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


@pytest.fixture
def breaking(project: Project) -> Project:
    """A feature that is done, and breaks a test that was there before."""
    locked = project.with_red_test().lock().implement()
    return locked.with_file("src/shop/cart.py", "def total(prices):\n    return -sum(prices)\n")


@pytest.mark.parametrize(("args", "variable"), [(("-qk", "discount"), ""), ((), "-k discount")])
def test_a_selection_in_other_words_is_undecided(breaking: Project, args: tuple[str, ...], variable: str) -> None:
    """What pytest made of the words counts, not how they were spelled."""
    ran = breaking.run("--tdd-gate=green", *args, PYTEST_ADDOPTS=variable)

    assert ran.exit_code == 11, ran.output
    assert "1 test was deselected by -k or -m" in ran.output


def test_last_failures_alone_are_undecided(breaking: Project) -> None:
    """The cache says which tests failed; those that it does not know may fail by now."""
    known = '{"tests/test_discount.py::test_discount": true}'
    breaking.with_file(".pytest_cache/v/cache/lastfailed", known)

    args = ("-p", "cacheprovider", "-o", "cache_dir=.pytest_cache", "--lf")  # tox would have it elsewhere
    breaking.gate("green", *args, verdict="undecided", says="left out by --lf")
