"""The README is short, begins with something to run, and says nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.plugin import GATES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_can_be_read_in_three_minutes() -> None:
    """Whoever wants more follows a link."""
    assert len(README.split()) <= 700


def test_the_first_thing_to_run_is_on_the_first_screen() -> None:
    """A newcomer tries before reading on."""
    assert README.splitlines().index("```console") < 25


def test_every_link_leads_to_a_file() -> None:
    """A link to a page that was renamed is worse than none."""
    links = re.findall(r"\]\(([^)#]+)", README)

    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_every_gate_that_exists_is_shown_as_here_and_no_other() -> None:
    """A gate that is not there, or that nobody hears of, is worse than none."""
    rows = re.findall(r"^\| .*`pytest --tdd-gate=([\w-]+).*\|$", README, re.MULTILINE)

    assert rows == list(GATES)


def test_every_exit_code_is_in_the_table() -> None:
    """A build server needs nothing else."""
    table = README.partition("## Exit codes")[2].partition("\n## ")[0]

    assert {int(code) for code in re.findall(r"\b\d+\b", table)} == {code.value for code in ExitCode}
