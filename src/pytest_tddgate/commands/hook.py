"""`tddgate hook`: whether a coding agent may do what it is about to do, answered in the agent's own form.

It fails closed: what it does not understand is denied, with the way to switch it off.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.locks_here import locks_of, place_in, top_of
from pytest_tddgate.domain.agent_action import EndOfTurn, Other
from pytest_tddgate.domain.locks import denial_of

if TYPE_CHECKING:
    import argparse

    from pytest_tddgate.adapters.agents.reply import Reply
    from pytest_tddgate.domain.agent_action import Action, Denial, Edit

__all__ = ["AGENTS", "run"]

AGENTS = ("claude-code", "codex", "cursor", "copilot")
_DENIED = 2  # the exit code by which each of these agents takes standard error for the reason of a denial


def run(arguments: argparse.Namespace) -> int:
    """Read what the agent asks from standard input, and answer; returns the exit code."""
    try:
        reply = _answered(arguments.agent, sys.stdin.buffer.read())
    except Exception as problem:  # noqa: BLE001 - the outermost edge: a hook that breaks must not let anything pass
        reason = " ".join(str(problem).split()) or type(problem).__name__
        off = f"tddgate init --agents {arguments.agent} --remove"
        sys.stderr.write(f"tddgate could not check this ({reason}); to switch it off: {off}\n")
        return _DENIED
    sys.stdout.write(reply.output)
    return reply.code


def _answered(agent: str, data: bytes) -> Reply:
    adapter = import_module(f"pytest_tddgate.adapters.agents.{agent.replace('-', '_')}")
    payload = json.loads(data.decode("utf-8"))
    if not isinstance(payload, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 - one kind of error for one kind of problem
    action: Action = adapter.action_of(payload)
    reply: Reply = adapter.reply_to(action, _denial(action))
    return reply


def _denial(action: Action) -> Denial | None:
    if isinstance(action, Other):
        return None
    top = top_of(action.folder)
    if top is None:
        return None
    locks = locks_of(top, with_bytes=isinstance(action, EndOfTurn))
    return denial_of(action, locks, partial(place_in, top), partial(_grows, top))


def _grows(top: Path, path: str, edit: Edit) -> bool:
    """Whether the edit only adds to the tests of a file, compared as syntax."""
    from pytest_tddgate.domain.changes import compare  # noqa: PLC0415 - few edits need it
    from pytest_tddgate.domain.syntax import parse_module  # noqa: PLC0415 - ditto

    before = Path(top, path).read_bytes()
    after = edit.text_after(before.decode("utf-8", "replace"))
    if after is None or not path.endswith(".py"):
        return False
    try:
        return compare(path, parse_module(before), parse_module(after.encode("utf-8", "replace"))).is_addition
    except (SyntaxError, ValueError):
        return False
