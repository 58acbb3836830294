"""What a tool that nobody knows is given: a text that names nothing, and a command inside of something else."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.agents.tool_use import use_of
from pytest_tddgate.domain.agents.action import Other, Shell


@pytest.mark.parametrize("given", ["await tools.save(1)", "", None, ["tests/test_a.py"]])
def test_a_text_without_names_is_no_file_and_no_command(given: object) -> None:
    """Denied for want of understanding, no program in a tool of the agent could run at all."""
    assert use_of("run_code", given, ".") == Other()
    assert use_of("update_plan", given, ".") == Other()


def test_a_command_is_found_where_a_task_holds_it() -> None:
    """As VS Code creates one."""
    given = {"workspaceFolder": "/shop", "task": {"label": "x", "type": "shell", "command": "rm tests/test_a.py"}}

    assert use_of("create_and_run_task", given, "/shop") == Shell("rm tests/test_a.py", "/shop")


@pytest.mark.tdd_pins("an object that is cut off was no object before, too")
def test_an_object_that_is_cut_off_is_not_guessed_at() -> None:
    """It may name a file."""
    with pytest.raises(ValueError, match="Expecting"):
        use_of("files-write_file", '{"path":', ".")
