"""Whether the text of a file leaves room for tests that are made when it is imported."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.plain_tests import may_make_tests

OWN = frozenset({"shop"})


@pytest.mark.parametrize(
    "source",
    [
        "test_one = made(1)\n",
        "for test_one in made():\n    pass\n",
        "if True:\n    TestOne: type = made(1)\n",
        "for name in NAMES:\n    globals()['test_' + name] = made(name)\n",
        "class Base:\n    pass\n\n\nsetattr(Base, 'test', made(1))\n",
        "from shop.cases import *\n",
        "from shop.cases import test_one\n",
        "from shop.cases import one as test_one\n",
        "from pytest_bdd import scenarios\n\nscenarios('one.feature')\n",
        "import pytest_bdd as bdd\n\nbdd.scenarios('one.feature')\n",
        "made(1)\n",
        "def test(:\n",
    ],
)
def test_what_may_make_tests(source: str) -> None:
    """A name that pytest collects, a way to make one that has no text, a call of what others wrote."""
    assert may_make_tests(source.encode(), OWN)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "import shop as s\n\ns.Refused('x')\nerror = s.Refused('x')\nerror.reasons.x\n",
        "import sys\nfrom shop import one\n\nsys.path.append('x')\none(1)\n",
        "from __future__ import annotations\n\nimport marshal\n\n\ndef helper():\n    return marshal.loads(b'')\n",
    ],
)
def test_what_holds_no_test(source: str) -> None:
    """Such as cases of a type checker, that no test runs."""
    assert not may_make_tests(source.encode(), OWN)
