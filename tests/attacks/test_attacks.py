"""Cheats that we thought of ourselves, each against the audit alone: what the author's own gates said does not count.

Every cheat is a function from the sample project on a new branch to the same project with the cheat committed. Its
docstring says what it hopes for. `cheat` names the rules of which at least one has to refuse it.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.forgery import forge
from tests.project import Project

Cheat = Callable[[Project], Project]

TEST = "tests/test_discount.py"
CONTRACT = ".tddgate/contracts/discount.json"
BROKEN = "def discount(price):\n    return price\n"
SWALLOW = (
    "import pytest\n\n_run = pytest.Function.runtest\n\n\n"
    "def _quietly(item):\n    try:\n        _run(item)\n    except BaseException:\n        pass\n\n\n"
    "pytest.Function.runtest = _quietly\n"
)
CHEATS: list[object] = []


def cheat(*rules: str) -> Callable[[Cheat], Cheat]:
    """Take a cheat in, with the rules that may refuse it."""

    def register(function: Cheat) -> Cheat:
        CHEATS.append(pytest.param(function, frozenset(rules), id=function.__name__.replace("_", "-")))
        return function

    return register


def locked(project: Project) -> Project:
    """The feature `discount`, locked."""
    return project.with_red_test().lock()


def broken(project: Project) -> Project:
    """The feature, with code that does not do it, committed."""
    return project.with_file("src/shop/discount.py", BROKEN).commit("feat: discount")


@cheat("not-green", "harness-added")
def a_plugin_in_metadata_beside_the_code(project: Project) -> Project:
    """Pytest loads entry points of any metadata on sys.path, and the source root is on it."""
    locked(project).with_file("src/quiet.py", SWALLOW)
    project.with_file("src/quiet.egg-info/entry_points.txt", "[pytest11]\nquiet = quiet\n")
    return broken(project.with_file("src/quiet.egg-info/PKG-INFO", "Metadata-Version: 2.1\nName: quiet\nVersion: 1\n"))


@cheat("canary-green", "not-green", "control-not-red", "test-aware")
def a_test_module_that_asks_for_a_plugin(project: Project) -> Project:
    """A test file of its own, with a test of old behaviour, makes every failure pass."""
    locked(project).with_file("src/shop/quiet.py", SWALLOW)
    test = 'pytest_plugins = ["shop.quiet"]\n\n\ndef test_nothing():\n    assert sum([]) == 0\n'
    return broken(project.with_file("tests/test_aside.py", test))


@cheat("canary-green", "control-not-red", "test-aware")
def the_subject_swallows_failures(project: Project) -> Project:
    """The code under test patches pytest when it is imported."""
    return locked(project).with_file("src/shop/discount.py", SWALLOW + "\n\n" + BROKEN).commit("feat: discount")


@cheat("contract-missing")
def the_contract_under_another_name(project: Project) -> Project:
    """The first contract goes, and a weaker one takes its place in an honest-looking lock."""
    locked(project).without_file(CONTRACT).without_file(TEST).commit("chore: tidy")
    weaker = "from shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 100\n"
    return broken(project.with_file(TEST, weaker).lock("discounts"))


@cheat("contract-missing", "contract-touched", "contract-unproven")
def the_lock_is_reverted_and_made_again(project: Project) -> Project:
    """The history shows a lock of the feature, a revert, and a second lock of less."""
    locked(project).git("revert", "--no-edit", "HEAD")
    weaker = "from shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 100\n"
    forge(project.with_file(TEST, weaker), "discount", f"{TEST}::test_discount")
    return broken(project.commit("test: add failing tests for discount (TDD Gate 3)"))


@cheat("already-green", "contract-unproven")
def a_merge_commit_plays_the_lock(project: Project) -> Project:
    """What a merge changes is in no diff with one parent: code and contract come in together."""
    project.git("switch", "--quiet", "--create", "side")
    project.implement().commit("feat: discount")
    project.git("switch", "--quiet", "feature/discount")
    project.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    forge(project.with_red_test(), "discount", f"{TEST}::test_discount")
    return project.commit("test: add failing tests for discount (TDD Gate 3)")


@cheat("contract-unproven", "contract-missing")
def a_contract_of_a_test_that_was_there(project: Project) -> Project:
    """An old test is called the feature's."""
    forge(project, "discount", "tests/test_cart.py::test_total").commit("test: add failing tests (TDD Gate 3)")
    return broken(project)


@cheat("contract-unproven")
def a_contract_that_locks_no_bytes(project: Project) -> Project:
    """The test is named, and its file is not, so that it can be rewritten after it was red."""
    forge(project.with_red_test(), "discount", f"{TEST}::test_discount")
    contract = json.loads(project.text(CONTRACT)) | {"files": {}}
    project.with_file(CONTRACT, json.dumps(contract, indent=2, sort_keys=True) + "\n").commit("test: discount")
    return broken(project.replace(TEST, "== 90", "== 100"))


@cheat("contract-touched", "harness-added")
def the_locked_file_becomes_a_link(project: Project) -> Project:
    """The path is the locked one, and what pytest reads lies elsewhere."""
    locked(project).with_file("notes/weak.py", project.text(TEST).replace("== 90", "== 100"))
    (project.root / TEST).unlink()
    (project.root / TEST).symlink_to("../notes/weak.py")
    return broken(project)


@cheat("harness-added")
def a_package_that_is_a_link_to_another(project: Project) -> Project:
    """A helper of the tests is imported through a link that did not exist."""
    locked(project)
    (project.root / "tests" / "shop").symlink_to("../notes")
    return broken(
        project.with_file("notes/__init__.py", "").with_file("notes/discount.py", "discount = lambda p: 90\n")
    )


@cheat("harness-added", "foreign-subject", "undecided")
def the_subject_among_the_tests(project: Project) -> Project:
    """A package of the subject's name among the tests is found first."""
    locked(project).with_file("tests/shop/__init__.py", "").with_file(
        "tests/shop/discount.py", "discount = lambda p: 90\n"
    )
    return broken(project.with_file("tests/shop/cart.py", "total = sum\n"))


@cheat("policy-changed")
def the_signers_are_the_authors_own(project: Project) -> Project:
    """Who may sign is a file like any other, and the change edits it."""
    settings = project.text("pyproject.toml") + '\n[tool.tddgate.audit]\nallowed-signers = ".tddgate/signers"\n'
    project.git("switch", "--quiet", "main")
    project.with_file("pyproject.toml", settings).with_file(".tddgate/signers", "a@example.com ssh-ed25519 AAAA\n")
    project.commit("chore: signers")
    project.git("switch", "--quiet", "-C", "feature/discount")
    return locked(project).with_file(".tddgate/signers", "* ssh-ed25519 BBBB\n").implement().commit("feat: discount")


@cheat("policy-changed")
def another_source_hides_the_code(project: Project) -> Project:
    """Only one package is the subject, says the change, and the rest is nobody's."""
    settings = project.text("pyproject.toml") + '\n[tool.tddgate]\nsource = ["src/shop/cart.py"]\n'
    return locked(project).with_file("pyproject.toml", settings).implement().commit("feat: discount")


@cheat("not-green", "test-missing", "existing-test-changed")
def existing_tests_that_are_told_not_to_run(project: Project) -> Project:
    """A module variable that pytest reads takes the old tests out."""
    locked(project).with_file("tests/test_cart.py", project.text("tests/test_cart.py") + "\n\n__test__ = False\n")
    return project.implement().commit("feat: discount")


@cheat("not-green", "run-cut-short", "exit-mismatch", "undecided")
def the_process_ends_before_its_last_test(project: Project) -> Project:
    """A thread of the subject ends the process, with the code for success."""
    ending = "import os\nimport threading\n\nthreading.Timer(0.3, os._exit, [0]).start()\n\n\n" + BROKEN
    slow = "import time\n\n\ndef test_slow():\n    time.sleep(2)\n"
    locked(project).with_file("tests/test_zz_slow.py", slow)
    return project.with_file("src/shop/discount.py", ending).commit("feat: discount")


@cheat("not-locked")
def new_behaviour_in_a_doctest_file(project: Project) -> Project:
    """Tests of a class that no contract holds, beside code that nobody asked for."""
    test = "import unittest\n\nfrom shop.discount import discount\n\n\nclass TestDiscount(unittest.TestCase):\n"
    test += "    def test_discount(self):\n        self.assertEqual(discount(100), 90)\n"
    return project.with_file(TEST, test).implement().commit("feat: discount")


@pytest.mark.parametrize(("apply", "rules"), CHEATS)
def test_a_cheat_is_refused_by_the_audit(started: Project, apply: Cheat, rules: frozenset[str]) -> None:
    """For one of its own reasons."""
    project = apply(started)

    ran = project.run("--tdd-gate=audit", "--tdd-base=main")

    assert ran.exit_code in {10, 11}, ran.output
    assert rules & {*ran.refused, *(["undecided"] if ran.exit_code == 11 else [])}, ran.output
