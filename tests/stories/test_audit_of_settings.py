"""A mistake in the settings does not come into the base, and one that is there already can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import EXIT_CODES

if TYPE_CHECKING:
    from tests.project import Project

STATIC = ("--tdd-base=main", "--tdd-audit=static")
TYPO = '[tool.tddgate]\nmin-coverag = 70\n\n[tool.tddgate.rules]\npolicy-changed = "off"\n\n'
WORDS = "pyproject.toml, [tool.tddgate]: there is no setting 'min-coverag'; did you mean 'min-coverage'?"


@pytest.fixture
def mistaken(started: Project) -> Project:
    """Settings with a mistake in them, committed on the branch."""
    return started.replace("pyproject.toml", "[tool.pytest", TYPO + "[tool.pytest").commit("chore: stricter")


@pytest.mark.parametrize("mode", ["full", "static"])
def test_settings_that_nobody_can_read_are_refused(mistaken: Project, mode: str) -> None:
    """Also on their own: after the merge no change could be judged."""
    refused = mistaken.gate(
        "audit", "--tdd-base=main", f"--tdd-audit={mode}", verdict="refused", rules=["policy-changed"]
    )

    assert refused.last.findings == [WORDS]
    assert refused.last.told("policy-changed")[1].startswith("fix pyproject.toml")


def test_the_base_is_named_as_the_place_of_the_mistake(mistaken: Project) -> None:
    """And the file by its path in the repository, whatever the change is about."""
    mistaken.git("branch", "--force", "main")
    mistaken.implement("vat").commit("feat: vat")

    ran = mistaken.run("--tdd-gate=audit", *STATIC)

    base = mistaken.git("rev-parse", "main")[:10]
    assert ran.exit_code == EXIT_CODES["unusable"], ran.output
    assert f"the settings of the base {base} cannot be used: {WORDS}" in ran.output
    assert "next: fix pyproject.toml on the base's branch, in a change of that file alone" in ran.output


@pytest.mark.parametrize("mode", ["full", "static"])
def test_a_change_that_mends_the_base_is_judged_by_its_records(mistaken: Project, mode: str) -> None:
    """It holds no code and no test. Its own settings do not count yet: they would hide that policy changes."""
    mistaken.git("branch", "--force", "main")
    mistaken.replace("pyproject.toml", "min-coverag ", "min-coverage ").commit("chore: mend")

    passed = mistaken.gate("audit", "--tdd-base=main", f"--tdd-audit={mode}", verdict="passed")

    assert passed.last.advised == ("policy-changed",)
    assert "this change mends them and nothing else: no test was run" in passed.last.output
    assert passed.last.last_line.endswith("Next: merge")


def test_a_base_that_is_no_toml_is_mended_too(started: Project) -> None:
    """Nothing of it can be read, not even where the code is."""
    right = started.text("pyproject.toml")
    started.without_file("pyproject.toml").with_file("pytest.ini", "[pytest]\npythonpath = src\n")
    started.with_file("pyproject.toml", "[[tool.tddgate\n").commit("chore: oh")
    started.git("branch", "--force", "main")

    mended = started.with_file("pyproject.toml", right).commit("chore: mend")

    mended.gate("audit", *STATIC, verdict="passed", says="cannot be read: Expected")
