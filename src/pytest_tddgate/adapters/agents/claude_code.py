"""Claude Code: `PreToolUse` and `Stop` hooks, JSON on standard input and output.

Copilot runs hooks written for Claude Code too: its patches come as text, under the name of an editing tool, and older
versions do not say whether a hook has already kept the agent from ending this turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.agents.reply import NOTHING, Reply, said, text_under
from pytest_tddgate.adapters.agents.tool_use import use_of
from pytest_tddgate.domain.agents.action import EndOfTurn

if TYPE_CHECKING:
    from pytest_tddgate.domain.agents.action import Action, Denial

__all__ = ["action_of", "end_of", "reply_to"]

_STOPS = frozenset({"Stop", "SubagentStop"})


def action_of(payload: dict[str, Any]) -> Action:
    """What Claude Code is about to do; raises ValueError for an event that our hooks do not subscribe to."""
    event = text_under(payload, "hook_event_name")
    if event in _STOPS:
        return end_of(payload, "session_id")
    if event != "PreToolUse":
        raise ValueError(f"the event {event!r} is unknown")
    return use_of(text_under(payload, "tool_name"), payload.get("tool_input"), text_under(payload, "cwd", default="."))


def end_of(payload: dict[str, Any], session: str) -> EndOfTurn:
    """The end of a turn, with the session id under the key `session` if the payload lacks `stop_hook_active`."""
    told = "" if "stop_hook_active" in payload else text_under(payload, session, default="")
    return EndOfTurn(text_under(payload, "cwd", default="."), bool(payload.get("stop_hook_active")), told)


def reply_to(action: Action, denial: Denial | None) -> Reply:
    """The answer in Claude Code's format."""
    if denial is None:
        return NOTHING
    if isinstance(action, EndOfTurn):
        return said({"decision": "block", "reason": denial.reason})
    own = {"hookEventName": "PreToolUse", "permissionDecision": "deny", "permissionDecisionReason": denial.reason}
    return said({"hookSpecificOutput": own})
