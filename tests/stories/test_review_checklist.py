"""The completion checklist of a review: every item is derived, and what is not known is not done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.project import EXIT_CODES, Project
from tests.stories.test_review import gate

if TYPE_CHECKING:
    from pathlib import Path

ROADMAP = "# Roadmap\n\n- [ ] discount\n- [ ] refunds\n"
CODE = '"""Discounts."""\n\n\ndef discount(price):\n    return price*9//10\n'


@pytest.fixture(scope="session")
def planned_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feature that is committed and green, in a project that has a roadmap and no settings of ruff."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("planned") / "shop")
    settings = '\n[tool.tddgate.review]\ngates = ["green"]\n'
    project.with_file("pyproject.toml", project.text("pyproject.toml") + settings)
    project.with_file("ROADMAP.md", ROADMAP).commit("settings").with_red_test().lock()
    project.with_file("src/shop/discount.py", CODE).commit("feat: discount")
    assert gate(project, "green").exit_code == EXIT_CODES["passed"]
    return project.root


@pytest.fixture
def planned(planned_template: Path, tmp_path: Path) -> Project:
    """A copy of it."""
    return Project.copied(planned_template, tmp_path / "shop")


def items(output: str) -> dict[str, str]:
    """Name -> standing of each item."""
    found = re.findall(r"^  (done|open|unknown|unasked) +(.+?)  ", output, re.MULTILINE)
    return {name: standing for standing, name in found}


def test_an_open_item_of_the_roadmap_is_an_item_of_the_checklist(planned: Project) -> None:
    """It refuses until it is ticked; another feature's item is not this one's affair."""
    open_one = gate(planned, "review")
    planned.with_file("ROADMAP.md", ROADMAP.replace("[ ] discount", "[x] discount")).commit("docs: roadmap")
    ticked = gate(planned, "review")

    assert (open_one.exit_code, open_one.refused, items(open_one.output)["roadmap"]) == (
        EXIT_CODES["refused"],
        ("roadmap-open",),
        "open",
    ), open_one.output
    assert open_one.told("roadmap-open")[0] == "ROADMAP.md:3"
    assert (ticked.exit_code, items(ticked.output)["roadmap"]) == (EXIT_CODES["passed"], "done"), ticked.output


def test_what_was_not_asked_is_said(planned: Project) -> None:
    """Ruff in a project without settings of it, a type checker that nobody named, a gate that is left out."""
    planned.with_file("ROADMAP.md", "").commit("docs: no plans")

    ran = gate(planned, "review")

    unasked = {name for name, standing in items(ran.output).items() if standing == "unasked"}
    assert (ran.exit_code, unasked) == (EXIT_CODES["passed"], {"docs", "lint", "format", "types", "roadmap"}), (
        ran.output
    )
    assert "not asked: docs, lint, format, types, roadmap" in ran.last_line


def test_a_run_that_left_tests_out_shows_neither_behaviours_nor_coverage(planned: Project) -> None:
    """Both are unknown, and the gate is undecided."""
    planned.with_file("ROADMAP.md", "").commit("docs: no plans")

    ran = gate(planned, "review", "-k", "discount", "--no-cov")

    known = items(ran.output)
    assert ran.exit_code == EXIT_CODES["undecided"], ran.output
    assert (known["behaviours"], known["coverage"]) == ("unknown", "unknown")
