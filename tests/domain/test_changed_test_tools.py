"""Product code that changes a tool which runs tests, and code that only uses one."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile


@pytest.mark.parametrize(
    "source",
    [
        "import _pytest.subtests as s\n\ns.SubtestContext.__exit__ = lambda *all: True\n",
        "import unittest\n\nunittest.TestCase.assertEqual = lambda *all: None\n",
        "from unittest import TestCase\n\nsetattr(TestCase, 'assert' + 'Equal', print)\n",
        "from unittest import mock\n\nmock.Mock.assert_called_once_with: object = print\n",
        "import pytest\n\n\ndef f():\n    pytest.raises, other = print, 1\n",
        "import unittest\n\ndel unittest.TestCase.assertTrue\n",
        "import unittest.case as c\n\nc.TestCase.__dict__ |= {}\nfor c.TestCase.x in (1,):\n    pass\n",
        "import unittest\n\nvars(unittest)['TestCase'] = object\n",
    ],
)
def test_a_tool_that_is_changed_says_what_it_was_told_to_say(source: str) -> None:
    """In every run after that, whatever its tests assert."""
    spots = aware_spots(ChangedFile(source.encode()))

    assert len(spots) >= 1
    assert "changes " in spots[0].what


@pytest.mark.tdd_pins("they were let through, and should be")
@pytest.mark.parametrize(
    "source",
    [
        "class Cart:\n    pass\n\n\nCart.total = lambda self: 1\nsetattr(Cart, 'rate', 2)\n",
        "import json\n\njson.encoder.FLOAT_REPR = repr\n",
        "def f(mock, value):\n    mock.total = value\n    return mock\n",
    ],
)
def test_other_attributes_are_the_products_own(source: str) -> None:
    """Some libraries are set up in that way."""
    assert aware_spots(ChangedFile(source.encode())) == ()
