"""Copilot: `preToolUse` and `agentStop` hooks; the arguments of a tool come as a text of JSON.

VS Code reads the same hooks, and asks in the form of Claude Code.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.agents import claude_code
from pytest_tddgate.adapters.agents.reply import Reply, edit_of, said, text_under
from pytest_tddgate.domain.agent_action import EndOfTurn

if TYPE_CHECKING:
    from pytest_tddgate.domain.agent_action import Action, Denial

__all__ = ["action_of", "denied", "reply_to"]


def action_of(payload: dict[str, Any]) -> Action:
    """What Copilot is about to do; raises ValueError for what is neither a use of a tool nor the end of a turn."""
    if "hook_event_name" in payload:
        return claude_code.action_of(payload)
    if "toolName" not in payload and "stopReason" in payload:
        return EndOfTurn(text_under(payload, "cwd", default="."), session=text_under(payload, "sessionId", default=""))
    given = payload.get("toolArgs", {})
    arguments = json.loads(given) if isinstance(given, str) else given
    if not isinstance(arguments, dict):
        raise ValueError("its toolArgs are no object")  # noqa: TRY004 - one kind of error for one kind of problem
    return edit_of(text_under(payload, "toolName"), arguments, text_under(payload, "cwd", default="."))


def reply_to(action: Action, denial: Denial | None) -> Reply:
    """The answer in the forms that Copilot and VS Code read: each takes its own keys."""
    if denial is None or isinstance(action, EndOfTurn):
        return claude_code.reply_to(action, denial)
    return denied(denial.reason)


def denied(reason: str) -> Reply:
    """The denial of a tool."""
    own = {"permissionDecision": "deny", "permissionDecisionReason": reason}
    return said({**own, "hookSpecificOutput": {"hookEventName": "PreToolUse", **own}})
