"""Waivers: an exception to one rule that has a reason and an end, and that every report shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

WAIVER = """
[[tool.tddgate.waivers]]
rule = "low-diff-coverage"
reason = "the old module is replaced in spring"
until = {until}
"""
LOOSE = "def loose(kind):\n" + "".join(f"    if kind == {n}:\n        return {n}\n" for n in range(9))


def implemented(project: Project, more: str, *, until: str = "2999-01-01") -> Project:
    """The sample project with a waiver, a locked feature, and code that no test runs."""
    settings = (
        project.text("pyproject.toml") + "\n[tool.tddgate]\nmin-coverage = 0\n" + WAIVER.format(until=until) + more
    )
    project.with_file("pyproject.toml", settings).commit("chore: a waiver")
    project.git("switch", "--quiet", "--create", "feature/discount")
    return project.with_red_test().lock().implement().with_file("src/shop/loose.py", LOOSE)


def test_a_waived_finding_does_not_refuse(project: Project) -> None:
    """It is shown with its reason and its end all the same."""
    output = implemented(project, "").gate("green", verdict="passed").last.output

    assert "waived" in output
    assert "the old module is replaced in spring" in output
    assert "2999-01-01" in output


def test_a_waiver_that_has_ended(project: Project) -> None:
    """The finding is back, and the report says that the waiver is over."""
    ran = (
        implemented(project, "", until="2001-01-01").gate("green", verdict="refused", rules=["low-diff-coverage"]).last
    )

    assert "ended on 2001-01-01" in ran.output


def test_a_waiver_for_one_place(project: Project) -> None:
    """Findings elsewhere refuse."""
    project = implemented(project, 'path = "tests/*"\n')

    project.gate("green", verdict="refused", rules=["low-diff-coverage"])


def test_every_waiver_is_shown_by_every_report(project: Project) -> None:
    """Also where its rule found nothing."""
    settings = project.text("pyproject.toml") + WAIVER.format(until="2999-01-01")
    project.with_file("pyproject.toml", settings).commit("chore: a waiver")

    assert "low-diff-coverage" in project.with_red_test().gate("verify-fail", verdict="passed").last.output


def test_a_waiver_counts_in_an_audit_once_it_is_merged(project: Project) -> None:
    """That of the base does."""
    implemented(project, "").commit("feat: discount")

    output = project.gate("audit", "--tdd-base=main", verdict="passed").last.output

    assert "the old module is replaced in spring" in output


def test_a_waiver_in_the_change_itself_does_not_count(started: Project) -> None:
    """A change cannot excuse itself."""
    settings = started.text("pyproject.toml") + '\n[tool.tddgate]\nrules.policy-changed = "advise"\nmin-coverage = 0\n'
    started.git("switch", "--quiet", "main")
    started.with_file("pyproject.toml", settings).commit("chore: settings")
    started.git("switch", "--quiet", "-C", "feature/discount")
    started.with_red_test().lock().implement().with_file("src/shop/loose.py", LOOSE)
    started.with_file("pyproject.toml", settings + WAIVER.format(until="2999-01-01")).commit("feat: discount")

    started.gate("audit", "--tdd-base=main", verdict="refused", rules=["low-diff-coverage"])


@pytest.mark.parametrize(
    ("waiver", "says"),
    [
        ('rule = "no-such-rule"\nreason = "x"\nuntil = 2999-01-01', "there is no rule 'no-such-rule'"),
        ('rule = "flaky"\nuntil = 2999-01-01', "reason"),
        ('rule = "flaky"\nreason = "x"', "until"),
        ('rule = "flaky"\nreason = "x"\nuntil = "tomorrow"', "until"),
        ('rule = "flaky"\nreason = "x"\nuntil = 2999-01-01\npaht = "x"', "did you mean 'path'?"),
    ],
    ids=["rule", "no-reason", "no-end", "no-date", "key"],
)
def test_a_waiver_that_cannot_be_understood(project: Project, waiver: str, says: str) -> None:
    """It is named with every other mistake in the settings."""
    settings = project.text("pyproject.toml") + f"\n[[tool.tddgate.waivers]]\n{waiver}\n"

    project.with_file("pyproject.toml", settings).gate("verify-fail", verdict="unusable", says=says)
