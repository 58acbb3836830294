"""Which tests only look at classes and constants, and call nothing that could be wrong."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.names_only import looks_only_at_names

HEAD = "import shop.ranges as p\nfrom shop.ranges import LIMIT, PageError, parse\nFIRST = parse('1')\n"


@pytest.mark.parametrize(
    "function",
    [
        "def test():\n    assert issubclass(PageError, ValueError)\n",
        "def test():\n    '''Says why.'''\n    assert p.LIMIT == 10_000, 'wrong'\n",
        "def test():\n    from shop.errors import Gone\n    assert Gone.__mro__[1] is PageError\n",
        "class TestErrors:\n    def test(self):\n        assert len(LIMIT) == 3 and not hasattr(p, 'LIMITS')\n",
        "@pytest.mark.parametrize('kind', [PageError])\ndef test(kind):\n    assert issubclass(kind, ValueError)\n",
    ],
    ids=["ancestry", "constant", "bases", "method", "parametrized"],
)
def test_a_look_at_a_class_or_a_constant_is_no_call(function: str) -> None:
    """Such a test says nothing of what any function does."""
    assert looks_only_at_names((HEAD + function).encode(), "TestErrors::test" if "class T" in function else "test")


@pytest.mark.parametrize(
    "function",
    [
        "def test():\n    assert parse('1') == [1]\n",
        "def test():\n    assert isinstance(parse('1'), list)\n",
        "def test():\n    assert str(LIMIT) == '3'\n",
        "def test():\n    assert FIRST == [1]\n",
        "def test(result):\n    assert result == [1]\n",
        "@pytest.mark.parametrize('each', [parse('1')])\ndef test(each):\n    assert each == 1\n",
        "def test():\n    with pytest.raises(PageError):\n        p.LIMIT\n",
        "def test():\n    assert p.ranges['1'] == [1]\n",
        "def test():\n    assert p.first + 1 == 2\n",
        "@given(LIMIT)\ndef test():\n    assert LIMIT == 3\n",
        "def test():\n    pass\n",
        "def other():\n    assert LIMIT == 3\n",
    ],
    ids=[
        "call",
        "type of a result",
        "text of an object",
        "result of a call at import",
        "fixture",
        "case that is called",
        "block",
        "item",
        "operator",
        "decorated",
        "nothing",
        "elsewhere",
    ],
)
def test_everything_else_may_be_behaviour(function: str) -> None:
    """A call, an operator, a fixture, or something that the file makes."""
    assert not looks_only_at_names((HEAD + function).encode(), "test")
