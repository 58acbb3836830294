"""Codex: uses the events and answers of Claude Code; its edits come as patches."""

from __future__ import annotations

from pytest_tddgate.adapters.agents.claude_code import action_of, reply_to

__all__ = ["action_of", "reply_to"]
