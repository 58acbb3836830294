"""What an agent calls its session is any text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.kept_turns import is_kept

if TYPE_CHECKING:
    from tests.project import Project


def test_a_session_may_be_called_by_half_a_pair_of_surrogates(project: Project) -> None:
    """JSON can hold one; it is kept once, as every session is."""
    kept = [is_kept(project.root, "\ud800", is_broken=True) for _ in range(2)]

    assert kept == [True, False]
