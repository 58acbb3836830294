"""A waiver that the range itself brings has no effect yet, and whoever reviews the range reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

WAIVER = """\
[[tool.tddgate.waivers]]
rule = "flaky"
reason = "the disk of the runner is slow"
until = 2099-01-31

"""


def test_a_proposed_waiver_is_listed_with_reason_and_author(started: Project) -> None:
    """It counts once it is merged."""
    started.replace("pyproject.toml", "[tool.pytest", WAIVER + "[tool.pytest").commit("chore: a waiver")
    commit = started.head

    ran = started.gate("audit", "--tdd-base=main", "--tdd-audit=static", verdict="passed")

    row = next(line for line in ran.last.output.splitlines() if "the disk of the runner is slow" in line)
    assert row.split()[:3] == ["proposed", "flaky", "everywhere"]
    assert "until 2099-01-31" in row
    assert commit[:10] in row
    assert "a@example.com" in row


@pytest.mark.tdd_pins("it is listed so at every gate")
def test_a_waiver_of_the_base_is_not_proposed(started: Project) -> None:
    """It is listed as what it is."""
    started.git("checkout", "--quiet", "main")
    started.replace("pyproject.toml", "[tool.pytest", WAIVER + "[tool.pytest").commit("chore: a waiver")
    started.git("checkout", "--quiet", "-b", "waived")
    started.with_red_test().lock()

    ran = started.gate("audit", "--tdd-base=main", "--tdd-audit=static", verdict="passed").last

    assert "waived" in ran.output
    assert "proposed" not in ran.output
