"""Each coding agent's files: where its hooks, skill and rules are, and which hooks it gets."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["AGENTS", "ENVIRONMENT", "RULES", "TRUST", "agents_named", "hooks_file", "hooks_of", "skill_folder"]

AGENTS = ("claude-code", "codex", "cursor", "copilot")
RULES = "AGENTS.md"
_EVERY = "all"
_MATCHERS = {
    "claude-code": "^(Bash|PowerShell|Monitor|Edit|Write|MultiEdit|NotebookEdit|mcp__.*)$",
    "codex": "^(Bash|apply_patch|Edit|Write|mcp__.*)$",
}
ENVIRONMENT = ".venv"
"""The usual folder of a project's virtual environment."""
_FOUND = 'PATH="$(git rev-parse --git-common-dir)/../{environment}/bin:$PATH"'
"""Puts the environment in the repository first on PATH, because agents are rarely started inside it.

Without `tddgate` the shell exits with 127. Only Cursor can be told to take that for a denial; Claude Code and Codex
need exit code 2, and older versions of Copilot need JSON.
"""
_OR_DENIED = "|| { [ $? = 2 ] || echo 'tddgate hook broke off; is it in .venv, or on PATH?' >&2; exit 2; }"
"""Codex takes exit code 2 as a denial only with a reason on standard error, which a killed process does not give."""
_FOLDERS = {"claude-code": ".claude", "copilot": ".github/hooks"}
"""The folder of an agent's settings, unless it is named after the agent."""
_NAMES = {"claude-code": "settings", "copilot": "tddgate"}
"""The name of the hooks file in that folder, unless it is `hooks`."""


TRUST = {
    "codex": "Codex runs the hook once you have trusted it: codex, then /hooks",
    "copilot": "Copilot runs the hook once you have trusted the folder; copilot -p: --trust-folder",
}
"""What the user must do in an agent before it runs the repository's hooks."""


def agents_named(text: str) -> tuple[str, ...]:
    """The agents in a comma-separated list, or all; raises ValueError for an unknown name."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = (*AGENTS, _EVERY)
    for name in names or [text]:
        if name not in known:
            from pytest_tddgate.domain.nearest import nearest  # noqa: PLC0415 - not needed when a hook runs

            raise ValueError(f"there is no agent {name!r}{nearest(name, known)}")
    return AGENTS if _EVERY in names else tuple(dict.fromkeys(names))


def hooks_file(agent: str) -> str:
    """The path of an agent's hooks file, relative to the top of the repository."""
    return f"{_FOLDERS.get(agent, f'.{agent}')}/{_NAMES.get(agent, 'hooks')}.json"


def hooks_of(agent: str, environment: str = ENVIRONMENT) -> tuple[str, dict[str, Any]]:
    """The path of an agent's hooks file, relative to the top of the repository, and its content.

    `environment` is the folder of the virtual environment, relative to the same top.
    """
    command = f"{_FOUND.format(environment=environment)} tddgate hook --agent {agent}"
    if agent == "cursor":
        return hooks_file(agent), _of_cursor(command)
    if agent == "copilot":
        return hooks_file(agent), _of_copilot(command)
    asked = {"type": "command", "command": f"{command} {_OR_DENIED}", "timeout": 10}
    ended = {"type": "command", "command": command, "timeout": 10}
    events = {"PreToolUse": [{"matcher": _MATCHERS[agent], "hooks": [asked]}], "Stop": [{"hooks": [ended]}]}
    return hooks_file(agent), {"hooks": events}


def skill_folder(agent: str) -> str:
    """Where an agent looks for the skill: Claude Code has a folder of its own, the others share one."""
    return f"{'.claude' if agent == 'claude-code' else '.agents'}/skills/tddgate"


def _of_cursor(command: str) -> dict[str, Any]:
    asked = [{"command": command, "failClosed": True}]
    events = ("preToolUse", "beforeShellExecution", "beforeMCPExecution")
    return {"version": 1, "hooks": {**dict.fromkeys(events, asked), "stop": [{"command": command}]}}


def _of_copilot(command: str) -> dict[str, Any]:
    denial = {"permissionDecision": "deny", "permissionDecisionReason": "tddgate is neither in .venv nor on PATH"}
    by_event = {"preToolUse": f"{command} || echo '{json.dumps(denial)}'", "agentStop": command}
    shell = {"type": "command", "powershell": "tddgate hook --agent copilot"}
    return {"version": 1, "hooks": {event: [{**shell, "bash": each}] for event, each in by_event.items()}}
