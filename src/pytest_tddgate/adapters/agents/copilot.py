"""Copilot: `preToolUse` and `agentStop` hooks; a tool's arguments are an object, JSON text, or a patch.

VS Code reads the same hook file, and calls the hooks in the format of Claude Code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.agents import claude_code
from pytest_tddgate.adapters.agents.reply import Reply, said, text_under
from pytest_tddgate.adapters.agents.tool_use import use_of
from pytest_tddgate.domain.agents.action import EndOfTurn

if TYPE_CHECKING:
    from pytest_tddgate.domain.agents.action import Action, Denial

__all__ = ["action_of", "denied", "reply_to"]


def action_of(payload: dict[str, Any]) -> Action:
    """What Copilot is about to do; raises ValueError for an event that is neither a tool use nor the end of a turn."""
    if "hook_event_name" in payload:
        return claude_code.action_of(payload)
    if "toolName" not in payload and "stopReason" in payload:
        return claude_code.end_of(payload, "sessionId")
    return use_of(text_under(payload, "toolName"), payload.get("toolArgs", {}), text_under(payload, "cwd", default="."))


def reply_to(action: Action, denial: Denial | None) -> Reply:
    """The answer for both Copilot and VS Code: it holds the keys of each."""
    if denial is None or isinstance(action, EndOfTurn):
        return claude_code.reply_to(action, denial)
    return denied(denial.reason)


def denied(reason: str) -> Reply:
    """The answer that denies a tool use."""
    own = {"permissionDecision": "deny", "permissionDecisionReason": reason}
    return said({**own, "hookSpecificOutput": {"hookEventName": "PreToolUse", **own}})
