"""Which files a shell command plainly writes to."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.agents.shell_writes import written_paths


@pytest.mark.parametrize(
    ("command", "paths"),
    [
        ("echo x > tests/test_a.py", ["tests/test_a.py"]),
        ("echo x >>tests/test_a.py", ["tests/test_a.py"]),
        ("cat <<EOF >| tests/test_a.py\nx\nEOF", ["tests/test_a.py"]),
        ("pytest 2> err.txt && true", ["err.txt"]),
        ("echo x | tee -a tests/test_a.py b.py", ["tests/test_a.py", "b.py"]),
        ("sed -i 's/a/b/' tests/test_a.py", ["tests/test_a.py"]),
        ("sed -i.bak -e 's/a/b/' tests/test_a.py tests/b.py", ["tests/test_a.py", "tests/b.py"]),
        ("perl -pi -e 's/a/b/' tests/test_a.py", ["tests/test_a.py"]),
        ("rm -rf tests", ["tests"]),
        ("mv tests/test_a.py old.py", ["tests/test_a.py", "old.py"]),
        ("cp new.py 'tests/test a.py'", ["tests/test a.py"]),
        ("truncate -s 0 tests/test_a.py; touch x", ["tests/test_a.py", "x"]),
        ("dd if=/dev/zero of=tests/test_a.py", ["tests/test_a.py"]),
        ("git checkout main -- tests/test_a.py", ["tests/test_a.py"]),
        ("git restore --source=HEAD~1 tests/test_a.py", ["tests/test_a.py"]),
        ("git rm --cached tests/test_a.py", ["tests/test_a.py"]),
        ("git mv tests/test_a.py tests/b.py", ["tests/test_a.py", "tests/b.py"]),
        ("cd tests && sudo rm test_a.py", ["tests/test_a.py"]),
        ("bash -c 'rm tests/test_a.py'", ["tests/test_a.py"]),
        ("env X=1 rm tests/test_a.py || true", ["tests/test_a.py"]),
        ("ln -sf x.py tests/test_a.py", ["tests/test_a.py"]),
    ],
)
def test_what_a_command_writes_is_seen(command: str, paths: list[str]) -> None:
    """Redirections, editors in place, and what removes, moves or restores."""
    assert list(written_paths(command)) == paths


@pytest.mark.parametrize(
    "command",
    [
        "cat tests/test_a.py",
        "grep -n 'x > y' tests/test_a.py",
        "sed -n 1,10p tests/test_a.py",
        "pytest tests/test_a.py -q 2>&1 | tail -5",
        "git diff tests/test_a.py",
        "git add tests/test_a.py && git commit -m 'rm tests/test_a.py'",
        "git checkout feature/tests",
        "echo 'rm tests/test_a.py'",
        "",
    ],
)
def test_reading_is_free(command: str) -> None:
    """And so is talking about it."""
    assert list(written_paths(command)) == []


@pytest.mark.parametrize("command", ["echo 'unclosed", 'rm "tests/test_a.py'])
def test_a_command_that_cannot_be_read_raises(command: str) -> None:
    """Whoever asks must not take it for harmless."""
    with pytest.raises(ValueError, match="quotation"):
        list(written_paths(command))
