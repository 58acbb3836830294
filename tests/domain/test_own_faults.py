"""Tests that fail by their own fault although the subject stands near: no implementation can make them pass."""

from __future__ import annotations

import pytest

from tests.failures import judged
from tests.parts import parts_of

BROKEN = parts_of(
    """
#: helper-nofix
class Box:
    def __init__(self, c):
        self.c = c
def test_t():
    b = Box(Cart())
    assert b.cart.total() == 2
#: selfcat-nosetup
class Test:
    cart = Cart()
    def test_x(self):
        assert self.cat.total() == 1
#: selfcat-setup_method
class Test:
    def setup_method(self):
        self.cart = Cart()
    def test_x(self):
        assert self.cat.total() == 1
#: selfcat-plain
class Test:
    def setup_method(self):
        self.price = 3
    def test_x(self):
        assert net(self.prce) == 1
#: raises-nofix
def test_t():
    pytest.raises('x', ValueError, net, 'x')
#: env-fix-first
def test_t(cart):
    assert cart.total() == int(os.environ['SHOP_X'])
#: env-fix-only
def test_t(cart):
    n = int(os.environ['SHOP_X'])
    assert cart.total() == n
#: file-aftercart
def test_t(tmp_path):
    c = Cart()
    d = (tmp_path / 'x.txt').read_text()
    assert c.total() == d
#: rec-nofix
def helper(c):
    return helper(c)
def test_t():
    assert helper(Cart()) == 1
#: list-index-before
def test_t():
    c = Cart()
    want = ['a']
    assert c.total() == want[2]
#: dict-key
W = {'a': 1}
def test_t():
    c = Cart()
    assert c.total() == W['b']
#: dict-key-fix
W = {'a': 1}
def test_t(cart):
    assert cart.total() == W['b']
#: fixcalled
@pytest.fixture
def c():
    return Cart()
def test_t():
    assert c().total() == 1
#: fixnone
@pytest.fixture
def c():
    Cart()
def test_t(c):
    assert c.total() == 2
#: helpernone
def make():
    Cart()
def test_t():
    assert make().total() == 2
#: fixuse-wrongtype
def test_t(tmp_path):
    c = Cart()
    c.add('x', tmp_path + '/x')
    assert c.total() == 1
#: capsys
def test_t(capsys, cart):
    cart.total()
    assert capsys.readoutput().out == 'x'
#: capsys2
def test_t(capsys, cart):
    cart.total()
    assert capsys.readouterr().stdout == 'x'
#: tmpdir
def test_t(tmp_path, cart):
    cart.total()
    assert (tmp_path / 'a').read_txt() == 'x'
#: caplog
def test_t(caplog, cart):
    cart.total()
    assert caplog.record[0].message == 'x'
#: mock
from unittest.mock import Mock
def test_t():
    m = Mock()
    Cart().add('x', m)
    m.assert_called_with_once(1)
#: unittest-typo
import unittest
class TestIt(unittest.TestCase):
    def test_x(self):
        self.assertEquall(Cart().total(), 1)
#: unittest-setUp-typo
import unittest
class TestIt(unittest.TestCase):
    def setup(self):
        self.cart = Cart()
    def test_x(self):
        self.assertEqual(self.cart.total(), 1)
#: super-setup
import unittest
class TestIt(unittest.TestCase):
    def setUp(self):
        super().setup()
        self.cart = Cart()
    def test_x(self):
        self.assertEqual(self.cart.total(), 1)
#: subtests-typo
def test_t(subtests):
    with subtests.tst('x'):
        assert net(1) == 2
#: dec
from decimal import Decimal
def test_t():
    c = Cart()
    assert c.total() == Decimal('1,5')
#: re
import re
def test_t(cart):
    with pytest.raises(ValueError, match='(' ):
        cart.add('x', -1)
#: re2
import re
def test_t(cart):
    assert re.match('(', str(cart.total()))
#: subprocess
import subprocess
def test_t(cart):
    out = subprocess.run(['shopp', '--total'], capture_output=True)
    assert cart.total() == out
#: warn-cart
import warnings
@pytest.mark.filterwarnings('error')
def test_t(cart):
    warnings.warn('x')
    assert cart.total() == 1
#: monkeypatch
def test_t(monkeypatch, cart):
    monkeypatch.setatr(cart, 'items', [])
    assert cart.total() == 1
#: re-cart
import re
def test_t(cart):
    t = cart.total()
    assert re.match('(', str(t))
#: subscript-own
W = {'a': 1}
def test_t(cart):
    cart.add('x', 1)
    want = W['b']
    assert cart.total() == want
#: file-cart
def test_t(cart, tmp_path):
    cart.total()
    assert (tmp_path / 'x.txt').read_text() == '1'
#: file-open
def test_t(cart, tmp_path):
    cart.total()
    assert open(tmp_path / 'x.txt').read() == '1'
#: rec-cart
def helper(c):
    return helper(c)
def test_t(cart):
    assert helper(cart) == 1
#: unittest-cart
import unittest
class TestIt(unittest.TestCase):
    def setUp(self):
        self.cart = Cart()
    def test_x(self):
        self.assertEqual(self.crt.total(), 1)
#: decorated-result
import re
def test_t():
    text = str(Cart())
    assert re.sub('[', '', text) == 'x'
"""
)
ALREADY = parts_of(
    """
#: function-attribute
def f():
    pass
def test_t():
    c = Cart()
    assert c.total() == f.price
#: helper-plainval
class Box:
    def __init__(self, c):
        self.c = c
def test_t():
    b = Box(3)
    assert net(b.cart) == 2
#: env-nofix
def test_t():
    assert net(int(os.environ['SHOP_X'])) == 1
#: file-nofix
def test_t(tmp_path):
    d = (tmp_path / 'x.txt').read_text()
    assert net(d) == 1
#: rec-plain
def helper(c):
    return helper(c)
def test_t():
    assert net(helper(3)) == 1
#: strmethod
def test_t():
    c = Cart()
    assert c.total() == 'x'.upcase()
#: int-parse
def test_t():
    c = Cart()
    want = int('3x')
    assert c.total() == want
#: json
import json
def test_t():
    c = Cart()
    assert json.loads("{'a': 1}") == c.total()
#: dt
import datetime
def test_t():
    c = Cart()
    assert c.total() == datetime.datetime(2024, 2, 30)
#: unpack
def test_t(cart):
    a, b = (1, 2, 3)
    assert cart.total() == a
#: warn
import warnings
@pytest.mark.filterwarnings('error')
def test_t():
    warnings.warn('x')
    assert net(1) == 350
#: raises-cart
def test_t(cart):
    with pytest.raises('x'):
        cart.add('x', -1)
"""
)


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_beside_the_subject(name: str, request: pytest.FixtureRequest) -> None:
    """The subject has no part in what failed."""
    assert judged(BROKEN[name], request) == "broken-test"


@pytest.mark.tdd_pins("must stay")
@pytest.mark.parametrize("name", ALREADY)
def test_a_fault_before_the_subject(name: str, request: pytest.FixtureRequest) -> None:
    """The subject was not asked for anything yet."""
    assert judged(ALREADY[name], request) == "broken-test"
