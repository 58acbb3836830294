"""Ways round the audit that were found by trying, and honest changes that were refused on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.forgery import forge

if TYPE_CHECKING:
    from tests.project import Project

BASE = "--tdd-base=main"
TEST = "tests/test_discount.py"
SECOND = "\n\ndef test_discount():\n    from shop.discount import discount\n\n    assert discount(100) == 90\n"


def with_addopts(project: Project, addopts: str) -> Project:
    """Add options of pytest's to the settings, in a commit."""
    options = f'testpaths = ["tests"]\naddopts = "{addopts}"\n'
    return project.replace("pyproject.toml", 'testpaths = ["tests"]\n', options).commit("chore: options")


def test_an_edit_before_the_lock_of_its_file(started: Project) -> None:
    """A lock of new tests in the file says nothing about the old ones."""
    started.replace("tests/test_cart.py", "[1, 2]) == 3", "[1, 2]) == 4")
    started.replace("src/shop/cart.py", "sum(prices)", "sum(prices) + 1").commit("fix: rounder")
    started.with_file("tests/test_cart.py", started.text("tests/test_cart.py") + SECOND).lock()
    started.implement().commit("feat: discount")

    started.gate("audit", BASE, verdict="refused", rules=["existing-test-changed"])


def test_code_that_calls_itself_harness(started: Project) -> None:
    """What Python runs at its start is locked by no contract."""
    started.with_red_test().with_file("src/sitecustomize.py", "import os\n")
    forge(started, "discount", f"{TEST}::test_discount", ["src/sitecustomize.py"]).commit("test: discount")
    started.implement().commit("feat: discount")

    assert "harness-added" in started.run("--tdd-gate=audit", BASE).refused


@pytest.mark.parametrize("addopts", ["--version", "--help", "--tdd-audit=static", "--tdd-base=HEAD"])
def test_options_in_the_settings_of_the_change(branch: Project, addopts: str) -> None:
    """They are the author's; the audit is asked for by whoever calls it."""
    with_addopts(branch, addopts).replace("src/shop/discount.py", "9 // 10", "8 // 10").commit("fix: rounder")

    ran = branch.run("--tdd-gate=audit", BASE)

    assert ran.exit_code == 10, ran.output
    assert "policy-changed" in ran.refused


def test_options_under_which_a_contract_was_locked(started: Project) -> None:
    """The audit is whole all the same."""
    with_addopts(started, "--tdd-audit=static").with_red_test().lock()
    started.implement().replace("src/shop/discount.py", "9 // 10", "8 // 10").commit("feat: discount")

    assert "not-green" in started.run("--tdd-gate=audit", BASE).refused


def test_early_code_that_a_passing_test_runs_for_a_while(started: Project) -> None:
    """A test that is gone at the head asked for nothing."""
    started.with_file("src/shop/_rates.py", "def discount(price):\n    return price * 9 // 10\n")
    started.with_file("tests/test_rates.py", "from shop._rates import discount\n\n\ndef test_it():\n    discount(1)\n")
    started.commit("chore: rates").with_red_test().lock().without_file("tests/test_rates.py")
    started.with_file("src/shop/discount.py", "from shop._rates import discount\n\n__all__ = ['discount']\n")
    started.commit("feat: discount")

    started.gate("audit", BASE, verdict="refused", rules=["code-before-test"])


def test_a_new_test_that_is_skipped_without_the_code(started: Project) -> None:
    """Nobody saw it red, and it asks for new behaviour."""
    started.implement().with_file(
        TEST, 'import pytest\n\n\ndef test_it():\n    assert pytest.importorskip("shop.discount").discount(100) == 90\n'
    ).commit("feat: discount")

    started.gate("audit", BASE, verdict="refused", rules=["not-locked"])


def test_a_lock_commit_that_holds_something_else(started: Project) -> None:
    """Tests and contract, and nothing that could make them pass."""
    started.with_red_test().lock().with_file("Makefile", "all:\n").git("add", "Makefile")
    started.git("commit", "--quiet", "--amend", "--no-edit")
    started.implement().commit("feat: discount")

    assert "contract-unproven" in started.run("--tdd-gate=audit", BASE).refused


def test_a_link_among_the_tests(branch: Project) -> None:
    """What it leads to is locked by nobody."""
    (branch.root / "tests" / "more").symlink_to("../src")
    branch.commit("test: a link")

    branch.gate("audit", BASE, verdict="refused", rules=["harness-added"])


def test_a_refactoring_that_makes_failures_pass(started: Project) -> None:
    """The canary sings without a contract, too."""
    patch = (
        "\nimport contextlib\n\ntool = __import__('pytest')\n_run = tool.Function.runtest\n\n\ndef _quietly(item):\n"
        "    with contextlib.suppress(BaseException):\n        _run(item)\n\n\ntool.Function.runtest = _quietly\n"
    )
    started.with_file("src/shop/cart.py", started.text("src/shop/cart.py") + patch).commit("refactor: imports")

    started.gate("audit", BASE, verdict="refused", rules=["canary-green"])


def test_a_test_that_was_skipped_at_the_base_and_fails_now(project: Project) -> None:
    """A skip is no failure that could be an excuse."""
    skipping = 'import pytest\n\n\ndef test_extra():\n    assert pytest.importorskip("shop.extra").extra() == 1\n'
    project.with_file("tests/test_extra.py", skipping).commit("test: extra")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement()
    project.with_file("src/shop/extra.py", "def extra():\n    return 2\n").commit("feat: discount")

    ran = project.run("--tdd-gate=audit", BASE)
    assert "not-green" in ran.refused, ran.output


@pytest.mark.parametrize(
    ("source", "test"),
    [
        ("RATE = 90\n", "from shop.rate import RATE\n\n\ndef test_rate():\n    assert RATE == 90\n"),
        (
            "from dataclasses import dataclass\n\n\n@dataclass\nclass Rate:\n    percent: int = 90\n",
            "from shop.rate import Rate\n\n\ndef test_rate():\n    assert Rate(3).percent + Rate().percent == 93\n",
        ),
        (
            "rate = lambda price: price * 9 // 10\n",
            "from shop.rate import rate\n\n\ndef test_rate():\n    assert rate(100) == 90\n",
        ),
    ],
    ids=["constant", "dataclass", "lambda"],
)
def test_a_feature_without_a_function(started: Project, source: str, test: str) -> None:
    """There is nothing to empty, and it is red without the code all the same."""
    started.with_file("tests/test_rate.py", test).lock("rate")
    started.with_file("src/shop/rate.py", source).gate("green", verdict="passed").commit("feat: rate")

    started.gate("audit", BASE, verdict="passed")


def test_a_file_of_pytests_settings_that_changes_alone(started: Project) -> None:
    """It is policy, as a table in another file is."""
    started.with_file("pytest.ini", "[pytest]\npythonpath = src\ntestpaths = tests\n").commit("chore: settings")

    assert started.gate("audit", BASE, verdict="passed").last.advised == ("policy-changed",)


def test_a_plugin_that_is_named_and_not_installed(project: Project) -> None:
    """A name that does nothing would be a setting that is silently off."""
    settings = project.text("pyproject.toml") + '\n[tool.tddgate.audit]\nplugins = ["pytest-no-such"]\n'
    project.with_file("pyproject.toml", settings).commit("chore: settings")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")

    project.gate("audit", BASE, verdict="undecided", says="pytest-no-such is not installed")
