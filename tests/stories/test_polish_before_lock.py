"""What review would refuse of a new test file is mended before the lock, by whoever follows what comes next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TEST = "tests/test_discount.py"
FIXABLE = "import os\n\nfrom shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 90\n"
BY_HAND = FIXABLE.replace("import os\n\n", "").replace("discount():", "discount():\n    l = 1")


def next_of(project: Project, text: str) -> dict[str, str]:
    """What comes next after a red run with this test file, by the report."""
    ran = project.with_file(TEST, text).gate("verify-fail", "--tdd-report=json:gate.json", verdict="passed")
    found: dict[str, str] = json.loads(ran.text("gate.json"))["next"]
    return found


def test_a_linters_wish_comes_before_the_lock(project: Project) -> None:
    """By commands where ruff can mend it all, and by hand where it cannot; not where review would let it pass."""
    linted = project.with_file("ruff.toml", '[lint]\nselect = ["E", "F"]\n').commit()
    mend = f"ruff check --fix {TEST} >&2 && ruff format {TEST} >&2 && pytest "

    fixable, by_hand = next_of(linted, FIXABLE), next_of(linted, BY_HAND)
    settings = linted.text("pyproject.toml") + '\n[tool.tddgate.rules]\nlint = "advise"\n'
    lenient = next_of(linted.with_file("pyproject.toml", settings).commit_settings(), FIXABLE)

    assert fixable["verb"] == by_hand["verb"] == "fix_tests"
    assert fixable["command"].startswith(mend)
    assert by_hand["command"].startswith("pytest ")
    assert by_hand["detail"] == f"ruff format {TEST} && ruff check --fix {TEST}, then mend {TEST}:5"
    assert lenient["verb"] == "lock"
