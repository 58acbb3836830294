"""Honest changes pass the audit, whatever history looks like, and nothing of the checkout is touched."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

BASE = "--tdd-base=main"


def test_a_feature_that_was_written_test_first(branch: Project) -> None:
    """Its contract is found, seen red again at the lock, and seen green at the head."""
    ran = branch.gate("audit", BASE, verdict="passed").last

    assert "1 new contract" in ran.output
    assert "discount" in ran.output
    assert "red     1 of 1 tests at the lock" in ran.output
    assert ran.last_line.startswith("passed: ")


def test_the_checkout_is_not_touched(branch: Project, tmp_path: Path) -> None:
    """Work tree, index, refs and stash are as before, and no tree is left behind."""
    branch.with_file("notes.txt", "not committed").git("add", "notes.txt")
    branch.with_file("notes.txt", "edited since")
    facts = (("status", "--porcelain"), ("for-each-ref",), ("stash", "list"), ("diff",), ("worktree", "list"))
    before = [branch.git(*fact) for fact in facts]
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    ran = branch.run("--tdd-gate=audit", BASE, TMPDIR=str(scratch))

    assert ran.exit_code == 0, ran.output
    assert [branch.git(*fact) for fact in facts] == before
    assert not list(scratch.iterdir())


def test_what_is_not_committed_does_not_count(branch: Project) -> None:
    """The audit judges commits, and says that the work tree holds something else."""
    branch.replace("src/shop/discount.py", "9 // 10", "8 // 10")

    assert "not committed" in branch.gate("audit", BASE, verdict="passed").last.output


def test_a_fresh_clone_at_a_detached_head(branch: Project, tmp_path: Path) -> None:
    """That is what CI has: remote branches, no branch of its own, a folder with a space."""
    clone = tmp_path / "ci clone"
    branch.git("clone", "--quiet", str(branch.root), str(clone))
    there = type(branch)(clone)
    there.git("checkout", "--quiet", "--detach", "HEAD")

    there.gate("audit", "--tdd-base=origin/main", verdict="passed")


def test_a_rebased_branch(branch: Project) -> None:
    """The lock commit is found by what it holds, not by its id."""
    branch.git("switch", "--quiet", "main")
    branch.with_file("README.md", "A shop.").commit("docs: readme")
    branch.git("switch", "--quiet", "feature/discount")
    branch.git("rebase", "--quiet", "main")

    branch.gate("audit", BASE, verdict="passed")


def test_main_merged_into_the_branch(branch: Project) -> None:
    """What came from the base is the base's."""
    branch.git("switch", "--quiet", "main")
    branch.with_file("src/shop/tax.py", "def tax(price):\n    return price // 5\n")
    branch.with_file("tests/test_tax.py", "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(10) == 2\n")
    branch.commit("feat: tax")
    branch.git("switch", "--quiet", "feature/discount")
    branch.git("merge", "--quiet", "--no-edit", "main")

    branch.gate("audit", BASE, verdict="passed")


def test_a_second_feature_on_top(branch: Project) -> None:
    """Each contract is replayed at its own lock."""
    branch.with_red_test("tax").lock("tax").implement("tax").commit("feat: tax")

    assert "2 new contracts" in branch.gate("audit", BASE, verdict="passed").last.output


def test_a_contract_of_the_base_is_trusted(branch: Project) -> None:
    """A squash merge leaves no lock commit; the next change is judged all the same."""
    branch.git("switch", "--quiet", "main")
    branch.git("merge", "--quiet", "--squash", "feature/discount")
    branch.commit("feat: discount (#1)")
    branch.git("switch", "--quiet", "--create", "feature/tax")
    branch.with_red_test("tax").lock("tax").implement("tax").commit("feat: tax")

    branch.gate("audit", BASE, verdict="passed")


def test_a_squash_inside_the_range(branch: Project) -> None:
    """Red is shown on the base's subject; that the tests came first is not, and the audit says so."""
    branch.git("reset", "--quiet", "--soft", "main")
    branch.commit("feat: discount (#1)")

    assert branch.gate("audit", BASE, verdict="passed").last.advised == ("squashed", "mutant-survived")


def test_a_refactoring_before_the_lock(started: Project) -> None:
    """Code that existing tests run may be reshaped at any time."""
    started.with_file(
        "src/shop/cart.py",
        "def _summed(prices):\n    return sum(prices)\n\n\ndef total(prices):\n    return _summed(prices)\n",
    ).commit("refactor: a helper")
    started.with_red_test().lock().implement().commit("feat: discount")

    started.gate("audit", BASE, verdict="passed")


def test_a_test_of_old_behaviour_needs_no_contract(started: Project) -> None:
    """It is green on the base's subject, so that it was never meant to be red."""
    started.with_file(
        "tests/test_more.py", "from shop.cart import total\n\n\ndef test_nothing():\n    assert total([]) == 0\n"
    ).commit("test: an empty cart")

    started.gate("audit", BASE, verdict="passed")


def test_documentation_alone(started: Project) -> None:
    """A change without code has no contract, and needs none."""
    started.with_file("README.md", "A shop.").commit("docs: readme")

    assert "no new contract" in started.gate("audit", BASE, verdict="passed").last.output


def test_an_amendment_is_listed(branch: Project) -> None:
    """With its reason and its author, each time."""
    branch.replace("tests/test_discount.py", "discount(100) == 90", "discount(200) == 180")
    branch.amend("discount", "two hundred is the usual price")

    output = branch.gate("audit", BASE, verdict="passed").last.output

    assert "two hundred is the usual price" in output
    assert "a@example.com" in output


def test_a_setup_command_builds_what_is_not_committed(project: Project) -> None:
    """It is the base's command, and it runs in the tree that is tested."""
    project.replace(".gitignore", "__pycache__/", "__pycache__/\n_rate.py")
    project.with_file("make.py", "open('src/shop/_rate.py', 'w').write('RATE = 9\\n')\n")
    project.with_file("src/shop/__init__.py", "from shop._rate import RATE\n")
    settings = project.text("pyproject.toml") + '\n[tool.tddgate.audit]\nsetup = "{python} make.py"\n'
    project.with_file("pyproject.toml", settings).commit("a generated module")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_file("src/shop/_rate.py", "RATE = 9\n")
    project.with_red_test().lock().implement().commit("feat: discount")
    project.without_file("src/shop/_rate.py")

    project.gate("audit", BASE, verdict="passed")


def test_a_static_audit_runs_no_test(branch: Project) -> None:
    """It says so, and what it could not look at."""
    branch.with_file("src/shop/cart.py", branch.text("src/shop/cart.py") + "\n\n1 / 0\n").commit("broken at import")

    output = branch.gate("audit", BASE, "--tdd-audit=static", verdict="passed").last.output

    assert "static: no test was run" in output


def test_progress_is_told_line_by_line(branch: Project) -> None:
    """In a log each step is a line of its own."""
    output = branch.gate("audit", BASE, verdict="passed").last.output

    steps = [line for line in output.splitlines() if line.startswith("audit ")]
    assert any("red at the lock of discount" in step for step in steps)
    assert any("green at the head" in step for step in steps)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PYTEST_ADDOPTS", "--deselect tests/test_discount.py"),
        ("COVERAGE_RCFILE", "/nonexistent/coveragerc"),
        ("PYTHONOPTIMIZE", "2"),
    ],
)
def test_the_environment_has_no_say(branch: Project, name: str, value: str) -> None:
    """Each run has an environment of its own."""
    ran = branch.run("--tdd-gate=audit", BASE, timeout=120, **{name: value})

    assert ran.exit_code == 0, ran.output


def test_no_temporary_tree_outlives_a_killed_audit(branch: Project, tmp_path: Path) -> None:
    """The next audit removes what a killed one left."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    left = Path(tempfile.mkdtemp(prefix="tddgate-audit-", dir=scratch))
    (left / "lock").touch()

    ran = branch.run("--tdd-gate=audit", BASE, TMPDIR=str(scratch))

    assert ran.exit_code == 0, ran.output
    assert not left.exists()
