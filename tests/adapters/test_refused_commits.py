"""What git or a hook said when it refused a commit: in its own words, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository
from tests.project import git, git_environment

if TYPE_CHECKING:
    from pathlib import Path


def refused(top: Path, hook: str, script: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is told of a commit that this hook refuses."""
    for name, value in git_environment().items():
        monkeypatch.setenv(name, value)
    git(top, "init", "--quiet")
    target = top / ".git" / "hooks" / hook
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    target.chmod(0o755)
    (top / "test_it.py").write_text("", encoding="utf-8")
    repository = open_repository(str(top))
    with pytest.raises(repository.refusal) as caught:
        repository.commit(["test_it.py"], "test: it")
    return repository.refusal_words(caught.value)


def test_a_hook_is_told_in_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what a library puts round them."""
    words = refused(tmp_path, "commit-msg", "echo 'subject line too long' >&2; exit 1", monkeypatch)

    assert words == "subject line too long"


def test_a_hook_that_says_nothing_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line of git would say nothing either."""
    words = refused(tmp_path, "pre-commit", "exit 3", monkeypatch)

    assert words == "the hook pre-commit refused it and said nothing"
