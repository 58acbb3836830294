"""What a function of the test is told by the subject, and what the subject does with one, depends on the subject."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from pytest_tddgate.domain.red.dependence import StatementKind, dependence_of

HEAD = "import unittest\nimport shop\n\n\nclass TestIt(unittest.TestCase):\n    def test_it(self):\n"


def judge(body: str, line: int) -> StatementKind:
    """How this line of the body, counted from 1, is judged in a test of a class."""
    source = HEAD + indent(dedent(body), " " * 8)
    found = dependence_of(source.encode(), lambda name: name == "shop", lambda _: False)
    return found.statement("TestIt::test_it", HEAD.count("\n") + line)


COUNTED = """\
def called(order):
    called.times += 1
called.times = 0
shop.sell("lamp", called)
assert called.times == 1
"""
NOTED = """\
def noted(order):
    noted.seen[order.name] = order.price
noted.seen = {}
shop.sell("lamp", noted)
assert noted.seen == {"lamp": 3}
"""
REFUSED = """\
with self.assertRaises(TypeError):
    @shop.offer(price="three")
    def lamp():
        pass
"""
DEFAULT = """\
with self.assertRaises(TypeError):
    def lamp(price=shop.price_of("lamp")):
        pass
"""


@pytest.mark.parametrize(("body", "line"), [(COUNTED, 5), (NOTED, 5), (REFUSED, 1), (DEFAULT, 1)])
def test_the_subject_decides_what_a_function_of_the_test_was_told(body: str, line: int) -> None:
    """A callback notes its calls on itself, and a decorator refuses the function under it."""
    assert judge(body, line) is StatementKind.DEPENDENT


UNTOLD = """\
def called(order):
    called.times += 1
called.times = 0
assert called.times == 1
"""
ALONE = """\
with self.assertRaises(TypeError):
    def lamp():
        return shop.price_of("lamp")
"""


@pytest.mark.tdd_pins("what the subject cannot reach stays its own")
@pytest.mark.parametrize(("body", "line"), [(UNTOLD, 4), (ALONE, 1)])
def test_a_function_that_nobody_calls_is_told_nothing(body: str, line: int) -> None:
    """Before the subject ran, nothing of it is in a function; and to define one runs nothing of its body."""
    assert judge(body, line) is StatementKind.INDEPENDENT


AFTER = """\
@shop.offer
def lamp():
    return 3
assert lamp is None and False
raise AssertionError
"""


@pytest.mark.tdd_pins("a return inside of a function leaves that function only")
def test_a_decorated_function_makes_nothing_after_it_conditional() -> None:
    """What fails by itself goes on failing by itself."""
    source = HEAD + indent(AFTER, " " * 8)
    found = dependence_of(source.encode(), lambda name: name == "shop", lambda _: False)

    assert not found.is_conditional("TestIt::test_it", HEAD.count("\n") + 5)
