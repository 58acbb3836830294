"""Gate 4 from the run to the words on the screen, for what needs no control: the whole report of a run in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen
from pytest_tddgate.gates.green import gate
from pytest_tddgate.render.terminal import Style, report_lines
from tests.fakes import FakeRepository, case_of, contract_of, record_of, run_of, seen

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.observation import RunSeen

CART, TAX = "tests/test_cart.py::test_total", "tests/test_tax.py::test_tax"
BEFORE = {
    "pyproject.toml": "",
    "src/shop/__init__.py": "",
    "tests/test_cart.py": "def test_total():\n    assert sum([1, 2]) == 3\n",
}
TESTS = {"tests/test_tax.py": "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(100) == 120\n"}
LOCKED = BEFORE | TESTS | record_of(contract_of("tax", TESTS))
DONE = {"src/shop/tax.py": "def tax(price):\n    return price * 6 // 5\n"}


def report(run: RunSeen, **edits: str) -> list[str]:
    """What is printed of a run of the project with the feature locked and implemented; `edits` are files by a key."""
    paths = {"tests": "tests/test_tax.py", "cart": "tests/test_cart.py", "conftest": "tests/conftest.py"}
    work = LOCKED | DONE | {paths[key]: text for key, text in edits.items()}
    case = case_of(FakeRepository([BEFORE, LOCKED], work, on_branch="feature/tax"))

    judged = gate.judge(case, gate.prepare(case), run)

    return list(report_lines(judged, Style(width=40)))


def refused(lines: list[str]) -> list[str]:
    """The refusing findings of a report."""
    return [line for line in lines if line.startswith("refused[")]


def test_a_contract_that_is_not_implemented_is_not_green() -> None:
    """One finding tells why all of its tests cannot run."""
    error = ExceptionSeen(("builtins.ModuleNotFoundError", "builtins.ImportError"), "No module named 'shop.tax'")
    run = run_of(seen(CART), collect_errors=(CollectError("tests/test_tax.py", error),), exit_code=2, announced=2)

    assert [line for line in report(run) if not line.startswith("note: ")] == [
        "",
        "=========== TDD gate: green ============",
        "feature tax · changed since c1",
        "",
        "  broken    tax  1 test",
        "",
        (
            "refused[not-green]: 1 contract test cannot run, because tests/test_tax.py cannot be imported: "
            "ModuleNotFoundError: No module named 'shop.tax'"
        ),
        "  --> tests/test_tax.py",
        "  why:  the feature is not implemented until its contract passes and nothing else broke",
        "  next: implement what the test asks for, then run pytest --tdd-gate=green again",
        "  more: tddgate explain not-green",
        "",
        "undecided: there are no coverage data of this run",
        "  why:  green asks for coverage",
        "  next: pip install pytest-cov, and remove -p no:pytest_cov",
        "",
        "refused: 1 finding. Next: implement what the test asks for, then run pytest --tdd-gate=green again",
    ]


def test_an_edited_contract_is_refused_though_its_tests_pass() -> None:
    """Its bytes are what was promised."""
    weaker = TESTS["tests/test_tax.py"].replace("== 120", "> 0")

    assert refused(report(run_of(seen(CART), seen(TAX)), tests=weaker)) == [
        "refused[contract-touched]: tests/test_tax.py is not what was locked (contract tax)"
    ]


def test_an_edited_test_of_earlier_work_is_refused() -> None:
    """It is in no contract, and committed all the same."""
    weaker = BEFORE["tests/test_cart.py"].replace("== 3", "> 0")

    assert refused(report(run_of(seen(CART), seen(TAX)), cart=weaker)) == [
        f"refused[existing-test-changed]: {CART} is not what it was at the base"
    ]


def test_new_harness_that_reaches_the_contract_is_refused() -> None:
    """A conftest can make any test pass."""
    hook = "def pytest_runtest_makereport(item, call):\n    return None\n"

    assert "refused[harness-added]" in " ".join(refused(report(run_of(seen(CART), seen(TAX)), conftest=hook)))


def test_a_contract_test_that_is_skipped_has_not_run() -> None:
    """It shows nothing."""
    skipped = report(run_of(seen(CART), seen(TAX, "skipped")))

    assert refused(skipped) == [f"refused[not-run]: {TAX} was skipped: no reason given"]


def test_without_coverage_data_it_is_undecided() -> None:
    """A fact is missing, and the message says how to get it."""
    assert report(run_of(seen(CART), seen(TAX)))[-5:] == [
        "undecided: there are no coverage data of this run",
        "  why:  green asks for coverage",
        "  next: pip install pytest-cov, and remove -p no:pytest_cov",
        "",
        "undecided: there are no coverage data of this run. Next: pip install pytest-cov, and remove -p no:pytest_cov",
    ]
