"""Cursor: `preToolUse`, `beforeShellExecution`, `beforeMCPExecution` and `stop` hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.agents.reply import NOTHING, Reply, said, text_under
from pytest_tddgate.adapters.agents.tool_use import served_use_of, use_of
from pytest_tddgate.domain.agents.action import EndOfTurn, Shell

if TYPE_CHECKING:
    from pytest_tddgate.domain.agents.action import Action, Denial

__all__ = ["action_of", "reply_to"]


def action_of(payload: dict[str, Any]) -> Action:
    """What Cursor is about to do; raises ValueError for an event that our hooks do not subscribe to."""
    roots = payload.get("workspace_roots")
    root = str(roots[0]) if isinstance(roots, list) and roots else "."
    folder = text_under(payload, "cwd", default="") or root
    match text_under(payload, "hook_event_name"):
        case "preToolUse":
            return use_of(text_under(payload, "tool_name"), payload.get("tool_input"), folder)
        case "beforeShellExecution":
            return Shell(text_under(payload, "command"), folder)
        case "beforeMCPExecution":
            return served_use_of(text_under(payload, "tool_name"), payload.get("tool_input"), folder)
        case "stop":
            return EndOfTurn(folder, bool(payload.get("loop_count")))
        case event:
            raise ValueError(f"the event {event!r} is unknown")


def reply_to(action: Action, denial: Denial | None) -> Reply:
    """The answer in Cursor's format."""
    if denial is None:
        return NOTHING if isinstance(action, EndOfTurn) else said({"permission": "allow"})
    if isinstance(action, EndOfTurn):
        return said({"followup_message": denial.reason})
    return said({"permission": "deny", "user_message": denial.reason, "agent_message": denial.reason})
