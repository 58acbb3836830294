"""Patches in shell commands, which an agent takes for edits, and shells with more than one option."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.agents.shell_writes import written_paths

PATCH = "*** Begin Patch\n*** Update File: tests/test_a.py\n@@\n-a > b\n+it's\n*** Delete File: b.py\n*** End Patch"


@pytest.mark.parametrize(
    ("command", "paths"),
    [
        (f"apply_patch <<'EOF'\n{PATCH}\nEOF\n", ["tests/test_a.py", "b.py"]),
        (f"cd sub && applypatch <<EOF\n{PATCH}\nEOF", ["sub/tests/test_a.py", "sub/b.py"]),
        ("apply_patch '*** Begin Patch\n*** Add File: c.py\n+x\n*** End Patch'", ["c.py"]),
        ("bash -lc 'rm tests/test_a.py'", ["tests/test_a.py"]),
        ("sh -e -c 'echo > tests/test_a.py'", ["tests/test_a.py"]),
    ],
)
def test_a_patch_and_the_command_of_a_shell_are_looked_into(command: str, paths: list[str]) -> None:
    """Codex applies the patch of such a command itself, without a program of that name."""
    assert list(written_paths(command)) == paths


@pytest.mark.tdd_pins("the text of a document was free before, too")
@pytest.mark.parametrize("command", [f"cat <<'EOF'\n{PATCH}\nEOF", "bash -l run.sh", "echo apply_patch", "bash"])
def test_a_patch_that_nobody_applies_is_text(command: str) -> None:
    """And a shell without a command of its own writes nothing."""
    assert list(written_paths(command)) == []
