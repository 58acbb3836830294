"""Hooks of ours in a JSON file that others have entries in too."""

from __future__ import annotations

import json

import pytest

from pytest_tddgate.domain.agents.hook_json import with_hooks, without_hooks

COMMAND = "tddgate hook --agent x"
WANTED = {"version": 1, "hooks": {"Stop": [{"hooks": [{"command": COMMAND}]}]}}
FILES = {
    "settings": '{\n  "a": 1\n}\n',
    "tabs": '{\n\t"a": [\n\t\t1\n\t],\n\t"hooks": {\n\t\t"Start": [\n\t\t\t"x"\n\t\t]\n\t}\n}\n',
    "windows": '{\r\n    "a": {\r\n        "b": "\u00e4"\r\n    }\r\n}\r\n',
    "same event": '{\n  "hooks": {\n    "Stop": [\n      {\n        "command": "lint"\n      }\n    ]\n  }\n}',
}


@pytest.mark.parametrize("before", FILES.values(), ids=FILES)
def test_what_was_put_in_can_be_taken_out_again(before: str) -> None:
    """In the indentation, the line ends and the characters of the file."""
    after = with_hooks(before, {"hooks": WANTED["hooks"]})

    assert COMMAND in after
    assert without_hooks(after) == before


def test_entries_of_others_stay_where_they_are() -> None:
    """Ours comes after them."""
    after = json.loads(with_hooks(FILES["same event"], WANTED))

    assert after == {
        "hooks": {"Stop": [{"command": "lint"}, {"hooks": [{"command": COMMAND}]}]},
        "version": 1,
    }


@pytest.mark.parametrize("before", [*FILES.values(), '{"one":"line"}'])
def test_putting_it_in_again_changes_nothing(before: str) -> None:
    """Whatever the file looks like."""
    once = with_hooks(before, WANTED)

    assert with_hooks(once, WANTED) == once


def test_a_value_that_is_there_already_wins() -> None:
    """Somebody chose it."""
    after = json.loads(with_hooks('{"version": 2}', WANTED))

    assert after["version"] == 2


def test_an_older_hook_of_ours_is_replaced() -> None:
    """It is told by its command; the hook beside it, in the same entry, is somebody else's."""
    older = '{"hooks": {"Stop": [{"hooks": [{"command": "tddgate hook --agent y"}, {"command": "x"}]}]}}'

    after = json.loads(with_hooks(older, {"hooks": {"Stop": [{"command": COMMAND}]}}))

    assert after == {"hooks": {"Stop": [{"hooks": [{"command": "x"}]}, {"command": COMMAND}]}}


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_file_that_says_nothing_takes_all_and_becomes_empty_again(text: str) -> None:
    """An empty file is as good as none."""
    after = with_hooks(text, WANTED)

    assert json.loads(after) == WANTED
    assert without_hooks(after) == ""


def test_a_file_without_a_hook_of_ours_is_as_it_was() -> None:
    """Not even its form changes."""
    before = '{"hooks": {"Stop": []}, "a":1}'

    assert without_hooks(before) == before


@pytest.mark.parametrize("text", ["{", "[]", "{} x", '{"a": 1, "a": 2}', '{"hooks": []}', '{"hooks": {"Stop": {}}}'])
def test_what_cannot_take_a_hook_is_told(text: str) -> None:
    """The file is not touched then."""
    with pytest.raises(ValueError, match=r"JSON|twice|hooks"):
        with_hooks(text, WANTED)
