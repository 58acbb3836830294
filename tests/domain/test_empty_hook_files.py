"""A file for hooks that somebody had there, with nothing in it: it stays when our hooks go."""

from __future__ import annotations

import json

import pytest

from pytest_tddgate.domain.agents.hook_json import with_hooks, without_hooks

COMMAND = "tddgate hook --agent x"
ENTRY = {"type": "command", "command": COMMAND}
GROUPED = {"hooks": {"Stop": [{"hooks": [ENTRY]}]}}
FLAT = {"version": 1, "hooks": {"Stop": [ENTRY]}}


@pytest.mark.parametrize("wanted", [GROUPED, FLAT], ids=["grouped", "flat"])
@pytest.mark.parametrize("before", ["{}", "{}\n", "{\n}\n"])
def test_an_empty_object_is_there_afterwards(before: str, wanted: dict[str, object]) -> None:
    """Also when the hook was replaced in between."""
    once = with_hooks(before, wanted)
    newer = with_hooks(once.replace(COMMAND, f"{COMMAND} --old"), wanted)

    assert json.loads(once) == json.loads(newer) == wanted
    assert with_hooks(once, wanted) == once
    assert [without_hooks(each) for each in (once, newer)] == ["{}\n", "{}\n"]


@pytest.mark.tdd_pins("as it was")
@pytest.mark.parametrize("wanted", [GROUPED, FLAT], ids=["grouped", "flat"])
def test_a_file_that_was_made_for_ours_goes(wanted: dict[str, object]) -> None:
    """Nobody had it there."""
    assert without_hooks(with_hooks("", wanted)) == ""
