"""Failures in the middle of a test that the subject can mend: what failed came from it, or was handed to it."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.blame import Red
from tests.failures import judged
from tests.parts import parts_of

HONEST = parts_of(
    """
#: none-total
def find(c):
    return c.first()
def test_t():
    assert Cart().__init__() is None and net(None).total() == 2
#: none-total2
def test_t():
    got = net(None)
    assert got.total() == 2
#: none-helper
def make(x):
    return net(x)
def test_t():
    assert make(None).total() == 2
#: none-fixture
@pytest.fixture
def made():
    return net(None)
def test_t(made):
    assert made.total() == 2
#: dict-key
def test_t():
    got = net({'a': 1})
    assert got['b'] == 2
#: list-index
def test_t():
    got = net([1])
    assert got[2] == 2
#: list-index-items
def test_t(cart):
    assert cart.items[5] == 2
#: own-attr-decorator
@net
class Thing:
    pass
def test_t():
    assert Thing().price == 3
#: own-attr-set
class Thing:
    pass
def test_t():
    t = Thing()
    net(t)
    assert t.price == 3
#: own-attr-function
@net
def f():
    pass
def test_t():
    assert f.price == 3
#: own-attr-wrapped
def test_t():
    def f():
        pass
    g = net(f)
    assert g.price == 3
#: own-attr-passed
def test_t():
    class Thing:
        pass
    net(Thing)
    assert Thing.price == 3
#: own-attr-ret
class Thing:
    pass
def test_t():
    t = net(Thing())
    assert t.price == 3
#: own-attr-cart-add
class Thing:
    pass
def test_t():
    t = Thing()
    c = Cart()
    c.add('x', t)
    assert t.price == 3
#: own-subclass
class Mine(Cart):
    pass
def test_t():
    assert Mine().count == 3
#: own-subclass-self
class Mine(Cart):
    def go(self):
        return self.count()
def test_t():
    assert Mine().go() == 3
#: metaclass
class Mine(metaclass=type(Cart)):
    pass
def test_t():
    net(Mine)
    assert Mine.registry == 3
#: str-total
def test_t():
    assert net('x').total() == 3
#: file-of-subject
def test_t(tmp_path):
    c = Cart()
    c.add('x', tmp_path)
    assert (tmp_path / 'x').read_text() == 'x'
#: file-of-subject-path
def test_t(tmp_path):
    p = tmp_path / 'x.txt'
    net(p)
    assert p.read_text() == 'x'
#: file-str
def test_t(tmp_path):
    p = tmp_path / 'x.txt'
    net(str(p))
    with open(p) as f:
        assert f.read() == 'x'
#: file-chdir
def test_t(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    c = Cart()
    c.total()
    assert (tmp_path / 'x').read_text() == 'x'
#: file-held
def test_t(tmp_path):
    settings = {'dir': tmp_path}
    net(settings)
    assert (tmp_path / 'x').read_text() == 'x'
#: file-fixture
@pytest.fixture
def full(tmp_path):
    c = Cart()
    c.dir = tmp_path
    return c
def test_t(full, tmp_path):
    full.total()
    assert (tmp_path / 'x').read_text() == 'x'
#: file-setattr
def test_t(tmp_path):
    c = Cart()
    c.dir = tmp_path
    c.total()
    assert (tmp_path / 'x').read_text() == 'x'
#: file-env
def test_t(tmp_path, monkeypatch):
    monkeypatch.setenv('HOME', str(tmp_path))
    Cart().total()
    assert (tmp_path / 'x').read_text() == 'x'
#: env-of-subject
def test_t():
    net('SHOP_X')
    assert os.environ['SHOP_X'] == '1'
#: env-effect
def test_t():
    net(3)
    assert os.environ['SHOP_X'] == '1'
#: mock-called
from unittest.mock import Mock
def test_t():
    m = Mock()
    net(m)
    m.assert_called_once_with(1)
#: mock-args
from unittest.mock import Mock
def test_t():
    m = Mock()
    net(m)
    assert m.call_args.args[0] == 1
#: mock-args2
from unittest.mock import Mock
def test_t():
    m = Mock()
    net(m)
    assert m.call_args_list[0][0] == 1
#: capsys
def test_t(capsys, cart):
    cart.total()
    assert capsys.readouterr().out.splitlines()[0] == 'x'
#: caplog
def test_t(caplog, cart):
    cart.total()
    assert caplog.records[0].message == 'x'
#: recwarn
def test_t(recwarn, cart):
    cart.total()
    assert recwarn.pop(UserWarning)
#: json
import json
def test_t(cart):
    assert json.loads(net('{'))['a'] == 1
#: json-capsys
import json
def test_t(cart, capsys):
    cart.total()
    assert json.loads(capsys.readouterr().out) == 1
#: own-list-filled
def test_t():
    seen = []
    net(seen.append)
    assert seen[0] == 1
#: own-dict-filled
def test_t():
    seen = {}
    net(seen)
    assert seen['a'] == 1
#: own-list-closure
def test_t():
    seen = []
    def on(x):
        seen.append(x)
    net(on)
    assert seen[0] == 1
#: own-list-class
def test_t():
    seen = []
    class Spy:
        def note(self, x):
            seen.append(x)
    c = Cart()
    c.add('x', Spy())
    assert seen[0] == 1
#: module-list-decorated
SEEN = []
@net
def note(x):
    SEEN.append(x)
def test_t():
    Cart().total()
    assert SEEN[0] == 1
#: module-dict
W = {}
def test_t():
    net(W)
    assert W['b'] == 1
#: spy-attr
class Spy:
    def on(self, x):
        self.got = x
def test_t():
    s = Spy()
    net(s.on)
    assert s.got == 1
#: spy-attr2
class Spy:
    def on(self, x):
        self.got = x
def test_t():
    s = Spy()
    c = Cart()
    c.add('x', s)
    c.total()
    assert s.got == 1
#: unpack
def test_t():
    a, b = net((1, 2, 3))
    assert a == 1
#: type-of-result
def test_t():
    assert net('x') + 1 == 2
#: helper-through
def check(c, want):
    assert c.items[3] == want
def test_t():
    check(Cart(), 3)
#: next
def test_t():
    assert next(iter(Cart().items)) == 1
#: warns-error
@pytest.mark.filterwarnings('error')
def test_t():
    import warnings
    assert net(1) == 350
#: raises-match
def test_t(cart):
    with pytest.raises(ValueError, match='neg'):
        cart.add('x', -1)
#: lookup
PRICES = {'a': 1}
def test_t():
    assert PRICES[net('b')] == 1
#: patch-attr
def test_t(monkeypatch):
    import shop.price
    monkeypatch.setattr(shop.price, 'rate', 3)
    assert net(1) == 3
#: mixin
class Mine(Cart, dict):
    pass
def test_t():
    assert Mine()['a'] == 3
#: enum
from enum import Enum
class E(Enum):
    A = net(1)
def test_t():
    assert E.A.label == 3
#: init-subclass-inst
class Mine:
    cart = net(3)
def test_t():
    assert Mine().cart.x == 3
#: cls-attr
class Test:
    @classmethod
    def setup_class(cls):
        cls.cart = Cart()
    def test_x(self):
        assert self.cart.count() == 1
#: cls-mix
class Base:
    def make(self):
        return self.factory()
class Test(Base):
    factory = Cart
    def test_x(self):
        assert self.make().count() == 1
#: own-attr-context
class Thing:
    pass
def test_t():
    t = Thing()
    with pytest.raises(ValueError):
        net(t)
    assert t.price == 3
#: raises-value
def test_t():
    with pytest.raises(ValueError) as e:
        net(1)
    assert e.value.code == 3
#: iter-own
class It:
    def __iter__(self):
        return iter(())
def test_t():
    assert net(It())[0] == 3
#: sys-modules
import sys
def test_t():
    net(3)
    assert sys.modules['shop.plug'].x == 3
#: logging
import logging
def test_t(cart):
    cart.total()
    assert logging.getLogger('shop').handlers[0]
#: str-of-subject
def test_t():
    s = str(Cart())
    assert s.split(':')[1] == 'x'
#: str-json-of
import json
def test_t():
    s = json.dumps(Cart().items)
    assert json.loads(s)[0] == 'x'
#: int-of
def test_t():
    assert int(net('x')) == 1
#: json-type
import json
def test_t():
    assert json.dumps(Cart()) == '{}'
#: copy
import copy
def test_t():
    c = copy.copy(Cart())
    assert c.count() == 3
#: pickle
import pickle
def test_t():
    c = pickle.loads(pickle.dumps(net(lambda: 1)))
    assert c() == 3
#: tuple-attr
def test_t():
    pair = (Cart(), 1)
    assert pair[0].count() == 3
#: ns-attr
from types import SimpleNamespace
def test_t():
    ns = SimpleNamespace(cart=Cart())
    net(ns)
    assert ns.total == 3
#: subclass-of-sub
class A(Cart):
    pass
class Bb(A):
    pass
def test_t():
    assert Bb().count() == 3
#: own-generic
class Thing:
    x: int
Made = net(Thing)
def test_t():
    assert Made.fields == 3
#: patch-object
from unittest import mock
def test_t():
    with mock.patch('builtins.print') as p:
        net(1)
    assert p.call_args[0][0] == 3
#: io
import io
def test_t():
    out = io.StringIO()
    net(out)
    assert out.getvalue().splitlines()[0] == 3
#: queue
import queue
def test_t():
    q = queue.Queue()
    net(q)
    assert q.get_nowait() == 3
#: file-glob
def test_t(tmp_path):
    net(tmp_path)
    assert list(tmp_path.iterdir())[0] == 3
#: file-default
def test_t(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Cart().total()
    assert open('x.txt').read() == 'x'
#: file-cwd
import pathlib
def test_t():
    Cart().total()
    assert pathlib.Path('out.json').read_text() == 'x'
#: asyncio-run
import asyncio
def test_t():
    assert asyncio.run(net(1)) == 2
#: doc
def test_t():
    '''
    >>> nt(3)
    4
    '''
    assert net(3) == 4
#: callback
from shop.price import each
def test_t():
    def f(x):
        return each(f, x)
    assert f(1) == 1
#: redirected
import contextlib, io
def test_t():
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        net(3)
    assert out.getvalue().splitlines()[0] == 'x'
#: descriptor
class Thing:
    price = net(3)
def test_t():
    assert Thing().price_label == 3
#: self-passed
class Test:
    def setup_method(self):
        net(self)
    def test_x(self):
        assert self.client.total() == 1
#: method-passed
class Test:
    def note(self, x):
        self.got = x
    def test_x(self):
        net(self.note)
        assert self.got == 1
#: spy-of-a-fixture
class Spy:
    def on(self, x):
        self.got = x
@pytest.fixture
def spy():
    return Spy()
def test_t(spy):
    net(spy)
    assert spy.got == 1
#: spy-of-a-helper
class Spy:
    def on(self, x):
        self.got = x
def spied():
    spy = Spy()
    net(spy.on)
    return spy
def test_t():
    assert spied().got == 1
#: spy-patched
class Spy:
    def on(self, x):
        self.got = x
def test_t(monkeypatch):
    spy = Spy()
    monkeypatch.setattr(os, 'getcwd', spy.on)
    net(1)
    assert spy.got == 1
#: mock-spec
from unittest.mock import Mock
def test_t():
    m = Mock(spec=Cart)
    assert m.count() == 3
#: recursion-on-a-result
def depth(node):
    return 1 + depth(node['in'])
def test_t():
    loop = {}
    loop['in'] = loop
    assert depth(net(loop)) == 1
#: recursion-guarded
def depth(node):
    if node is None:
        return 0
    return 1 + depth(node)
def test_t():
    assert depth(Cart()) == 1
#: thread
import threading
def test_t():
    seen = []
    t = threading.Thread(target=net, args=(seen,))
    t.start()
    t.join()
    assert seen[0] == 1
#: file-of-a-result
def test_t(tmp_path):
    path = net(tmp_path / 'x')
    assert path.read_text() == 'x'
#: file-of-a-fixture
@pytest.fixture
def full(tmp_path):
    return Cart(tmp_path)
def test_t(full, tmp_path):
    full.total()
    assert (tmp_path / 'x').read_text() == 'x'
#: file-cwd-result
def test_t():
    got = net('out')
    assert got == 'out'
    assert open('absent.json').read() == 'x'
#: path-attribute-of-a-result
import pathlib
def test_t():
    assert net(pathlib.Path('x')).label == 'x'
#: env-of-a-name
def test_t():
    got = net({'SHOP_X': '1'})
    assert got['SHOP_X'] == os.environ['SHOP_X']
#: env-of-an-effect
def test_t():
    net(3)
    assert str(Cart()) == os.environ['SHOP_X']
#: regex-of-the-subject
import re
def test_t():
    assert re.match(net('('), 'x')
#: none-or-value
def make():
    if os.sep:
        return net(None)
def test_t():
    assert make().total() == 2
#: raises-of-the-subject
def test_t():
    with pytest.raises(net('x')):
        net(1)
#: opened-by-the-subject
def test_t(tmp_path):
    with open(tmp_path / 'x', 'w') as f:
        net(f)
    assert (tmp_path / 'x').read_text().splitlines()[0] == 'x'
#: report-compared-with-a-result
def test_t():
    got = net('x')
    assert got == open('absent.json').read()
#: data-of-a-fixture
@pytest.fixture
def data():
    return {'a': 1}
@pytest.fixture
def full(data):
    return Cart(data)
def test_t(full, data):
    full.total()
    assert data['b'] == 1
#: entered
from contextlib import contextmanager
from unittest import mock
@contextmanager
def recording():
    seen = []
    with mock.patch('builtins.print', seen.append):
        yield seen
def test_t():
    with recording() as seen:
        net(1)
    assert seen[0] == 1
#: class-attribute
class Spy:
    seen = []
    def on(self, x):
        self.seen.append(x)
def test_t():
    net(Spy())
    assert Spy().seen[0] == 1
#: class-attribute-by-name
class Spy:
    def on(self, x):
        Spy.seen = [x]
def test_t():
    net(Spy)
    assert Spy.seen[0] == 1
#: global-of-a-set-up
DATA = None
def fill():
    global DATA
    DATA = net({})
def test_t():
    fill()
    assert DATA['b'] == 1
#: output-that-was-replaced
import sys
def test_t():
    net(sys)
    assert sys.stdout.lines == 1
#: regex-given-to-unittest
import unittest
class TestIt(unittest.TestCase):
    def test_x(self):
        with self.assertRaisesRegex(ValueError, net('(')):
            net(1)
            raise ValueError
#: script-that-imports
import subprocess, sys
def test_t(tmp_path):
    script = tmp_path / 's.py'
    script.write_text('from shop.price import gross')
    subprocess.run([sys.executable, str(script)], check=True, capture_output=True)
#: closure-of-a-class
def test_t():
    seen = []
    class Spy:
        def on(self, x):
            seen.append(x)
    spy = Spy()
    net(spy)
    assert seen[0] == 1
#: function-attribute
def test_t(monkeypatch):
    def fake(*args):
        fake.called = args
    monkeypatch.setattr(os, 'getcwd', fake)
    net(1)
    assert fake.called == ()
#: loop
def test_t():
    seen = []
    for each in (1, 2):
        if each == 2:
            assert seen[0] == 1
        net(seen)
"""
)
DECORATED = """\
class Thing:
    x: int
net(Thing)
def test_t():
    assert Thing.fields == 3
"""


@pytest.mark.tdd_pins("must stay")
@pytest.mark.parametrize("name", HONEST)
def test_a_failure_that_the_subject_can_mend(name: str, request: pytest.FixtureRequest) -> None:
    """It returned the wrong thing, or did not do what it was to do with what it was given."""
    assert isinstance(judged(HONEST[name], request), Red)


def test_a_class_that_is_handed_over_at_import(request: pytest.FixtureRequest) -> None:
    """A call whose result nobody keeps does something."""
    assert judged(DECORATED, request) is Red.RAISED
