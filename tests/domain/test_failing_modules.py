"""Who is to blame for a file of tests that fails while it is imported, after the import of the subject."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Red, Scene, blame_of
from pytest_tddgate.domain.red.dependence import ModuleDependence, dependence_of
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame

LAYOUT = Layout("/w", packages=("src/shop",), names=frozenset({"shop"}))
FILE, HELPER = "tests/test_cart.py", "tests/helper.py"
SOURCE = """\
import shop
from tests.helper import PRICES
raise RuntimeError("x")
CASES = open("cases.json").read()
PRICE = shop.load() + 1
if shop.BACKEND != "c":
    raise RuntimeError("no C")
def load():
    return {}["key"]
LOADED = load()
assert 1 == 2
"""


def blamed(*frames: tuple[str, int, str], kind: str = "RuntimeError") -> str:
    """The rule, or the kind of red, of an exception with these frames."""
    seen = tuple(Frame(f"/w/{path}", line, function) for path, line, function in frames)
    exception = ExceptionSeen((f"builtins.{kind}", "builtins.Exception"), "x", seen)
    blame = blame_of(exception, Scene(LAYOUT, None, flow))
    return blame.red.value if blame.red else blame.rule


def flow(path: str) -> ModuleDependence | None:
    """The data flow of the file of tests, and of a helper that calls the subject."""
    texts = {FILE: SOURCE, HELPER: "import shop\nPRICES = shop.prices()\n"}
    if path not in texts:
        return None
    return dependence_of(texts[path].encode(), LAYOUT.is_first_party, lambda module: module.startswith("tests"))


@pytest.mark.parametrize(
    ("line", "kind", "rule"),
    [(3, "RuntimeError", "broken-test"), (4, "OSError", "broken-test"), (11, "AssertionError", "unconditional")],
)
def test_what_has_nothing_to_do_with_the_subject_is_the_files_own_fault(line: int, kind: str, rule: str) -> None:
    """No implementation mends it."""
    assert blamed((FILE, line, "<module>"), kind=kind) == rule


@pytest.mark.tdd_pins("a fault in a function is seen already")
def test_a_function_of_the_file_is_judged_by_who_calls_it() -> None:
    """It is the module's statement that failed."""
    assert blamed((FILE, 10, "<module>"), (FILE, 9, "load"), kind="KeyError") == "broken-test"


@pytest.mark.tdd_pins("in doubt a failure is red")
@pytest.mark.parametrize(
    "frames",
    [
        ((FILE, 5, "<module>"),),
        ((FILE, 7, "<module>"),),
        ((FILE, 2, "<module>"), (HELPER, 2, "<module>")),
    ],
)
def test_what_the_subject_gave_or_decides_is_red(frames: tuple[tuple[str, int, str], ...]) -> None:
    """Also in another file, which the file of tests imports."""
    assert blamed(*frames) == Red.RAISED.value
