"""The ways into an old repository that the page names lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ci.pipelines import blocks_of

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("what a pipeline does is no product code")

BASE = "--tdd-base=main"


def test_what_nobody_locked_can_be_advice_at_first(project: Project) -> None:
    """With the settings of the page in the base."""
    (block,) = blocks_of("adopting.md", "toml", "Begin softly")
    project.with_file("pyproject.toml", project.text("pyproject.toml") + "\n" + block).commit("chore: gates")
    project.git("switch", "--quiet", "--create", "feature/discount")

    project.with_red_test().implement().commit("feat: discount")

    assert "not-locked" in project.gate("audit", BASE, verdict="passed").last.advised


def test_what_was_locked_is_kept_meanwhile(project: Project) -> None:
    """Advice is about tests without a contract only."""
    (block,) = blocks_of("adopting.md", "toml", "Begin softly")
    project.with_file("pyproject.toml", project.text("pyproject.toml") + "\n" + block).commit("chore: gates")
    project.git("switch", "--quiet", "--create", "feature/discount")

    project.with_red_test().lock().implement().replace("tests/test_discount.py", "== 90", "== 90.0").commit("feat: x")

    project.gate("audit", BASE, "--tdd-audit=static", verdict="refused", rules=["contract-touched"])


def test_an_audit_from_a_commit_on(project: Project) -> None:
    """What was there before has no contract, and needs none."""
    (block,) = blocks_of("adopting.md", "console", "Audit from a commit on")
    project.with_file("src/shop/tax.py", "def tax(price):\n    return price // 5\n")
    project.with_file("tests/test_tax.py", "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(10) == 2\n")
    began = project.commit("feat: tax, as we used to").head
    project.with_red_test().lock().implement().commit("feat: discount")

    option = block.split()[-1].replace("COMMIT", began)

    assert "1 new contract" in project.gate("audit", option, verdict="passed").last.output
