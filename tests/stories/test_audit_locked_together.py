"""A lock commit that holds the contracts of several features, as a rebase leaves it that made one commit of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

BASE = "--tdd-base=main"
STATIC = "--tdd-audit=static"


def locked_together(started: Project, *, beside: str = "") -> Project:
    """Two features whose lock commits became one, and then their code; `beside` is a file that came in with them."""
    started.with_red_test().lock()
    started.with_red_test("tax").lock("tax")
    started.git("reset", "--quiet", "--soft", "HEAD~2")
    if beside:
        started.with_file(beside, "What a shop sells.\n")
    started.commit("test: add failing tests for discount and tax (TDD Gate 3)")
    return started.implement().implement("tax").commit("feat: discount and tax")


def test_contracts_that_were_locked_in_one_commit_are_proven(started: Project) -> None:
    """Each is red there, and nothing but tests and contracts came in."""
    ran = locked_together(started).gate("audit", BASE, verdict="passed").last

    assert "squashed" not in ran.advised, ran.output
    assert "2 new contracts" in ran.output


def test_an_amendment_in_a_lock_commit_is_listed_as_any_other(branch: Project) -> None:
    """It is in the commit of another feature, and is still one that somebody has to read."""
    branch.replace("tests/test_discount.py", "== 90", "== 90.0").amend("discount", "as a float")
    branch.with_red_test("tax").lock("tax")
    branch.git("reset", "--quiet", "--soft", "HEAD~2")
    branch.commit("test: add failing tests for tax (TDD Gate 3)").implement("tax").commit("feat: tax")

    ran = branch.gate("audit", BASE, STATIC, verdict="passed").last

    assert "as a float" in ran.output


def test_what_is_neither_test_nor_contract_is_still_refused(started: Project) -> None:
    """A page, say: a lock commit shows what was red, and nothing else."""
    project = locked_together(started, beside="docs/shop.md")

    ran = project.gate("audit", BASE, STATIC, verdict="refused", rules={"contract-unproven"}).last

    assert ran.findings == ["the commit that locked discount changes docs/shop.md, which is no test"], ran.output
