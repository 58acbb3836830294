"""Claude Code: `PreToolUse` and `Stop` hooks, JSON on standard input and output.

Copilot reads the hooks of Claude Code too, and does not say whether it has been kept from ending its turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.agents.reply import NOTHING, Reply, edit_of, said, text_under
from pytest_tddgate.domain.agent_action import EndOfTurn

if TYPE_CHECKING:
    from pytest_tddgate.domain.agent_action import Action, Denial

__all__ = ["action_of", "reply_to"]

_STOPS = frozenset({"Stop", "SubagentStop"})


def action_of(payload: dict[str, Any]) -> Action:
    """What Claude Code is about to do; raises ValueError for an event that no hook of ours asks for."""
    event, folder = text_under(payload, "hook_event_name"), text_under(payload, "cwd", default=".")
    if event in _STOPS:
        tells = "stop_hook_active" in payload
        session = "" if tells else text_under(payload, "session_id", default="")
        return EndOfTurn(folder, bool(payload.get("stop_hook_active")), session)
    if event != "PreToolUse":
        raise ValueError(f"the event {event!r} is not known")
    given = payload.get("tool_input")
    return edit_of(text_under(payload, "tool_name"), given if isinstance(given, dict) else {}, folder)


def reply_to(action: Action, denial: Denial | None) -> Reply:
    """The answer in the form that Claude Code reads."""
    if denial is None:
        return NOTHING
    if isinstance(action, EndOfTurn):
        return said({"decision": "block", "reason": denial.reason})
    own = {"hookEventName": "PreToolUse", "permissionDecision": "deny", "permissionDecisionReason": denial.reason}
    return said({"hookSpecificOutput": own})
