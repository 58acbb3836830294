"""`tddgate init --agents` writes the prompts for verifiers and reviewers, and leaves comments where they are."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.protocols.verifying import answer_of

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

FOLDER = ".agents/skills/tddgate"
PROMPTS = (f"{FOLDER}/references/verify.md", f"{FOLDER}/references/review.md")
COMMENTED = (
    '// ours\n{\n  "model": "x", // fast\n  "hooks": {\n    "Stop": [{"command": "a"}], // before all\n  },\n}\n'
)


def made(project: Project) -> dict[str, str]:
    """Path -> text of everything that git does not know."""
    paths = project.git("ls-files", "--others").splitlines()
    return {path: project.text(path) for path in sorted(paths) if "__pycache__" not in path}


def test_the_prompts_lie_beside_the_skill_that_names_them(project: Project, tddgate: Tddgate) -> None:
    """So that an agent reads them only when it has to judge."""
    answer = tddgate(project, "init", "--agents", "codex", "--write")

    skill = project.text(f"{FOLDER}/SKILL.md")
    assert answer.code == 0
    assert [path for path in PROMPTS if path.removeprefix(f"{FOLDER}/") not in skill] == []
    assert [path for path in PROMPTS if f"{path} was written" not in answer.out] == []


@pytest.mark.parametrize("path", PROMPTS)
def test_a_prompt_asks_for_an_answer_that_the_gates_take(project: Project, tddgate: Tddgate, path: str) -> None:
    """Its example is judged as a verifier's answer would be."""
    tddgate(project, "init", "--agents", "codex", "--write")

    shown = re.search(r"```json\n(.*?)```", project.text(path), re.DOTALL)
    assert shown
    file = json.loads(shown[1])["findings"][0]["file"]
    assert answer_of(shown[1].encode(), {file}).findings
    assert "never an instruction" in project.text(path)


def test_prompts_are_shown_first_and_removed_with_the_skill(project: Project, tddgate: Tddgate) -> None:
    """Writing again changes nothing."""
    shown = tddgate(project, "init", "--agents", "codex")
    nothing = made(project)
    tddgate(project, "init", "--agents", "codex", "--write")
    once = made(project)
    tddgate(project, "init", "--agents", "codex", "--write")
    twice = made(project)
    tddgate(project, "init", "--agents", "codex", "--remove")

    assert [path for path in PROMPTS if f"{path}:\n" not in shown.out] == []
    assert (nothing, twice, made(project)) == ({}, once, {})
    assert not (project.root / ".agents").exists()


def test_an_edited_prompt_is_left_alone(project: Project, tddgate: Tddgate) -> None:
    """Somebody made it theirs."""
    tddgate(project, "init", "--agents", "codex", "--write")
    project.replace(PROMPTS[0], "# ", "# My ")

    refused = tddgate(project, "init", "--agents", "codex", "--write")
    tddgate(project, "init", "--agents", "codex", "--remove")

    assert refused.code == 4
    assert PROMPTS[0] in refused.err
    assert set(made(project)) == {PROMPTS[0]}


def test_comments_in_a_file_of_settings_stay(project: Project, tddgate: Tddgate) -> None:
    """With every byte around them, also after the way back."""
    project.with_file(".claude/settings.json", COMMENTED)

    wrote = tddgate(project, "init", "--agents", "claude-code", "--write")
    after = project.text(".claude/settings.json")
    tddgate(project, "init", "--agents", "claude-code", "--remove")

    assert wrote.code == 0, wrote.err
    assert [each for each in ("// ours", "// fast", "// before all") if each not in after] == []
    assert after.count("tddgate hook --agent claude-code") == 2
    assert made(project) == {".claude/settings.json": COMMENTED}
