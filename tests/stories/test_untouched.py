"""What was locked stays as it was locked, and nothing new comes between: whatever hides the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import EXIT_CODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

TESTS = """\
import json
import pathlib
from shop.discount import discount
from tests.prices import PRICES


def test_discount():
    assert discount(100) == 90


def test_prices():
    wanted = json.loads(pathlib.Path(__file__).with_name("wanted.json").read_text())
    assert [discount(each) for each in PRICES] == wanted
"""
CONTRACT = ".tddgate/contracts/discount.json"


@pytest.fixture
def locked(project: Project) -> Project:
    """A locked contract that uses a helper and a data file; and its implementation."""
    project.with_file("tests/__init__.py", "").with_file("tests/test_discount.py", TESTS)
    project.with_file("tests/prices.py", "PRICES = [10]\n").with_file("tests/wanted.json", "[9]\n")
    return project.replace("pyproject.toml", '["src"]', '["src", "."]').commit_settings().lock().implement()


def edited(project: Project) -> Project:
    """The locked test, with an easier expectation."""
    return project.replace("tests/test_discount.py", "== 90", "<= 100")


def test_an_edit_of_anything_locked_breaks_the_contract(locked: Project) -> None:
    """Test file, helper, data file; also as a link to the same bytes, and also when it was committed."""
    edited(locked).with_file("tests/prices.py", "PRICES = []\n").with_file("tests/wanted.json", "[]\n")
    (locked.root / "tests/prices.py").rename(locked.root / "elsewhere.py")
    (locked.root / "tests/prices.py").symlink_to("../elsewhere.py")

    refused = locked.gate("green", verdict="refused", rules=["contract-touched"])

    assert sorted(refused.last.findings) == [
        "tests/prices.py is a link (contract discount)",
        "tests/test_discount.py is not what was locked (contract discount)",
        "tests/wanted.json is not what was locked (contract discount)",
    ]
    advice = 'git checkout HEAD -- tests/prices.py; or: tddgate amend discount --reason "…"'
    assert refused.last.told("contract-touched") == ("tests/prices.py", advice)
    assert "  broken    discount" in refused.last.output
    locked.commit().gate("green", verdict="refused", rules=["contract-touched"])


def test_an_edit_that_git_is_told_not_to_see_is_seen(locked: Project) -> None:
    """By a flag in the index, a clean filter, an exclusion, another repository in the environment."""
    locked.git("update-index", "--assume-unchanged", "tests/test_discount.py")
    locked.with_file(".git/info/attributes", "tests/wanted.json filter=same\n")
    locked.git("config", "filter.same.clean", "echo '[9]'")
    locked.with_file(".git/info/exclude", "tests/sub\n").with_file("tests/sub/conftest.py", "")
    edited(locked).with_file("tests/wanted.json", "[9.0]\n")
    decoy = locked.root / "decoy"
    locked.git("clone", "--quiet", ".", str(decoy))

    ran = locked.run("--tdd-gate=green", GIT_DIR=str(decoy / ".git"), GIT_WORK_TREE=str(decoy))

    assert (ran.exit_code, ran.refused) == (10, ("contract-touched", "contract-touched")), ran.output


def test_new_harness_that_reaches_the_contract_is_refused(locked: Project) -> None:
    """Conftests, settings, start-up files, modules that take another's name; not what lies elsewhere."""
    locked.with_file("conftest.py", "").with_file("sitecustomize.py", "").with_file("pytest.ini", "[pytest]\n")
    locked.with_file("src/statistics.py", "").with_file("src/usercustomize.py", "").with_file("docs/conftest.py", "")

    refused = locked.gate("green", "-c", "pyproject.toml", "--rootdir=.", verdict="refused", rules=["harness-added"])

    assert {each.split()[0] for each in refused.last.findings} == {
        "conftest.py",
        "pytest's",
        "sitecustomize.py",
        "src/statistics.py",
        "src/usercustomize.py",
    }


def test_a_package_in_the_place_of_coverage_is_refused(locked: Project) -> None:
    """Whatever it says."""
    locked.with_file("coverage/__init__.py", "class Coverage:\n    def report(self, **options): return 100.0\n")

    assert "harness-added" in locked.run("--tdd-gate=green").refused


def test_a_file_that_is_swapped_during_the_run_is_seen(project: Project) -> None:
    """Its bytes are as they were before and after; the time at which its entry changed is not."""
    swap = (
        "import atexit, pathlib\nWANTED = pathlib.Path(__file__).parent / 'wanted.txt'\n"
        "if pathlib.Path('src/shop/discount.py').exists():\n    WANTED.write_text('90')\n"
        "    atexit.register(WANTED.write_text, '91')\n\n\ndef test_discount():\n"
        "    from shop.discount import discount\n\n    assert discount(100) == int(WANTED.read_text())\n"
    )
    project.with_file("tests/test_discount.py", swap).with_file("tests/wanted.txt", "91").lock()

    refused = project.implement().gate("green", verdict="refused", rules=["file-swapped"])

    advice = "remove the code that writes to the test files"
    assert refused.last.told("file-swapped") == ("tests/wanted.txt", advice)


def test_a_committed_test_that_is_in_no_contract_is_untouched_too(locked: Project) -> None:
    """Neither edited nor removed; additions to it are free."""
    grown = locked.with_file("tests/test_cart.py", locked.text("tests/test_cart.py") + "\n\ndef test_more(): ...\n")
    grown.gate("green", verdict="passed", says="1 new test is in no contract: tests/test_cart.py::test_more")

    refused = locked.replace("tests/test_cart.py", "== 3", ">= 3").gate(
        "green", verdict="refused", rules=["existing-test-changed"]
    )

    assert refused.last.told("existing-test-changed")[0] == "tests/test_cart.py:4"


def test_at_green_the_advice_for_a_changed_test_is_what_green_accepts(locked: Project) -> None:
    """A command that restores it, or an amendment of the feature; `--tdd-amend` belongs to the gates before."""
    edited = locked.replace("tests/test_cart.py", "== 3", "== 1 + 2")

    refused = edited.gate("green", verdict="refused", rules=["existing-test-changed"])
    wrong = edited.run("--tdd-gate=green", "--tdd-amend", "clearer")

    advice = f'git checkout {locked.head[:10]} -- tests/test_cart.py; or: tddgate amend discount --reason "…"'
    assert refused.last.told("existing-test-changed")[1] == advice
    assert wrong.exit_code == EXIT_CODES["unusable"], wrong.output
    assert 'next: tddgate amend discount --reason "clearer"' in wrong.output


def test_new_harness_is_called_new(locked: Project) -> None:
    """And not a change of something that nobody had."""
    locked.with_file("tests/conftest.py", "collect_ignore = []\n")

    refused = locked.gate("green", verdict="refused", rules=["harness-added", "harness-changed"])

    assert "tests/conftest.py is new, and brings collect_ignore" in refused.last.findings
    assert refused.last.told("harness-changed")[1] == refused.last.told("harness-added")[1]


def deleted(project: Project) -> Project:
    """The contract removed, in a commit."""
    return project.without_file(CONTRACT).commit()


def rewritten(project: Project) -> Project:
    """The contract made to hold one test less, in a commit."""
    text = project.text(CONTRACT).replace('"red": "missing"', '"red": "pin"')
    return project.with_file(CONTRACT, text).commit()


def differing(project: Project) -> Project:
    """The contract edited in the work tree."""
    return project.with_file(CONTRACT, project.text(CONTRACT) + "\n")


@pytest.mark.parametrize("harm", [deleted, rewritten, differing])
def test_a_contract_that_is_not_what_was_locked_is_missing(
    project: Project, harm: Callable[[Project], Project]
) -> None:
    """Gone, replaced, or not as committed."""
    locked = project.with_red_test().lock()
    lock = locked.head[:10]

    refused = harm(locked.implement()).gate("green", verdict="refused", rules=["contract-missing"])

    place, next_step = refused.last.told("contract-missing")
    assert place == CONTRACT
    assert next_step.replace("HEAD", lock).startswith(f"git checkout {lock} -- {CONTRACT}")
