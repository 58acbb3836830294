"""A hook that is started for an agent that nobody knows."""

from __future__ import annotations

import io
import sys

import pytest

from pytest_tddgate.commands.hook import answer


@pytest.mark.parametrize("name", ["nope", "reply", "all", "claude_code", "../x"])
def test_an_unknown_agent_is_denied_everything_and_the_known_ones_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """The name stands in a file that somebody wrote by hand; what is said leads to a right one."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))

    code = answer(name)

    assert (code, capsys.readouterr().err) == (
        2,
        (
            f"tddgate could not check this (there is no agent {name!r}: it is claude-code, codex, cursor or copilot); "
            "next: tddgate init --agents NAME --write, and take the hook with the wrong name away\n"
        ),
    )
