"""Commands that would take an agent's own hook away."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.agents.action import Denial, Edit, Shell
from pytest_tddgate.domain.agents.locks import Locks, denial_of

SWITCHES = frozenset({
    ".claude/settings.json", ".claude/settings.local.json", ".codex/hooks.json", ".github/hooks/tddgate.json",
})  # fmt: skip
LOCKS = Locks({"tests/test_a.py": "vat"}, frozenset({"vat"}), SWITCHES)


def asked(action: Edit | Shell, locks: Locks = LOCKS) -> Denial | None:
    """The hook's answer, given at the top of the work tree."""
    return denial_of(action, locks, lambda path, _folder: path.removeprefix("./"), lambda _path, _edit: False)


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("rm -rf .claude", ".claude/settings.json"),
        ("mv .claude .c", ".claude/settings.json"),
        ("rm -r .c*", ".claude/settings.json"),
        ("git mv .codex old", ".codex/hooks.json"),
        ("find .github -name '*.json' -delete", ".github/hooks/tddgate.json"),
        ("rm .github/hooks/*", ".github/hooks/tddgate.json"),
        ("tddgate init --agents claude-code --remove", ".claude/settings.json"),
        ("cd src && .venv/bin/tddgate init --remove --agents=codex,cursor", ".codex/hooks.json"),
        ("uv run tddgate init --agents all --remove", ".claude/settings.json"),
        ("bash -c 'tddgate init --ag copilot --rem'", ".github/hooks/tddgate.json"),
    ],
)
def test_what_takes_the_hook_away_is_denied(command: str, path: str) -> None:
    """As a whole folder, by a pattern, and by our own command: a person does that."""
    denial = asked(Shell(command, "."))

    assert denial is not None
    assert denial.reason.startswith(f"{path} holds the hook that keeps contracts. A person changes it")


@pytest.mark.tdd_pins("all of it was allowed before")
@pytest.mark.parametrize(
    "command",
    [
        "rm -rf .cursor",
        "rm .claude/commands/x.md",
        "cp x.md .claude/commands/",
        "cat .claude/settings.json",
        "tddgate init --agents claude-code --write",
        "tddgate init --agents cursor --remove",
        "tddgate init --hooks --remove",
        "echo tddgate init --agents all --remove",
        "git checkout HEAD -- .claude",
    ],
)
def test_what_leaves_the_hook_where_it_is_is_allowed(command: str) -> None:
    """Other files beside it, other agents, and what only names it."""
    assert asked(Shell(command, ".")) is None


@pytest.mark.tdd_pins("there is nothing to take away")
@pytest.mark.parametrize("command", ["rm -rf .claude", "tddgate init --agents all --remove"])
def test_without_a_hook_in_the_work_tree_nothing_is_denied(command: str) -> None:
    """Settings of an agent without our hook are its own business."""
    assert asked(Shell(command, "."), Locks({"tests/test_a.py": "vat"})) is None
