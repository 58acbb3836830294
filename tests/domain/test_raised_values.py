"""A test that raises what the product does not yet make an exception: `raise NotFound("lamp")`."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Blame, Red, Scene, blame_of
from pytest_tddgate.domain.red.dependence import dependence_of
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame, TestId

NO_EXCEPTION = ExceptionSeen(
    ("builtins.TypeError", "builtins.Exception"),
    "exceptions must derive from BaseException",
    (Frame("/w/tests/test_shop.py", 6, "test_it"),),
)


def blame(line: str, seen: ExceptionSeen = NO_EXCEPTION) -> Blame:
    """The blame for a failure at this line."""
    source = f"import pytest\nimport shop\n\ndef test_it():\n    with pytest.raises(shop.NotFound):\n        {line}\n"
    flow = dependence_of(source.encode(), lambda module: module == "shop", lambda _module: False)
    layout = Layout("/w", packages=("src/shop",), names=frozenset({"shop"}))
    return blame_of(seen, Scene(layout, TestId("tests/test_shop.py", "test_it"), lambda _path: flow))


@pytest.mark.parametrize(
    "line", ["raise shop.NotFound", "raise shop.NotFound('lamp')", "raise shop.NotFound() from KeyError()"]
)
def test_what_the_product_gives_for_it_is_no_exception_yet(line: str) -> None:
    """The statement fails because of the product."""
    assert blame(line).red is Red.RAISED


@pytest.mark.tdd_pins("refused before")
@pytest.mark.parametrize("line", ["raise 5", "raise 'shop'", "raise KeyError(shop.NotFound)", "raise"])
def test_any_other_value_is_the_tests_own_fault(line: str) -> None:
    """Nor does a mention of the product inside it matter."""
    assert blame(line).rule in {"unconditional", "broken-test"}


@pytest.mark.tdd_pins("refused before")
def test_an_exception_that_the_test_raises_is_its_own_failure() -> None:
    """It was one."""
    seen = ExceptionSeen(("shop.NotFound", "builtins.Exception"), "lamp", NO_EXCEPTION.frames)

    assert blame("raise shop.NotFound('lamp')", seen).rule == "unconditional"
