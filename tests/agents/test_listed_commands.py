"""A command that comes as a list of words, as programs are started without a shell."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.agents.tool_use import use_of
from pytest_tddgate.domain.agents.action import Shell
from pytest_tddgate.domain.agents.shell_writes import written_paths


@pytest.mark.parametrize("tool", ["shell", "mcp__desk__execute_command"])
@pytest.mark.parametrize(
    ("words", "paths"),
    [
        (["bash", "-lc", "rm tests/test_a.py"], ["tests/test_a.py"]),
        (["rm", "tests/test a.py"], ["tests/test a.py"]),
        (["echo x > tests/test_a.py"], ["tests/test_a.py"]),
    ],
)
def test_the_words_stay_words(tool: str, words: list[str], paths: list[str]) -> None:
    """A word with a space is one, and the only one is a whole command."""
    use = use_of(tool, {"command": words}, ".")

    assert isinstance(use, Shell)
    assert list(written_paths(use.command)) == paths
