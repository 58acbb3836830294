"""Input that cannot be judged: a clear message, the exit code that says so, and nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTRACT = ".tddgate/contracts/discount.json"
LATIN = (
    "# -*- coding: latin-1 -*-\nfrom shop.{0} import {0}\n\n\ndef test_{0}():\n    assert {0}('caf\xe9') == 'CAF\xc9'\n"
)


def unusable(project: Project, *args: str) -> str:
    """What a run says that ends with pytest's exit code for usage."""
    ran = project.run(*args)
    assert ran.exit_code == 4, ran.output
    assert "Traceback (most recent call last)" not in ran.output
    return ran.output


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{", "}", "it is not JSON"),
        ("tddgate/contract/1", "tddgate/contract/9", "upgrade pytest-tddgate"),
        ("tests/test_discount.py", "../test_discount.py", "it holds a path outside the repository"),
    ],
    ids=["damaged", "newer", "outside"],
)
def test_a_contract_that_cannot_be_read_is_missing(project: Project, old: str, new: str, says: str) -> None:
    """Whoever committed it."""
    locked = project.with_red_test().lock().implement().replace(CONTRACT, old, new).commit()

    refused = locked.gate("green", verdict="refused", rules=["contract-missing"], says=says)

    assert refused.last.told("contract-missing")[0] == CONTRACT


def test_a_test_file_in_another_encoding_is_broken(project: Project) -> None:
    """Whether a cookie names the encoding or not; the message says that UTF-8 is wanted."""
    project.with_red_test().with_file("tests/test_latin.py", LATIN.format("upper").encode("latin-1"))
    project.with_file("tests/test_other.py", LATIN.format("other").partition("\n")[2].encode("latin-1"))

    refused = project.gate("verify-fail", verdict="refused", rules=["broken-test"])

    assert [each.split()[0] for each in refused.last.findings] == ["tests/test_latin.py", "tests/test_other.py"]
    assert refused.last.findings[0].endswith("says that it is written in iso-8859-1, and only UTF-8 is read")


def test_mistakes_in_the_settings_are_told_all_at_once(project: Project) -> None:
    """With the key that was probably meant."""
    wrong = '[tool.tddgate]\nmin-covrage = 70\nred = "all"\n\n[tool.tddgate.rules]\nholow = "off"\nflaky = "no"\n'
    project.with_red_test().with_file("pyproject.toml", project.text("pyproject.toml") + wrong)

    output = unusable(project, "--tdd-gate=verify-fail")

    wanted = ("did you mean 'min-coverage'?", "red = 'all'", "did you mean 'hollow'?", "rules.flaky = 'no'")
    assert [each for each in wanted if each not in output] == []


def test_a_base_or_a_feature_that_does_not_exist_is_named(project: Project) -> None:
    """And the next step says how to find those that do."""
    nowhere = unusable(project.with_red_test(), "--tdd-gate=verify-fail", "--tdd-base=nowhere")
    unlocked = project.gate("green", verdict="undecided", says="no contract is locked")
    unknown = project.gate("green", "--tdd-feature=vat", verdict="undecided", says="no contract of the feature 'vat'")

    assert "there is no commit 'nowhere'" in nowhere
    assert "pytest --tdd-gate=lock --tdd-feature=discount" in unlocked.last.output
    assert "pytest --tdd-gate=lock --tdd-feature=vat" in unknown.last.output


def test_outside_a_repository_and_before_the_first_commit_nothing_is_judged(project: Project, tmp_path: Path) -> None:
    """The next step is the command that makes one."""
    project.git("checkout", "--quiet", "--orphan", "empty")
    empty = unusable(project, "--tdd-gate=verify-fail")
    (project.root / ".git").rename(tmp_path / "git")

    outside = unusable(project, "--tdd-gate=verify-fail")

    assert ["this repository has no commit yet" in empty, "is not in a git repository" in outside] == [True, True]
    assert "next: git init" in outside


def test_a_run_without_tests_is_no_verdict_in_its_favour(project: Project) -> None:
    """There is nothing new, and nothing green."""
    project.without_file("tests/test_cart.py").with_file("tests/notes.txt", "").commit()

    project.gate("verify-fail", verdict="refused", rules=["nothing-new"])
    project.gate("green", "--tdd-base=HEAD", verdict="refused", rules=["not-green", "low-coverage"])


def test_without_a_source_green_is_undecided(project: Project) -> None:
    """And a red test has nothing to miss."""
    project.with_file("pyproject.toml", "[tool.tddgate]\nsource = ['lib']\n").commit().with_red_test()

    project.gate("verify-fail", verdict="refused", rules=["broken-environment"])


def test_a_submodule_is_no_obstacle(project: Project, project_template: Path) -> None:
    """Its tests are its own."""
    project.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(project_template), "vendor/other"
    )

    project.commit().with_red_test().lock().implement().gate("green", verdict="passed")


def as_a_file(project: Project) -> Project:
    """Where the contracts' folder should be, there is a file."""
    return project.with_file(".tddgate", "")


def as_a_folder(project: Project) -> Project:
    """Where the contract should be, there is a folder."""
    return project.with_file(f"{CONTRACT}/notes.md", "")


@pytest.mark.parametrize("obstacle", [as_a_file, as_a_folder])
def test_a_contract_that_cannot_be_written_is_told(project: Project, obstacle: Callable[[Project], Project]) -> None:
    """As in a work tree that cannot be written to; nothing is committed."""
    output = unusable(obstacle(project.with_red_test()), "--tdd-gate=lock", "--tdd-feature=discount")

    assert "cannot be written" in output
    assert project.git("log", "--format=%s") == "first commit"


def test_a_shallow_clone_without_the_lock_is_undecided(project: Project, tmp_path: Path) -> None:
    """What was locked cannot be seen; the next step fetches it."""
    project.with_red_test().lock().implement().commit()
    project.git("clone", "--quiet", "--depth=1", f"file://{project.root}", str(tmp_path / "clone"))

    undecided = Project(tmp_path / "clone").gate("green", verdict="undecided")

    assert "  next: git fetch --unshallow (in CI: fetch-depth: 0)" in undecided.last.output
