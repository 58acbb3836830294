"""Shell commands as coding agents write them: messages in here-documents, folders of git, patterns of names."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.agents.action import Shell
from pytest_tddgate.domain.agents.locks import Locks, denial_of
from pytest_tddgate.domain.agents.shell_writes import written_paths

TEST = "tests/test_a.py"
LOCKS = Locks({TEST: "discount"}, frozenset({"discount"}))


def is_denied(command: str, locks: Locks = LOCKS) -> bool:
    """Whether the hook denies this command, given at the top of the work tree."""
    return denial_of(Shell(command, "."), locks, lambda path, _folder: path, lambda _path, _edit: False) is not None


@pytest.mark.parametrize(
    "command",
    [
        "git commit -m \"$(cat <<'EOF'\nfix: don't round > up\n\nrm tests/test_a.py\nEOF\n)\"",
        "python - <<'EOF'\nprint('> tests/test_a.py')\nEOF",
        'python -c "print(1 << 2)"',
        "cat <<-END\n\tit's\n\tEND\n",
    ],
    ids=["message", "program", "shift", "indented"],
)
def test_what_a_here_document_holds_is_no_command(command: str) -> None:
    """It is a text, with quotes that nobody closes."""
    assert list(written_paths(command)) == []


@pytest.mark.parametrize(
    ("command", "paths"),
    [
        ("cat > b.py <<EOF\nit's\nEOF\nrm tests/test_a.py", ["b.py", "tests/test_a.py"]),
        ("git -C sub rm test_a.py", ["sub/test_a.py"]),
        ("git -c a.b=c checkout HEAD~1 tests/test_a.py", ["tests/test_a.py"]),
        ("git checkout main -- tests/test_a.py", ["tests/test_a.py"]),
        ("find tests -name '*.py' -delete", ["tests/**/*.py"]),
        ("git stash push tests/test_a.py", ["tests/test_a.py"]),
    ],
)
def test_what_a_command_writes_is_seen(command: str, paths: list[str]) -> None:
    """Behind a here-document, in another folder, and without the two dashes."""
    assert list(written_paths(command)) == paths


@pytest.mark.parametrize(
    "command",
    [
        "git checkout HEAD -- tests/test_a.py",
        "git checkout -- tests/test_a.py",
        "git restore tests/test_a.py",
        "git restore --source=HEAD --staged --worktree tests/test_a.py",
        "git restore -s HEAD tests/test_a.py",
        "git checkout -b tests/test_a.py",
    ],
)
def test_what_was_committed_may_be_put_back(command: str) -> None:
    """It is the step that a refusal names."""
    assert not is_denied(command)


@pytest.mark.parametrize(
    "command", ["rm tests/*.py", "rm t*/test_?.py", "rm -r t*", "sed -i s/1/2/ tests/test_[a-c].py"]
)
def test_a_pattern_that_matches_a_locked_file_is_denied(command: str) -> None:
    """The shell fills it in, after the hook has answered."""
    assert is_denied(command)


@pytest.mark.tdd_pins("a pattern was a path that nobody locks")
@pytest.mark.parametrize("command", ["rm *.py", "rm tests/*.txt", "rm build/*"])
def test_a_pattern_that_matches_none_is_allowed(command: str) -> None:
    """A star does not reach into folders."""
    assert not is_denied(command)


def test_without_a_contract_a_command_is_not_even_read() -> None:
    """The hook is for locked files alone."""
    assert not is_denied("echo 'unclosed", Locks())
