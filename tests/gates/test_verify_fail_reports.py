"""Gate 2 from the run to the words on the screen: the whole report of a run in memory."""

from __future__ import annotations

from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen, Frame, RunSeen
from pytest_tddgate.gates.verify_fail import gate
from pytest_tddgate.render.terminal import Style, report_lines
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

CART, TAX = "tests/test_cart.py::test_total", "tests/test_tax.py::test_tax"
BEFORE = {
    "src/shop/__init__.py": "",
    "tests/test_cart.py": "def test_total():\n    assert sum([1, 2]) == 3\n",
}
TESTS = """\
import pytest

from shop.tax import tax


@pytest.mark.parametrize(("price", "taxed"), [(0, 0), (100, 120)])
def test_tax(price, taxed):
    assert tax(price) == taxed


def test_a_negative_price():
    with pytest.raises(ValueError, match="negative"):
        tax(-1)
"""
MISSING = ExceptionSeen(
    ("builtins.ModuleNotFoundError", "builtins.ImportError", "builtins.Exception"),
    "No module named 'shop.tax'",
    (Frame("/shop/tests/test_tax.py", 3, "<module>"),),
    subject="shop.tax",
)


def report(run: RunSeen, tests: str = TESTS, args: tuple[str, ...] = (), **runs: RunSeen) -> list[str]:
    """What is printed of a run of the project with this file of new tests; `runs` are those that it makes necessary."""
    work = BEFORE | {"tests/test_tax.py": tests}
    case = case_of(FakeRepository([BEFORE], work), FakeRunner(**runs), args=args)

    judged = gate.judge(case, gate.prepare(case), run)

    return list(report_lines(judged, Style(width=40)))


def hidden(error: ExceptionSeen) -> RunSeen:
    """A run in which the new file cannot be imported."""
    return run_of(seen(CART), collect_errors=(CollectError("tests/test_tax.py", error),), exit_code=2, announced=2)


def test_missing_functionality_is_red_for_the_right_reason() -> None:
    """The tests behind the import are listed, and what they miss."""
    against_nothing = run_of(*(seen(f"{TAX}[{case}]", "failed") for case in ("0-0", "100-120")))

    assert report(hidden(MISSING), standins=against_nothing) == [
        "",
        "======== TDD gate: verify-fail =========",
        "base c0 · subject src/shop",
        "",
        "  red     missing  tests/test_tax.py::test_a_negative_price  shop.tax does not exist yet",
        "  red     missing  tests/test_tax.py::test_tax               shop.tax does not exist yet",
        "note: kept    1 existing test passes, unmodified",
        "note: missing functionality: shop.tax",
        "",
        "passed: 2 tests are red for the right reason. Next: pytest --tdd-gate=lock",
    ]


def test_a_test_that_passes_already_is_refused() -> None:
    """It cannot show that code caused the result."""
    tests = "def test_tax():\n    assert sum([1, 2]) == 3\n"

    assert report(run_of(seen(CART), seen(TAX)), tests) == [
        "",
        "======== TDD gate: verify-fail =========",
        "base c0 · subject src/shop",
        "",
        "  -       already-green  tests/test_tax.py::test_tax",
        "note: kept    1 existing test passes, unmodified",
        "",
        "refused[already-green]: tests/test_tax.py::test_tax passes before any code was written",
        "  --> tests/test_tax.py",
        "  why:  a test that starts green cannot show that your code caused the result",
        '  next: assert behaviour that is missing today, or declare it: @pytest.mark.tdd_pins("reason")',
        "  more: tddgate explain already-green",
        "",
        (
            "refused: 1 finding. Next: assert behaviour that is missing today, or declare it: "
            '@pytest.mark.tdd_pins("reason")'
        ),
    ]


def test_a_package_that_is_not_there_is_no_missing_functionality() -> None:
    """Whoever misspelt a module, or did not install one, reads which."""
    typo = ExceptionSeen(MISSING.classes, "No module named 'jsn'", MISSING.frames, subject="jsn")

    said = report(hidden(typo), TESTS.replace("import pytest\n", "import jsn\nimport pytest\n"))

    assert [line for line in said if line.startswith("refused[")] == [
        f"refused[broken-environment]: {test} needs a package that is not installed: No module named 'jsn'"
        for test in ("tests/test_tax.py::test_a_negative_price", TAX)
    ]


def test_existing_tests_that_were_left_out_leave_it_undecided() -> None:
    """Nobody can tell whether they still pass."""
    errors = (CollectError("tests/test_tax.py", MISSING),)
    left_out = {"deselected": (CART,), "deselected_by": {CART: "-k"}, "asked": ("-k",)}
    run = run_of(collect_errors=errors, exit_code=2, announced=2, **left_out)
    against_nothing = run_of(seen(f"{TAX}[0-0]", "failed"))

    said = report(run, args=("-k", "tax"), standins=against_nothing)

    assert said[-5:] == [
        "undecided: 1 test was deselected by -k or -m",
        "  why:  nobody can tell whether the existing tests that did not run still pass",
        "  next: run the gate without -k and -m",
        "",
        "undecided: 1 test was deselected by -k or -m. Next: run the gate without -k and -m",
    ]
