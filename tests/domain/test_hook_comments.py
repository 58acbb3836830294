"""Hooks of ours in a JSON file with comments, of which nothing else may change."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.agents.hook_json import with_hooks, without_hooks

COMMAND = "tddgate hook --agent x"
ENTRY = {"hooks": [{"type": "command", "command": COMMAND}]}
WANTED = {"hooks": {"PreToolUse": [{"matcher": "Bash", **ENTRY}], "Stop": [ENTRY]}}
FILES = {
    "comments": '// mine\n{\n  /* why */ "a": 1, // because\n  "b": "// no comment" // last\n  // the end\n}\n',
    "trailing commas": '{\n  "hooks": {\n    "Stop": [\n      {"command": "x"},\n    ],\n  },\n}\n',
    "trailing commas in a line": '{"hooks": {"Stop": [{"command": "x"},],},}',
    "comment behind a comma": '{\n\t"a": [1, 2], // two\n}\n// after\n',
    "one line": '{"a": 1}',
    "one line of hooks": '{"hooks": {"Stop": [{"hooks": [{"command": "lint"}]}]}, "b": {"c": [1,2]}}',
    "windows": '{\r\n  // mine\r\n  "a": {\r\n    "b": 1\r\n  }\r\n}\r\n',
    "same event": '{\n  "hooks": {"Stop": [{"hooks": [{"command": "lint"}]} /* ours */]} // all\n}',
    "no comma and a comment": '{\n  "a": 1 // the last one\n}',
    "uneven": '{"a":1,\n      "hooks" : { "Stop":[ {"command":"x"}\n] } }',
}


@pytest.mark.parametrize("before", FILES.values(), ids=FILES)
def test_what_was_put_in_is_taken_out_to_the_byte(before: str) -> None:
    """Comments, commas, spaces and line ends stay as somebody wrote them."""
    after = with_hooks(before, WANTED)

    assert after.count(COMMAND) == 2
    assert without_hooks(after) == before


@pytest.mark.parametrize("before", FILES.values(), ids=FILES)
def test_no_comment_and_no_line_is_lost(before: str) -> None:
    """Only text is added: what was there is still there, in its order."""
    after = iter(with_hooks(before, WANTED))

    assert all(letter in after for letter in before)


def test_a_comma_goes_before_the_comment_behind_the_last_value() -> None:
    """Behind it, it would be part of the comment."""
    after = with_hooks(FILES["no comma and a comment"], {"hooks": {"Stop": []}})

    assert after == '{\n  "a": 1, // the last one\n  "hooks": {\n    "Stop": []\n  }\n}'


def test_putting_it_in_again_changes_nothing_in_any_form() -> None:
    """Whatever the file looks like."""
    once = [with_hooks(each, WANTED) for each in FILES.values()]

    assert [with_hooks(each, WANTED) for each in once] == once


def test_an_older_hook_is_replaced_where_it_stands_with_comments() -> None:
    """The comment of somebody else beside it stays."""
    older = '{"hooks": {"Stop": [\n  // first\n  {"command": "tddgate hook --agent y"}, // b\n  {"command": "x"}\n]}}'

    after = with_hooks(older, {"hooks": {"Stop": [{"command": COMMAND}]}})

    assert re.findall("// [a-z]+", after) == ["// first", "// b"]
    assert re.findall('"command": "([^"]+)"', after) == ["x", COMMAND]


def test_a_permission_that_names_the_command_is_no_hook() -> None:
    """It is in another part of the settings."""
    before = '{"permissions": {"allow": [{"command": "tddgate hook --agent x"}]}, "hooks": {"Stop": [1]}}'

    assert without_hooks(before) == before
    assert without_hooks(with_hooks(before, WANTED)) == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{\n  // open\n", "line 3"),
        ('{"a": 1 "b": 2}', "line 1"),
        ('{"a": [1,,2]}', "line 1"),
        ('{,"a": 1}', "line 1"),
        ('{\n  "a": /* 1\n}', "line 2"),
        ('{"a": 1, /* one */ "a": 2}', "twice"),
        ('{"hooks": [] // none\n}', "hooks"),
        ('{"hooks": {"Stop": {} /* none */}}', "hooks"),
    ],
)
def test_what_is_no_json_even_with_comments_is_told(text: str, says: str) -> None:
    """With the line, because the file may be long."""
    with pytest.raises(ValueError, match=says):
        with_hooks(text, WANTED)


GAPS = st.sampled_from(["", " ", "\n", "\n    ", "/* a, b */", " // }]\n", '/*"*/\n\t'])
LEAVES = st.one_of(st.integers(), st.booleans(), st.none(), st.text('ab"\\/{}[],:\n é', max_size=6))


@st.composite
def documents(draw: st.DrawFn) -> str:
    """An object as somebody may have written it: spaces, comments and trailing commas anywhere they may be."""

    def written(value: object) -> str:
        if isinstance(value, dict | list) and value:
            items = [
                f"{draw(GAPS)}{json.dumps(key)}{draw(GAPS)}:{draw(GAPS)}{written(each)}{draw(GAPS)}"
                for key, each in (value.items() if isinstance(value, dict) else ())
            ] or [f"{draw(GAPS)}{written(each)}{draw(GAPS)}" for each in value]
            ends = "{}" if isinstance(value, dict) else "[]"
            return ends[0] + ",".join(items) + draw(st.sampled_from(["", f",{draw(GAPS)}"])) + ends[1]
        return json.dumps(value)

    values = st.recursive(
        LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz"), inner), max_leaves=5
    )
    hooks = st.dictionaries(st.sampled_from(["Stop", "Start"]), st.lists(values, min_size=1, max_size=2), min_size=1)
    value = draw(st.dictionaries(st.sampled_from(["a", "b", "c"]), values, min_size=1))
    if draw(st.booleans()):
        value["hooks"] = draw(hooks)
    return f"{draw(GAPS)}{written(value)}{draw(GAPS)}"


@given(documents())
def test_every_document_comes_back(before: str) -> None:
    """And putting it in twice is putting it in once."""
    after = with_hooks(before, WANTED)

    assert after.count(COMMAND) == 2
    assert with_hooks(after, WANTED) == after
    assert without_hooks(after) == before
