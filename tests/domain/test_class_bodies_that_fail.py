"""The body of a class runs while its file is imported; who is to blame when it fails there."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Red, Scene, blame_of
from pytest_tddgate.domain.red.dependence import ModuleDependence, dependence_of
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame

LAYOUT = Layout("/w", packages=("src/shop",), names=frozenset({"shop"}))
FILE = "tests/test_cart.py"


def blamed(body: str, kind: str, bases: str = "") -> str:
    """The rule, or the kind of red, of an exception in the first statement of a class."""
    source = (
        f"import shop\n\n\nclass TestCart{bases}:\n    {body}\n\n    def test_a(self):\n        assert shop.a() == 1\n"
    )

    def flow(path: str) -> ModuleDependence | None:
        is_ours = LAYOUT.is_first_party
        return dependence_of(source.encode(), is_ours, lambda name: name.startswith("tests")) if path == FILE else None

    frames = (Frame(f"/w/{FILE}", 4, "<module>"), Frame(f"/w/{FILE}", 5, "TestCart"))
    blame = blame_of(ExceptionSeen((f"builtins.{kind}", "builtins.Exception"), "x", frames), Scene(LAYOUT, None, flow))
    return blame.red.value if blame.red else blame.rule


@pytest.mark.parametrize(
    ("body", "kind", "rule"),
    [
        ("assert 1 == 2", "AssertionError", "unconditional"),
        ("RATE = int('x')", "ValueError", "broken-test"),
        ("RATES = open('rates.json').read()", "OSError", "broken-test"),
        ("for each in 'x': int(each)", "ValueError", "broken-test"),
    ],
)
def test_a_body_that_reads_nothing_of_the_subject_is_the_files_own_fault(body: str, kind: str, rule: str) -> None:
    """What its methods read comes later."""
    assert blamed(body, kind) == rule


@pytest.mark.tdd_pins("in doubt a failure is red")
@pytest.mark.parametrize(
    ("body", "bases"),
    [
        ("PRICE = shop.price()", ""),
        ("from shop import price; PRICE = price()", ""),
        ("class Inner: PRICE = shop.price()", ""),
        ("RATE = int('x')", "(shop.Case)"),
        ("def helper(price: shop.Price[int]): ...", ""),
        ("helper = staticmethod(lambda: 1) if shop.is_fast() else int('x')", ""),
    ],
)
def test_a_body_that_reads_the_subject_is_red(body: str, bases: str) -> None:
    """In a value, an import, an inner class, a base, an annotation or a condition."""
    assert blamed(body, "ValueError", bases) == Red.RAISED.value
