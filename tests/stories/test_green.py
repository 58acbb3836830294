"""Gate 4: the contract passes as it was locked, each test of it, beside every test that was there before."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

TESTS = """\
import json
import pathlib
import pytest
from shop.discount import discount
from tests.prices import PRICES


@pytest.mark.parametrize("price", [100, 200])
def test_discount(price, rate):
    assert discount(price) == price * rate // 100


def test_prices():
    wanted = json.loads(pathlib.Path(__file__).with_name("wanted.json").read_text())
    assert [discount(each) for each in PRICES] == wanted
"""
FILES = {
    "tests/__init__.py": "",
    "tests/test_discount.py": TESTS,
    "tests/prices.py": "PRICES = [10, 20]\n",
    "tests/wanted.json": "[9, 18]\n",
    "tests/conftest.py": "import pytest\n\n\n@pytest.fixture\ndef rate():\n    return 90\n",
}
GREEN = "passed: discount is green: 2 of its tests, 2 contracted tests in all. Next: commit the implementation"


@pytest.fixture
def lenient(project: Project) -> Project:
    """The shop, without thresholds of coverage: tests that do not run would be seen there as well."""
    text = project.text("pyproject.toml").replace('["src"]', '["src", "."]')
    thresholds = "[tool.tddgate]\nmin-coverage = 0\nmin-diff-coverage = 0\n"
    return project.with_file("pyproject.toml", text + thresholds).commit_settings()


@pytest.fixture
def locked(lenient: Project) -> Project:
    """A locked contract that uses a helper, a conftest and a data file; and its implementation."""
    for path, text in FILES.items():
        lenient.with_file(path, text)
    return lenient.lock().implement()


@pytest.mark.parametrize("args", [(), ("-n", "2"), ("--cov-branch",), ("--cov=shop", "--cov-fail-under=100")])
def test_an_implemented_contract_is_green(locked: Project, args: tuple[str, ...]) -> None:
    """With workers, with branches, beside the user's own coverage; a table shows the changed files."""
    green = locked.gate(
        "green", *args, verdict="passed", says="note: coverage 100 % in total, 100 % of 2 changed lines"
    )

    assert green.last.last_line == GREEN
    assert "src/shop/discount.py  2 of 2   -" in green.last.output


def test_a_contract_that_is_not_implemented_is_not_green(locked: Project) -> None:
    """Neither when nothing was written, nor when it is wrong, nor when something else broke."""
    locked.without_file("src/shop/discount.py")
    missing = locked.gate("green", verdict="refused", rules=["not-green"])
    (finding,) = missing.last.findings
    assert finding.startswith("2 contract tests cannot run, because tests/test_discount.py cannot be imported: Module")

    locked.implement().replace("src/shop/discount.py", "9 // 10", "8 // 10").replace("src/shop/cart.py", "sum(", "len(")

    refused = locked.gate("green", verdict="refused", rules=["not-green"])
    advice = "implement what the test asks for, then run pytest --tdd-gate=green again"
    assert refused.last.told("not-green") == ("tests/test_discount.py:8", advice)
    assert [each.split()[0] for each in refused.last.findings] == [
        "tests/test_discount.py::test_discount[100]",
        "tests/test_discount.py::test_prices",
        "tests/test_cart.py::test_total",
    ]


@pytest.mark.parametrize(
    "args",
    [("-k", "prices"), ("--deselect", "tests/test_discount.py::test_discount[200]"), ("tests/test_cart.py",)],
    ids=["-k", "--deselect", "paths"],
)
def test_a_contract_test_that_does_not_run_is_missing(locked: Project, args: tuple[str, ...]) -> None:
    """One case of it is enough."""
    refused = locked.gate("green", *args, verdict="refused", rules=["test-missing"])

    advice = "run the whole suite: pytest --tdd-gate=green, without -k and without paths"
    place, next_step = refused.last.told("test-missing")
    assert (place.partition(":")[0], next_step) == ("tests/test_discount.py", advice)


def test_addopts_that_deselect_are_seen_twice(locked: Project) -> None:
    """As a setting that changed, and as a test that did not run."""
    locked.replace("pyproject.toml", "testpaths", 'addopts = "-k total"\ntestpaths')

    refused = locked.gate("green", verdict="refused", rules=["harness-changed", "test-missing"])

    assert refused.last.told("harness-changed")[0] == "pyproject.toml"
    assert "tests/test_discount.py::test_prices was deselected" in refused.last.output


@pytest.mark.parametrize(
    "conftest",
    ["collect_ignore = ['test_discount.py']\n", "def pytest_collection_modifyitems(items):\n    del items[1:]\n"],
    ids=["ignores", "drops"],
)
def test_a_conftest_that_drops_tests_is_seen_from_all_sides(lenient: Project, conftest: str) -> None:
    """As new harness, as a change for every test below it, and as tests that did not run."""
    lenient.with_red_test().lock().implement().with_file("tests/conftest.py", conftest)

    refused = lenient.gate("green", verdict="refused", rules=["harness-added", "harness-changed", "test-missing"])

    advice = "remove tests/conftest.py, or lock it together with new tests"
    assert refused.last.told("harness-added") == ("tests/conftest.py", advice)


def test_a_contract_test_that_is_skipped_or_xfailed_did_not_run(locked: Project) -> None:
    """Whether the subject asks for it, or the test was edited."""
    locked.with_file("src/shop/discount.py", "import unittest\n\n\ndef discount(price):\n    raise unittest.SkipTest\n")
    locked.gate("green", verdict="refused", rules=["not-run"])

    locked.implement().replace("tests/test_discount.py", "def test_prices", "@pytest.mark.xfail\ndef test_prices")

    locked.gate("green", verdict="refused", rules=["not-run", "contract-touched"])


def test_a_later_feature_grows_the_same_file_through_its_own_lock(locked: Project) -> None:
    """Both contracts are kept; growth without a lock is not."""
    test = "\n\ndef test_free():\n    assert discount(-1) == 0\n"
    locked.commit().with_file("tests/test_discount.py", TESTS + test)
    locked.gate("green", verdict="refused", rules=["contract-touched"])

    locked.lock("free").replace("src/shop/discount.py", "return", "return max(0, price) and")

    grown = locked.gate("green", verdict="passed", says="free is green: 1 of its tests, 3 contracted tests in all")
    assert grown.last.output.count("  kept ") == 2


def test_tests_that_main_changed_are_no_change_of_the_feature(locked: Project) -> None:
    """After a merge they are as they are there."""
    locked.commit().git("branch", "--move", "discount")
    locked.git("checkout", "--quiet", "-b", "main", "HEAD~2")
    locked.replace("tests/test_cart.py", "[1, 2]) == 3", "[2, 2]) == 4").commit()
    locked.git("checkout", "--quiet", "discount")

    locked.git("merge", "--quiet", "--no-edit", "main")

    locked.gate("green", verdict="passed")


def test_a_run_that_the_subject_ends_is_not_green(project: Project) -> None:
    """Early, or at exit with a code of its own."""
    project.with_red_test().lock()
    code = "import atexit, os\n\n\ndef discount(price):\n    {0}\n    return price * 9 // 10\n"

    cut = project.with_file("src/shop/discount.py", code.format("os._exit(0)"))
    cut_short = cut.gate("green", verdict="refused", rules=["run-cut-short"])
    mismatch = project.with_file("src/shop/discount.py", code.format("atexit.register(os._exit, 7)"))
    mismatched = mismatch.gate("green", verdict="refused", rules=["exit-mismatch"])

    assert cut_short.last.told("run-cut-short")[1].startswith("find what ends the process")
    assert mismatched.last.told("exit-mismatch")[1].startswith("remove what ends the process at exit")


def test_a_run_that_turns_failures_into_passes_is_seen_by_the_canary(project: Project) -> None:
    """The hook was there before the lock, and wakes when there is an implementation."""
    hook = (
        "import pathlib, pytest\n\n\n@pytest.hookimpl(wrapper=True)\ndef pytest_runtest_makereport():\n"
        "    report = yield\n    if pathlib.Path('src/shop/discount.py').exists():\n"
        "        report.outcome = 'passed'\n    return report\n"
    )
    project.with_file("tests/conftest.py", hook).commit().with_red_test().lock()

    refused = project.implement().gate("green", verdict="refused", rules=["canary-green", "control-not-red"])

    assert refused.last.told("canary-green") == (
        "",
        "look for hooks and patches in conftest.py, plugins and the subject",
    )


def test_tests_that_pass_without_the_code_are_seen_by_the_control(project: Project) -> None:
    """Something locked answers in place of the subject, as soon as there is one."""
    answer = (
        "import pathlib, pytest\n\n\n@pytest.fixture(autouse=True)\ndef answers(monkeypatch):\n"
        "    if pathlib.Path('src/shop/discount.py').exists():\n"
        "        monkeypatch.setattr('shop.discount.discount', lambda price: 90)\n"
    )
    test = "def test_discount():\n    from shop.discount import discount\n\n    assert discount(100) == 90\n"
    project.with_file("tests/conftest.py", answer).commit().with_file("tests/test_discount.py", test)
    project.lock().with_file(
        "src/shop/discount.py", "ONE = 1\nTWO = 2\nTHREE = 3\n\n\ndef discount(price):\n    return price * 9 // 10\n"
    )

    refused = project.gate(
        "green", verdict="refused", rules=["control-not-red"], says="every changed function of the subject was emptied"
    )

    advice = "look for hooks, patches or copies that answer in place of the subject"
    assert refused.last.told("control-not-red") == ("", advice)


def test_a_project_below_the_top_of_its_repository_goes_through_all_gates(project: Project) -> None:
    """In a folder with a space and letters beyond ASCII; what lies beside it is nobody's business."""
    inside = project.moved_into("my shöp/パン")
    inside.with_file("other/tests/test_other.py", "def test_other():\n    assert False\n").commit()

    inside.with_file(
        "my shöp/パン/tests/test_prüfung.py", "from shop.vat import vat\n\n\ndef test_ü():\n    assert vat(1) == 0\n"
    )
    inside.gate("verify-fail", verdict="passed")
    inside.lock("vat").with_file("my shöp/パン/src/shop/vat.py", "def vat(price):\n    return price * 9 // 10\n")
    inside.gate("green", verdict="passed", says="vat is green")

    inside.replace("my shöp/パン/tests/test_prüfung.py", "== 0", "== 0 or True")
    touched = inside.gate("green", verdict="refused", rules=["contract-touched"])
    assert touched.last.told("contract-touched")[0] == "my shöp/パン/tests/test_prüfung.py"
    assert os.fspath(inside.root) not in touched.last.findings[0]
