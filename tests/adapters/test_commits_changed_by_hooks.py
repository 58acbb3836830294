"""A commit that a hook changed is taken back: what was asked for is committed as it is, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository
from tests.project import git, git_environment

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_tddgate.adapters.git import GitRepository

TEST = "tests/test_it.py"
FORMAT = f'grep -q formatted {TEST} || echo "# formatted" >> {TEST}'
"""A formatter that has nothing to do the second time."""


def repository_with(top: Path, script: str, monkeypatch: pytest.MonkeyPatch, hook: str = "pre-commit") -> GitRepository:
    """A repository with one commit, a new test, an edited and staged README, and this hook."""
    for name, value in git_environment().items():
        monkeypatch.setenv(name, value)
    git(top, "init", "--quiet", "--initial-branch=main")
    (top / "README.md").write_text("a shop\n", encoding="utf-8")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "first commit")
    return with_new_test(top, script, hook)


def with_new_test(top: Path, script: str, hook: str = "pre-commit") -> GitRepository:
    """The repository, with what differs from HEAD and with the hook."""
    target = top / ".git" / "hooks" / hook
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    target.chmod(0o755)
    (top / TEST).parent.mkdir()
    (top / TEST).write_text("def test_it(): pass\n", encoding="utf-8")
    (top / "README.md").write_text("a large shop\n", encoding="utf-8")
    git(top, "add", "README.md")
    return open_repository(str(top))


def words(repository: GitRepository, *paths: str) -> str:
    """What is told of the commit of these paths, which is refused."""
    with pytest.raises(repository.refusal) as caught:
        repository.commit(paths or [TEST], "test: it")
    return repository.refusal_words(caught.value)


def state(top: Path) -> tuple[str, str]:
    """The commits, and what the index holds."""
    return git(top, "log", "--all", "--format=%H", check=False), git(top, "ls-files", "--stage")


@pytest.mark.parametrize("script", [f"{FORMAT}; git add {TEST}", FORMAT], ids=["added", "not-added"])
def test_a_commit_that_a_hook_formatted_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    """History and index are as before; the formatting stays, and is committed the second time."""
    repository = repository_with(tmp_path, script, monkeypatch)
    before = state(tmp_path)

    told = words(repository)

    assert told == f"a hook changed {TEST}"
    assert state(tmp_path) == before
    assert repository.resolve("HEAD") == before[0]
    assert (tmp_path / TEST).read_text("utf-8") == "def test_it(): pass\n# formatted\n"
    commit = repository.commit([TEST], "test: it")
    assert repository.blobs(commit, [TEST])[TEST].endswith(b"# formatted\n")
    assert git(tmp_path, "status", "--porcelain") == "M  README.md"


def test_a_commit_to_which_a_hook_added_a_file_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would hold more than was asked for; what the hook wrote stays in the work tree."""
    repository = repository_with(tmp_path, "echo it > 'docs of it.md'; git add 'docs of it.md'", monkeypatch)
    before = state(tmp_path)

    told = words(repository)

    assert told == "a hook changed 'docs of it.md', which was not to be committed"
    assert state(tmp_path) == before
    assert (tmp_path / "docs of it.md").exists()


def test_a_commit_from_which_a_hook_took_a_file_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook can take it out of the index."""
    repository = repository_with(tmp_path, f"git rm --quiet --cached {TEST}; git add README.md", monkeypatch)
    before = state(tmp_path)

    told = words(repository)

    assert told == f"a hook changed {TEST}, and README.md, which was not to be committed"
    assert state(tmp_path) == before


def test_a_file_that_was_removed_stays_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook that puts it back changes the commit."""
    script = "git show HEAD:README.md > README.md; git add README.md"
    repository = repository_with(tmp_path, script, monkeypatch)
    (tmp_path / "README.md").unlink()

    assert words(repository, TEST, "README.md") == "a hook changed README.md"


def test_a_first_commit_is_taken_back_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then there is no commit, as before."""
    for name, value in git_environment().items():
        monkeypatch.setenv(name, value)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    repository = with_new_test(tmp_path, FORMAT)
    before = state(tmp_path)

    told = words(repository)

    assert told == f"a hook changed {TEST}"
    assert state(tmp_path) == before
    assert git(tmp_path, "symbolic-ref", "HEAD") == "refs/heads/main"


def test_a_hook_that_comes_after_the_commit_is_heard_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may format as well as one that comes before."""
    repository = repository_with(tmp_path, FORMAT, monkeypatch, hook="post-commit")
    before = state(tmp_path)

    assert words(repository) == f"a hook changed {TEST}"
    assert state(tmp_path) == before


@pytest.mark.tdd_pins("the other side: a hook that only looks")
@pytest.mark.parametrize("setting", ["core.autocrlf=false", "core.autocrlf=true", "core.autocrlf=input"])
def test_a_hook_that_only_looks_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    """Whatever git makes of line ends on the way into the commit."""
    repository = repository_with(tmp_path, "exit 0", monkeypatch)
    git(tmp_path, "config", *setting.split("="))
    (tmp_path / TEST).write_bytes(b"def test_it(): pass\r\n")
    (tmp_path / "README.md").unlink()

    commit = repository.commit([TEST, "README.md"], "test: it")

    assert repository.files(commit) == (TEST,)
    assert git(tmp_path, "status", "--porcelain") == ""
