"""What each commit of a range brought: parents, entries, words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.usefixtures("_environment")


def test_the_parents_of_each_commit_newest_first(started: Project) -> None:
    """Those outside of the range are named, and not listed."""
    fork = started.head
    first = started.with_file("a.txt", "a").commit().head
    started.git("switch", "--quiet", "--create", "side", fork)
    side = started.with_file("b.txt", "b").commit().head
    started.git("merge", "--quiet", "--no-edit", "feature/discount")

    parents = open_repository(str(started.root)).parents(f"{fork}..HEAD")

    assert next(iter(parents.items())) == (started.head, (side, first))
    assert (parents[first], parents[side], fork in parents) == ((fork,), (fork,), False)


def test_the_entries_that_each_commit_brought(started: Project) -> None:
    """Also those of a first commit and of a merge; what was removed is none."""
    first = started.with_file("notes/a b.txt", "a").without_file("src/shop/cart.py").commit().head

    history = open_repository(str(started.root))
    (found,) = history.brought([first])[first]

    assert found[0] == "notes/a b.txt"
    assert list(history.objects([found[1]])) == [b"a"]


def test_a_file_that_is_named_like_a_commit_is_one(started: Project) -> None:
    """Its name does not begin the entries of another commit."""
    first = started.with_file("a.txt", "a").commit().head
    second = started.with_file(first, "b").with_file("tests/c.txt", "c").commit().head

    history = open_repository(str(started.root))

    assert [path for path, _ in history.brought([second, first])[second]] == [first, "tests/c.txt"]
    assert history.touched_by_each([second, first])[second] == {first, "tests/c.txt"}


def test_the_words_of_each_commit(started: Project) -> None:
    """The whole message."""
    first = started.commit("subject\n\nbody\nmore").head

    assert open_repository(str(started.root)).messages([first]) == {first: "subject\n\nbody\nmore\n"}
