"""What each coding agent reads: where its hooks, its skill and its rules are, and which hooks it gets."""

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
"""Where most keep the virtual environment of a project."""
_FOUND = 'PATH="$(git rev-parse --git-common-dir)/../{environment}/bin:$PATH"'
"""The environment in the repository comes first: an agent is seldom started from within it.

Where `tddgate` is nowhere the shell ends with 127, and only Cursor can be told to take that for a denial: to Claude
Code and Codex 2 is one, to an older Copilot nothing but JSON.
"""
_OR_DENIED = "|| { [ $? = 2 ] || echo 'tddgate hook broke off; is it in .venv, or on PATH?' >&2; exit 2; }"
"""To Codex 2 is a denial only where standard error says why, and a process that is killed says nothing."""
_FOLDERS = {"claude-code": ".claude", "copilot": ".github/hooks"}
"""Where an agent keeps its settings, unless in a folder of its own name."""
_NAMES = {"claude-code": "settings", "copilot": "tddgate"}
"""What the file with the hooks is called there, unless `hooks`."""


TRUST = {
    "codex": "Codex runs the hook once you have trusted it: codex, then /hooks",
    "copilot": "Copilot runs the hook once you have trusted the folder; copilot -p: --trust-folder",
}
"""What has to be done in an agent before it runs a hook of the repository."""


def agents_named(text: str) -> tuple[str, ...]:
    """The agents of a list with commas, or all of them; raises ValueError for a name that is none."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = (*AGENTS, _EVERY)
    for name in names or [text]:
        if name not in known:
            from pytest_tddgate.domain.nearest import nearest  # noqa: PLC0415 - a hook has no need of it

            raise ValueError(f"there is no agent {name!r}{nearest(name, known)}")
    return AGENTS if _EVERY in names else tuple(dict.fromkeys(names))


def hooks_file(agent: str) -> str:
    """The path, from the top of the repository, of the file that holds an agent's hooks."""
    return f"{_FOLDERS.get(agent, f'.{agent}')}/{_NAMES.get(agent, 'hooks')}.json"


def hooks_of(agent: str, environment: str = ENVIRONMENT) -> tuple[str, dict[str, Any]]:
    """Path from the top of the repository, and content of the file that holds an agent's hooks.

    `environment` is the folder of the virtual environment, from the same top.
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
    """Where an agent looks for the skill: Claude Code in a folder of its own, the others in one that they share."""
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
