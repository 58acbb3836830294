"""Empty lists and objects of others in a file with hooks: they are put there by somebody, and stay."""

from __future__ import annotations

import json

import pytest

from pytest_tddgate.domain.agents.hook_json import with_hooks, without_hooks

COMMAND = "tddgate hook --agent x"
ENTRY = {"type": "command", "command": COMMAND}
GROUPED = {"hooks": {"PreToolUse": [{"matcher": "Bash", "hooks": [ENTRY]}], "Stop": [{"hooks": [ENTRY]}]}}
FLAT = {"version": 1, "hooks": {"preToolUse": [ENTRY], "Stop": [ENTRY]}}
FILES = {
    "empty events": '{"hooks":{"PreToolUse":[],"Stop":[]}}',
    "empty events in lines": '{\n  "hooks": {\n    "PreToolUse": [\n    ],\n    "Stop": [ ]\n  }\n}\n',
    "no events": '{"version":1,"hooks":{}}',
    "no events in lines": '{\r\n  "version": 1,\r\n  "hooks": {\r\n  }\r\n}\r\n',
    "a number alone": '{"version":1}',
    "all of it": '{"hooks":{"PreToolUse":[],"UserPromptSubmit":[],"Notification":[{"hooks":[]}]},"env":{}}',
    "a group without hooks": '{"hooks": {"Stop": [{"matcher": "x", "hooks": []}]}}',
}


@pytest.mark.parametrize("wanted", [GROUPED, FLAT], ids=["grouped", "flat"])
@pytest.mark.parametrize("before", FILES.values(), ids=FILES)
def test_what_was_empty_before_comes_back_to_the_byte(before: str, wanted: dict[str, object]) -> None:
    """A file that was there is there afterwards."""
    after = with_hooks(before, wanted)

    assert after.count(COMMAND) == 2
    if "version" in wanted and "version" not in before:
        after = after.replace(', "version": 1', "").replace(',\n  "version": 1', "")
    assert without_hooks(after) == before


@pytest.mark.parametrize("wanted", [GROUPED, FLAT], ids=["grouped", "flat"])
@pytest.mark.parametrize("before", FILES.values(), ids=FILES)
def test_writing_again_takes_nothing_of_others_away(before: str, wanted: dict[str, object]) -> None:
    """Also where the hook is another one than before."""
    once = with_hooks(before, wanted)
    newer = with_hooks(once.replace(COMMAND, f"{COMMAND} --old"), wanted)

    assert with_hooks(once, wanted) == once
    assert json.loads(newer) == json.loads(once)


@pytest.mark.tdd_pins("a list that holds ours alone was taken away before, too")
def test_a_list_that_was_made_for_ours_goes_with_it() -> None:
    """Also when an earlier version wrote it, or a formatter did since."""
    written = json.dumps({"a": 1, **GROUPED}, indent=4)

    assert json.loads(without_hooks(written)) == {"a": 1}
    assert without_hooks(json.dumps(FLAT, indent=2) + "\n") == ""
