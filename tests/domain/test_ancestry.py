"""Which commits of a range come before another one, or beside it."""

from __future__ import annotations

from pytest_tddgate.domain.run.ancestry import not_after, side_tips

# newest first, as git lists them:  start - lock - code - merge,  start - one - two - merge
PARENTS = {
    "merge": ("code", "two"),
    "code": ("lock",),
    "two": ("one",),
    "lock": ("start",),
    "one": ("start",),
    "start": ("fork",),
}


def test_what_does_not_descend_from_a_commit_is_before_or_beside_it() -> None:
    """Newest first; the commit itself is none of them."""
    assert not_after("lock", PARENTS) == ("two", "one", "start")


def test_the_tip_of_a_side_branch_is_what_was_merged_after_the_commit() -> None:
    """Not what the commit itself comes from."""
    assert side_tips("lock", PARENTS) == ("two",)
    assert side_tips("one", PARENTS) == ("code",)
    assert side_tips("start", PARENTS) == ()


def test_a_branch_that_was_merged_before_the_commit_is_no_side_branch() -> None:
    """The commit has it."""
    parents = {"lock": ("join",), "join": ("a", "b"), "b": ("fork",), "a": ("fork",)}

    assert side_tips("lock", parents) == ()
    assert side_tips("a", parents) == ("b",)


def test_a_second_root_is_beside() -> None:
    """Histories that share nothing can be merged."""
    parents = {"merge": ("lock", "alone"), "alone": (), "lock": ("fork",)}

    assert side_tips("lock", parents) == ("alone",)
