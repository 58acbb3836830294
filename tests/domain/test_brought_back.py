"""A command of git that gives a locked file its locked bytes back does what a refusal asks for."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.agents.action import EndOfTurn, Shell
from pytest_tddgate.domain.agents.locks import Locks, denial_of
from pytest_tddgate.domain.agents.shell_writes import Write, writes_in

TEST = "tests/test_a.py"
LOCKS = Locks(
    {TEST: "discount", "tests/test_b.py": "discount"},
    frozenset({"discount"}),
    frozenset({".claude/settings.json"}),
)
BYTES = {("c1", TEST), ("c1", "tests/test_b.py"), ("c2", TEST)}
"""Which commit has the locked bytes of which file."""


def is_denied(command: str) -> bool:
    """Whether the hook denies this command, given at the top of the work tree."""
    denial = denial_of(
        Shell(command, "."),
        LOCKS,
        lambda path, _folder: path,
        lambda _path, _edit: False,
        lambda path, source: (source, path) in BYTES,
    )
    return denial is not None


@pytest.mark.parametrize(
    "command",
    [
        f"git checkout c1 -- {TEST}",
        f"git checkout c2 {TEST}",
        "git checkout c1 -- tests",
        f"git restore --source=c2 {TEST}",
        f"git restore -s c2 --staged --worktree -- {TEST}",
        f'git checkout c2 -- {TEST} && git commit -m "restore it"',
        f"sudo git checkout c2 -- {TEST}",
    ],
)
def test_what_brings_the_locked_bytes_back_is_allowed(command: str) -> None:
    """A refusal names exactly this command."""
    assert not is_denied(command)


@pytest.mark.parametrize(
    "command",
    [
        f"git checkout c3 -- {TEST}",
        "git checkout c2 -- tests",
        "git checkout c1 -- .",
        "git checkout c1 -- .claude",
        "git checkout c1 -- .tddgate",
        f"git checkout c1 -- {TEST} && rm {TEST}",
        f"git rm {TEST}",
        f"git stash push {TEST}",
    ],
)
@pytest.mark.tdd_pins("what the hook has denied so far")
def test_what_brings_anything_else_is_not(command: str) -> None:
    """Other bytes, a folder with one file of other bytes, the records, the hook itself."""
    assert is_denied(command)


def test_a_write_says_where_its_bytes_come_from() -> None:
    """In the folder that git is told to work in; of a `git rm` they come from nowhere."""
    assert list(writes_in(f"git -C sub checkout c1 -- a.py && git rm b.py && echo > {TEST}")) == [
        Write("sub/a.py", "c1"),
        Write("b.py"),
        Write(TEST),
    ]


def test_the_end_of_a_turn_asks_for_what_puts_the_file_back() -> None:
    """Where the change was committed, HEAD does not have the locked bytes."""
    locks = Locks(LOCKS.files, broken={TEST: "discount"}, remedy=f"git checkout c1 -- {TEST} && git commit -m 'x'")

    denial = denial_of(EndOfTurn(folder=""), locks, lambda path, _folder: path, lambda _path, _edit: False)

    assert denial is not None
    assert f"Put it back before you finish: git checkout c1 -- {TEST} && git commit -m 'x' (" in denial.reason
