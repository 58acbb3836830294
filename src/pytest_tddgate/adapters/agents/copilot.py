"""Copilot: `preToolUse` hooks; the arguments of a tool come as a text of JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.agents.reply import NOTHING, Reply, edit_of, said, text_under

if TYPE_CHECKING:
    from pytest_tddgate.domain.agent_action import Action, Denial

__all__ = ["action_of", "reply_to"]


def action_of(payload: dict[str, Any]) -> Action:
    """What Copilot is about to do; raises ValueError for what is no use of a tool."""
    given = payload.get("toolArgs", {})
    arguments = json.loads(given) if isinstance(given, str) else given
    if not isinstance(arguments, dict):
        raise ValueError("its toolArgs are no object")  # noqa: TRY004 - one kind of error for one kind of problem
    return edit_of(text_under(payload, "toolName"), arguments, text_under(payload, "cwd", default="."))


def reply_to(_action: Action, denial: Denial | None) -> Reply:
    """The answer in the form that Copilot reads."""
    if denial is None:
        return NOTHING
    return said({"permissionDecision": "deny", "permissionDecisionReason": denial.reason})
