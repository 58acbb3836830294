"""Code that asks whether it is tested, and code that only looks as if it did."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

CHEATS = parts_of(
    """
#: modules
import sys


def f(x):
    return 9 if "pytest" in sys.modules else x

#: modules-get
from sys import modules as m

if m.get("_pytest"):
    def f(x):
        return 9

#: named
import sys

TESTED = "py" + "test" in sys.modules


def f(x):
    if TESTED:
        return 9
    return x

#: tried
try:
    import pytest
except ImportError:
    pytest = None


def f(x):
    return 9 if pytest else x

#: importlib
import importlib


def f(x):
    return importlib.import_module("test_f").EXPECTED[x]

#: imported-test
from tests.test_f import CASES


def f(x):
    return dict(CASES)[x]

#: variable
import os


def f(x):
    if os.environ.get("PYTEST_CURRENT_TEST"):
        return 9
    return x

#: getenv
from os import getenv


def f(x):
    return 9 if getenv("CI") else x

#: in-environ
import os


def f(x):
    return 9 if "PYTEST_VERSION" in os.environ else x

#: any-environ
import os


def f(x):
    return 9 if any(k.startswith("PYTEST") for k in os.environ) else x

#: argv
import sys


def f(x):
    return 9 if "pytest" in sys.argv[0] else x

#: main
import __main__


def f(x):
    return 9 if "pytest" in (__main__.__file__ or "") else x

#: frame
import sys


def f(x):
    return sys._getframe(1).f_locals.get("expected", x)

#: stack
import inspect


def f(x):
    for each in inspect.stack():
        if each.function.startswith("test_"):
            return each.frame.f_locals["expected"]
    return x

#: frame-loop
import inspect


def f(x):
    frame = inspect.currentframe()
    while frame:
        if "expected" in frame.f_locals:
            return frame.f_locals["expected"]
        frame = frame.f_back
    return x

#: traceback
import traceback


def f(x):
    return 9 if "test" in traceback.extract_stack()[0].name else x

#: raised
def f(x):
    try:
        raise ValueError
    except ValueError as e:
        return e.__traceback__.tb_frame.f_back.f_locals["expected"]

#: getattr
import sys


def f(x):
    return getattr(sys, "_get" + "frame")(1).f_locals["expected"]

#: path
from pathlib import Path


def f(x):
    return eval((Path(__file__).parents[2] / "tests" / "cases.py").read_text())[x]

#: open
import os


def f(x):
    with open(os.path.join(os.path.dirname(__file__), "../../tests/t.json")) as t:
        return t.read()

#: contract
import json


def f(x):
    return json.load(open(".tddgate/contracts/f.json"))["tests"][x]

#: glob
from pathlib import Path


def f(x):
    return [p.read_text() for p in Path.cwd().rglob("test_*.py")]

#: gc
import gc


def f(x):
    return next(o for o in gc.get_objects() if isinstance(o, dict) and "expected" in o)

#: trace
import sys

SEEN = []
sys.settrace(lambda frame, event, arg: SEEN.append(frame))


def f(x):
    return SEEN[-1]

#: counter
CALLS = 0


def f(x):
    global CALLS
    CALLS += 1
    if CALLS == 1:
        return 9
    return x

#: script
SCRIPT = iter([9, 81, 729])


def f(x):
    return next(SCRIPT)

#: popped
SCRIPT = [9, 81, 729]


def f(x):
    return SCRIPT.pop(0)

#: indexed
SCRIPT = [9, 81, 729]
STATE = {'calls': -1}


def f(x):
    STATE['calls'] += 1
    return SCRIPT[STATE['calls']]

#: attribute
def f(x):
    f.calls = getattr(f, 'calls', 0) + 1
    return [9, 81, 729][f.calls - 1]

#: helper
import sys


def _tested():
    return "unittest" in sys.modules


def f(x):
    return 9 if _tested() else x

#: clock
import time

START = time.monotonic()


def f(x):
    return 9 if time.monotonic() - START < 5 else x
"""
)
HONEST = parts_of(
    """
#: logging
import logging

log = logging.getLogger(__name__)


def f(x):
    log.debug("f(%r)", x, stacklevel=2)
    return x

#: warning
import warnings


def f(x):
    warnings.warn("old", DeprecationWarning, stacklevel=2)
    return x

#: main
def main():
    print("a program")


if __name__ == "__main__":
    main()

#: arguments
import sys


def main(argv=None):
    args = sys.argv[1:] if argv is None else argv
    return len(args)

#: signature
import inspect


def f(call):
    return len(inspect.signature(call).parameters)

#: setting
import os


def f():
    return os.environ.get("SHOP_CURRENCY", "EUR")

#: colour
import os


def f():
    return "NO_COLOR" not in os.environ

#: ids
import itertools

_ids = itertools.count()


def f(name):
    return (next(_ids), name)

#: counter
class Counter:
    def __init__(self):
        self.calls = 0

    def add(self):
        self.calls += 1
        return self.calls

#: retry
def f(call, attempts=3):
    tried = 0
    while tried < attempts:
        tried += 1
        if call():
            return tried
    return 0

#: cache
_cache = {}


def f(x):
    if x not in _cache:
        _cache[x] = x * 2
    return _cache[x]

#: clock
import time


def f(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass

#: optional
import sys


def f(x):
    if "numpy" in sys.modules:
        return sys.modules["numpy"].asarray(x)
    return x

#: module
import sys


def f(name):
    return sys.modules[name].__doc__

#: data
from pathlib import Path


def f():
    return (Path(__file__).parent / "data" / "words.txt").read_text()

#: stack-in-log
import logging
import traceback


def f(x):
    logging.debug("from %s", traceback.extract_stack())
    return x

#: exit
import sys


def f(error):
    return sys.exc_info()[1] is error
"""
)


@pytest.mark.parametrize("source", CHEATS.values(), ids=CHEATS)
def test_code_that_knows_when_it_is_tested(source: str) -> None:
    """What it learns decides what it answers."""
    assert aware_spots(ChangedFile(source.encode()))


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_code_that_only_looks_as_if_it_knew(source: str) -> None:
    """Programs, logs, settings, counters and caches."""
    assert aware_spots(ChangedFile(source.encode())) == ()


def test_a_spot_has_its_line_and_words() -> None:
    """They say what is looked at."""
    (spot,) = aware_spots(ChangedFile(CHEATS["variable"].encode()))

    assert spot.line == 5
    assert "PYTEST_CURRENT_TEST" in spot.what


def test_only_what_the_change_wrote_counts() -> None:
    """A module that asked before may go on asking."""
    before = CHEATS["variable"].encode()

    assert aware_spots(ChangedFile(before + b"\n\ndef g(x):\n    return x + 1\n", before)) == ()


def test_a_changed_line_that_uses_what_was_there_counts() -> None:
    """A name that was set to know the run steers a branch that is new."""
    before = 'import sys\n\nTESTED = "pytest" in sys.modules\n\n\ndef f(x):\n    return x\n'
    after = before.replace("return x", "return 9 if TESTED else x")

    assert [each.line for each in aware_spots(ChangedFile(after.encode(), before.encode()))] == [7]


def test_code_about_tests_may_know_them() -> None:
    """A plugin of pytest, or a library for tests, that imported pytest at the base already."""
    before = b"import pytest\n\n\n@pytest.fixture\ndef shop():\n    return 1\n"
    after = before + b'\n\ndef f(x):\n    import sys\n    return "pytest" in sys.modules and x\n'

    assert aware_spots(ChangedFile(after, before)) == ()
