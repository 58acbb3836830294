"""`tddgate init --agents`: hooks, a skill and a section of `AGENTS.md`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.agents.setup import AGENTS, hooks_of
from pytest_tddgate.domain.reports.moves import Verb
from pytest_tddgate.domain.rules.rule import Gate

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

PAGE = (Path(__file__).parents[2] / "docs" / "agents.md").read_text(encoding="utf-8")
SKILL = "skills/tddgate/SKILL.md"
TAUGHT = (SKILL, "skills/tddgate/references/review.md", "skills/tddgate/references/verify.md")
MINE = '{\n  "model": "x",\n  "hooks": {\n    "Stop": [\n      {\n        "command": "lint"\n      }\n    ]\n  }\n}\n'


def made(project: Project) -> dict[str, str]:
    """Path -> text of everything that git does not know."""
    paths = project.git("ls-files", "--others").splitlines()
    return {path: (project.root / path).read_bytes().decode("utf-8", "replace") for path in sorted(paths)}


def test_what_would_be_written_is_shown_and_nothing_changes(project: Project, tddgate: Tddgate) -> None:
    """Each file with its text, and the command that writes them."""
    answer = tddgate(project, "init", "--agents", "claude-code,codex")

    assert (answer.code, made(project)) == (0, {})
    named = [".claude/settings.json", ".codex/hooks.json", f".claude/{SKILL}", f".agents/{SKILL}", "AGENTS.md"]
    assert [each for each in named if f"{each}:\n" not in answer.out] == []
    assert answer.last_line == "Next: tddgate init --agents claude-code,codex --write"


@pytest.mark.parametrize("agent", ["claude-code", "codex", "cursor", "copilot"])
def test_the_page_shows_what_is_written(project: Project, tddgate: Tddgate, agent: str) -> None:
    """So that whoever copies it by hand has the same."""
    path, wanted = hooks_of(agent)
    shown = re.search(rf"^`{re.escape(path)}`.*?^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert shown

    answer = tddgate(project, "init", "--agents", agent, "--write")

    assert answer.code == 0, answer.err
    assert json.loads(project.text(path)) == json.loads(shown[1]) == wanted


def test_all_agents_get_what_they_read(project: Project, tddgate: Tddgate) -> None:
    """Two folders of skills serve all four."""
    tddgate(project, "init", "--agents", "all", "--write")

    assert set(made(project)) == {
        *(hooks_of(each)[0] for each in AGENTS), "AGENTS.md",
        *(f"{top}/{each}" for top in (".claude", ".agents") for each in TAUGHT),
    }  # fmt: skip


def test_the_skill_has_the_form_of_skills(project: Project, tddgate: Tddgate) -> None:
    """The name is that of the folder, the description says what and when, the body is short."""
    tddgate(project, "init", "--agents", "claude-code", "--write")

    text = project.text(f".claude/{SKILL}")
    head = dict(re.findall(r"^(\w+): (.+)$", text.split("---\n")[1], re.MULTILINE))
    assert set(head) == {"name", "description"}
    assert head["name"] == "tddgate"
    assert 80 < len(head["description"]) <= 1024
    assert len(text.splitlines()) < 100


def test_the_gates_are_taught_and_what_each_verb_asks_for(project: Project, tddgate: Tddgate) -> None:
    """Each command as it is, and none that is not there; the section leads to the verbs."""
    tddgate(project, "init", "--agents", "codex", "--write")

    skill, section = project.text(f".agents/{SKILL}"), project.text("AGENTS.md")
    for text in (skill, section):
        assert set(re.findall(r"--tdd-gate=([\w-]+)", text)) == {each.value for each in Gate}
    assert [each.value for each in Verb if f"`{each.value}`" not in skill] == []
    assert f".agents/{SKILL}" in section


def test_entries_of_others_stay(project: Project, tddgate: Tddgate) -> None:
    """And removing brings the files back as they were."""
    project.with_file(".claude/settings.json", MINE).with_file("AGENTS.md", "# Mine\n\nBe kind.\n")

    wrote = tddgate(project, "init", "--agents", "claude-code", "--write")
    settings, section = json.loads(project.text(".claude/settings.json")), project.text("AGENTS.md")
    removed = tddgate(project, "init", "--agents", "claude-code", "--remove")

    assert (wrote.code, removed.code) == (0, 0)
    assert (settings["model"], settings["hooks"]["Stop"][0]) == ("x", {"command": "lint"})
    assert section.startswith("# Mine\n\nBe kind.\n\n<!-- tddgate")
    assert made(project) == {".claude/settings.json": MINE, "AGENTS.md": "# Mine\n\nBe kind.\n"}


def test_writing_again_changes_nothing(project: Project, tddgate: Tddgate) -> None:
    """It is no mistake either."""
    tddgate(project, "init", "--agents", "all", "--write")
    before = made(project)

    answer = tddgate(project, "init", "--agents", "all", "--write")

    assert (answer.code, made(project)) == (0, before)
    assert "was written" not in answer.out
    assert "is as it should be" in answer.out


def test_everything_can_be_removed(project: Project, tddgate: Tddgate) -> None:
    """Files, folders and all; twice is no mistake."""
    tddgate(project, "init", "--agents", "all", "--write")

    answers = [tddgate(project, "init", "--agents", "all", "--remove").code for _ in range(2)]

    assert (answers, made(project)) == ([0, 0], {})
    assert [
        each for each in (".claude", ".agents", ".codex", ".cursor", ".github") if (project.root / each).exists()
    ] == []


def test_what_another_agent_still_reads_stays(project: Project, tddgate: Tddgate) -> None:
    """Codex and Cursor share a skill, and all share the section."""
    tddgate(project, "init", "--agents", "claude-code,codex,cursor", "--write")

    tddgate(project, "init", "--agents", "codex,claude-code", "--remove")

    assert set(made(project)) == {*(f".agents/{each}" for each in TAUGHT), "AGENTS.md", ".cursor/hooks.json"}


def test_an_older_skill_is_brought_up_to_date(project: Project, tddgate: Tddgate) -> None:
    """It is one of ours, as long as nobody edited it."""
    tddgate(project, "init", "--agents", "codex", "--write")
    before = made(project)

    edited = project.replace(f".agents/{SKILL}", "# ", "# My ")
    refused = tddgate(edited, "init", "--agents", "codex", "--write")
    left = tddgate(edited, "init", "--agents", "codex", "--remove")

    assert (refused.code, left.code) == (4, 0)
    assert "is not as this command wrote it" in refused.err
    assert set(made(project)) == {f".agents/{SKILL}"}
    assert made(project)[f".agents/{SKILL}"] != before[f".agents/{SKILL}"]


@pytest.mark.parametrize(
    ("path", "text", "shows"),
    [
        (f".agents/{SKILL}", "somebody's own\n", "move it"),
        (".codex/hooks.json", "// mine\n{", "tddgate hook --agent codex"),
        (".codex/hooks.json", "{", "tddgate hook --agent codex"),
        ("AGENTS.md", b"\xff", "UTF-8"),
        ("AGENTS.md", "<!-- tddgate:begin -->\n", "marker"),
    ],
)
def test_where_one_file_cannot_be_written_none_is(
    project: Project, tddgate: Tddgate, path: str, text: str | bytes, shows: str
) -> None:
    """With the file, the reason, and what to paste by hand."""
    project.with_file(path, text)

    answer = tddgate(project, "init", "--agents", "codex", "--write")

    assert answer.code == 4
    assert [each for each in (path, "next: ", shows) if each not in answer.err] == []
    assert list(made(project)) == [path]


def test_a_file_that_leads_out_of_the_repository_is_left_alone(
    project: Project, tddgate: Tddgate, tmp_path: Path
) -> None:
    """Other projects may read it."""
    (tmp_path / "everywhere.md").write_text("mine\n", encoding="utf-8")
    (project.root / "AGENTS.md").symlink_to(tmp_path / "everywhere.md")

    answer = tddgate(project, "init", "--agents", "codex", "--write")

    assert answer.code == 4
    assert (tmp_path / "everywhere.md").read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(("names", "says"), [("claude,codex", "did you mean 'claude-code'?"), (",", "all")])
def test_an_unknown_agent_is_told_with_the_nearest(project: Project, tddgate: Tddgate, names: str, says: str) -> None:
    """And with all of them."""
    answer = tddgate(project, "init", "--agents", names, "--write")

    assert (answer.code, made(project)) == (4, {})
    assert says in answer.err
    assert "claude-code, codex, cursor, copilot" in answer.err


def test_git_hooks_and_agents_are_two_commands(
    project: Project, tddgate: Tddgate, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each can be undone without the other."""
    with pytest.raises(SystemExit) as ended:
        tddgate(project, "init", "--agents", "all", "--hooks")

    assert ended.value.code == 4
    assert "not allowed with argument" in capsys.readouterr().err


def test_from_a_folder_below_the_files_go_to_the_top(project: Project, tddgate: Tddgate) -> None:
    """That is where agents look for them."""
    tddgate(project, "init", "--agents", "cursor", "--write", at="src")

    assert ".cursor/hooks.json" in made(project)
