"""When a commit was made, as git tells it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("written after the page that asks for it: it pins the form")


def test_the_time_of_a_commit_is_told_in_utc(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it was made, and as ISO 8601; no commit has no time."""
    project.git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--allow-empty", "-m", "b")
    monkeypatch.chdir(project.root)
    repository = open_repository(str(project.root))
    head, first = project.git("rev-parse", "HEAD"), project.git("rev-list", "--max-parents=0", "HEAD")

    times = repository.times_of([head, first])

    made = {each: int(project.git("show", "--no-patch", "--format=%ct", each)) for each in (head, first)}
    assert {each: dt.datetime.fromisoformat(at).timestamp() for each, at in times.items()} == made
    assert [each[-1] for each in times.values()] == ["Z", "Z"]
    assert repository.times_of([]) == {}
