"""Whether the subject can decide that a test does not run: each case where it can beside one where it cannot."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.dependence import MODULE, ModuleDependence, StatementKind, dependence_of
from pytest_tddgate.domain.red.why_not_run import ends_process, subject_collects, subject_hooks, subject_marks

TEST = "def test_it():\n    assert shop.total() == 3\n"
METHOD = "    def test_it(self):\n        assert shop.total() == 3\n"
EMPTY = "got empty parameter set for (price)"


def flow_of(source: str) -> ModuleDependence:
    """The data flow of a test module that imports the subject."""
    imports = "import os, sys, unittest, pytest, shop, numpy\n"
    return dependence_of((imports + source).encode(), lambda module: module == "shop", lambda _: False)


@pytest.mark.parametrize(
    "source",
    [
        TEST + "del test_it\n",
        TEST + "test_it = None\n",
        TEST + "test_it.__test__ = False\n",
        "__test__ = False\n" + TEST,
        "if sys.platform == 'plan9':\n    def test_it(): assert shop.total() == 3\n",
        "pytest.skip('later', allow_module_level=True)\n" + TEST,
        "@pytest.mark.parametrize('limit', shop.LIMITS)\n" + TEST,
        "try:\n    import json\nexcept ImportError:\n    pytest.skip('no json')\n" + TEST,
    ],
)
def test_what_the_file_does_by_itself_is_not_the_subjects(source: str) -> None:
    """Nothing of it asks for the subject."""
    assert not subject_collects("test_it", flow_of(source))


@pytest.mark.parametrize(
    "source",
    [
        "@shop.register\n" + TEST,
        "if shop.FAST:\n    pass\nelse:\n    def test_it(): assert shop.total() == 3\n",
        "for each in shop.LIMITS:\n    def test_it(): assert shop.total() == 3\n",
        "with shop.loaded():\n    def test_it(): assert shop.total() == 3\n",
        "try:\n    shop.load()\nexcept OSError:\n    def test_it(): assert shop.total() == 3\n",
        "match shop.KIND:\n    case 1:\n        def test_it(): assert shop.total() == 3\n",
        TEST + "if shop.FAST:\n    del test_it\n",
        TEST + "test_it = shop.wrapped(test_it)\n",
        "__test__ = shop.FAST\n" + TEST,
        "if shop.BACKEND != 'c':\n    pytest.skip('no C', allow_module_level=True)\n" + TEST,
        "if shop.BACKEND != 'c':\n    raise unittest.SkipTest('no C')\n" + TEST,
        TEST + "for each in list(globals()):\n    if shop.hides(each): del globals()[each]\n",
    ],
)
def test_what_the_subject_may_decide_is_its(source: str) -> None:
    """A decorator, a block around, or what binds the name asks for it."""
    assert subject_collects("test_it", flow_of(source))


@pytest.mark.parametrize(
    ("head", "may_decide"),
    [
        ("class TestCart:\n    def __init__(self): pass\n", False),
        ("class TestCart:\n    __test__ = False\n", False),
        ("class TestCart(unittest.TestCase):\n", False),
        ("class TestCart(shop.Base):\n", True),
        ("class TestCart(numpy.Base):\n", True),
        ("class TestCart(metaclass=shop.Meta):\n", True),
        ("@shop.register\nclass TestCart:\n", True),
        ("class TestCart:\n    __test__ = shop.FAST\n", True),
    ],
)
def test_a_class_may_be_what_its_bases_make_of_it(head: str, may_decide: bool) -> None:  # noqa: FBT001
    """A base from elsewhere may do anything."""
    assert subject_collects("TestCart::test_it", flow_of(head + METHOD)) is may_decide


def test_a_test_that_is_not_in_the_text_may_be_the_subjects() -> None:
    """Nobody knows where it comes from."""
    flow = flow_of("")
    assert (subject_collects("test_it", flow), subject_marks("test_it", "", flow)) == (True, True)


@pytest.mark.parametrize(
    ("head", "reason", "may_decide"),
    [
        ("@pytest.mark.skip\n", "", False),
        ("@pytest.mark.xfail(reason='later')\n", "", False),
        ("@pytest.mark.skipif(True, reason='later')\n", "later", False),
        ("@pytest.mark.parametrize('price', [])\n", EMPTY, False),
        ("@pytest.mark.skip\n@pytest.mark.parametrize('price', shop.PRICES)\n", "later", False),
        ("@pytest.mark.skip\n@pytest.mark.usefixtures('shop')\n", "later", False),
        ("@pytest.mark.skipif(shop.IS_SLOW, reason='slow')\n", "slow", True),
        ("@pytest.mark.skipif('shop.IS_SLOW', reason='it is slow')\n", "slow", True),
        ("needs = pytest.mark.skipif(shop.IS_SLOW, reason='slow')\n@needs\n", "slow", True),
        ("pytestmark = pytest.mark.skipif(shop.IS_SLOW, reason='slow')\n", "slow", True),
        ("PRICES = sorted(shop.PRICES)\n@pytest.mark.parametrize('price', PRICES)\n", EMPTY, True),
        ("@pytest.mark.parametrize('p', [pytest.param(1, marks=pytest.mark.skipif(shop.X, reason='x'))])\n", "x", True),
        ("def pytest_generate_tests(metafunc):\n    shop.parametrize(metafunc)\n", EMPTY, True),
    ],
)
def test_a_marker_is_the_subjects_where_its_condition_is(
    head: str,
    reason: str,
    may_decide: bool,  # noqa: FBT001
) -> None:
    """An empty set of parameters is where it makes the set."""
    assert subject_marks("test_it", reason, flow_of(head + TEST)) is may_decide


@pytest.mark.parametrize(
    ("lines", "may_decide"),
    [
        ("        self.skipTest('later')\n", False),
        ("        if shop.backend() != 'c': self.skipTest('no C')\n", True),
    ],
)
def test_a_skip_of_unittest_is_looked_for_in_the_text(lines: str, may_decide: bool) -> None:  # noqa: FBT001
    """Its exception does not tell where it comes from."""
    source = f"class TestCart(unittest.TestCase):\n    def test_it(self):\n{lines}"
    assert subject_marks("TestCart::test_it", "", flow_of(source)) is may_decide


def test_a_hook_may_skip_where_the_subject_stands_in_it() -> None:
    """As one of a conftest does that asks for a backend."""
    hook = "def pytest_runtest_setup(item):\n    if {}: pytest.skip('no')\n"
    assert [subject_hooks(flow_of(hook.format(each))) for each in ("shop.IS_SLOW", "item.name")] == [True, False]


@pytest.mark.parametrize(
    ("source", "name", "line"),
    [
        ("def test_it():\n    shop.total()\n    os._exit(1)\n", "test_it", 4),
        ("def test_it():\n    if shop.total():\n        os._exit(1)\n", "test_it", 0),
        (TEST, "test_it", 0),
        ("os.abort()\n" + TEST, MODULE, 2),
        ("def leave():\n    os.abort()\n" + TEST, MODULE, 0),
    ],
)
def test_the_end_of_the_process_is_found(source: str, name: str, line: int) -> None:
    """Where nothing decides about it."""
    assert ends_process(name, flow_of(source)) == line


@pytest.mark.parametrize(
    ("line", "is_independent"),
    [
        ("raise RuntimeError('x')", True),
        ("CASES = open('cases.json').read()", True),
        ("PRICE = shop.load()['price']", False),
        ("CLIENT = numpy.client()", False),
        ("import json", False),
        ("@pytest.mark.parametrize('case', open('cases.json'))\ndef test_it(case): shop.total(case)", True),
        ("@pytest.mark.parametrize('limit', shop.limits())\ndef test_it(limit): shop.total(limit)", False),
        ("def test_it(): shop.total()", False),
    ],
)
def test_statements_of_the_module_are_known(line: str, is_independent: bool) -> None:  # noqa: FBT001
    """An import of the subject is no call of it, and a package of others may be set up by anybody."""
    flow = flow_of(line)
    assert flow.knows(MODULE)
    assert (flow.statement(MODULE, 2) is StatementKind.INDEPENDENT) is is_independent


def test_what_the_subject_wrote_may_be_read_by_the_module() -> None:
    """It was called before."""
    flow = flow_of("shop.write('cases.json')\nCASES = open('cases.json').read()\n")
    assert flow.statement(MODULE, 3) is StatementKind.DEPENDENT
