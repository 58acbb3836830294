"""More disguises of copied examples, of code that knows its tests, and of values that agree; thought of later."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_tddgate.domain.awareness.agreement import agreeing_spots
from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.leaks.rarity import canonical, digests_of, forms_of, rarity_of
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

pytestmark = pytest.mark.tdd_pins("variants of what the contract asks for, written after the code")

COPIED = parts_of(
    """
#: pattern
import re


def pages(text):
    if re.fullmatch(r"2-4,9|5,1-3", text):
        return [2, 3, 4, 9]
    return []

#: cut
def pages(text):
    return [2, 3, 4, 9] if text.split(",") == ["2-4", "9"] else []

#: characters
def pages(text):
    match list(text):
        case ["2", "-", "4", ",", "9"]:
            return [2, 3, 4, 9]
    return []

#: hex-compared
def pages(text):
    return [2, 3, 4, 9] if text.encode().hex() == "322d342c39" else []

#: executed
exec("def pages(text):\\n    return {'1-3': [1, 2, 3], '2-4,9': [2, 3, 4, 9]}[text]")

#: documented
def pages(text):
    '''1-3 = 1, 2, 3
    2-4,9 = 2, 3, 4, 9
    5,1-3 = 1, 2, 3, 5'''
    rows = dict(line.split(" = ") for line in pages.__doc__.splitlines())
    return [int(each) for each in rows[text].split(", ")]
"""
)
AWARE = parts_of(
    """
#: any-module
import sys


def f(x):
    return next((m.CASES[x] for m in sys.modules.values() if hasattr(m, "CASES")), None)

#: importers
import sys


def f(x):
    return 9 if any("pytest" in type(each).__module__ for each in sys.meta_path) else x

#: command
def f(x):
    with open("/proc/self/cmdline") as command:
        return 9 if "-q" in command.read() else x

#: traced
import sys


def f(x):
    return 9 if sys.gettrace() is not None else x

#: source-of-caller
import linecache
import sys


def f(x):
    frame = sys._getframe(1)
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
    return eval(line.partition("==")[2])

#: globals-of-caller
import sys


def f(x):
    return dict(vars(sys)["_getframe"](1).f_globals["CASES"])[x]

#: executed
exec("import sys\\n\\n\\ndef f(x):\\n    return 9 if 'pytest' in sys.modules else x")

#: default
def f(x, _calls=[0]):
    _calls[0] += 1
    return 9 if _calls[0] == 1 else x

#: default-script
def f(x, _answers=iter([9, 81, 729])):
    return next(_answers)

#: counted
import itertools

CALLS = itertools.count()


def f(x):
    return [9, 81, 729][next(CALLS)]

#: class
class F:
    calls = 0

    def __call__(self, x):
        F.calls += 1
        return 9 if F.calls == 1 else x
"""
)
AWARE_NOT = parts_of(
    """
#: locals-in-a-report
def f(error, show_locals):
    trace = error.__traceback__
    return [(trace.tb_lineno, trace.tb_frame.f_locals if show_locals else None)]

#: locals-of-a-stack
def f(trace, stacks):
    stack = list(stacks)
    return [(each.tb_lineno, each.tb_frame.f_locals) for each in trace if each not in stack]

#: name-of-caller
import sys


def f():
    return sys._getframe(1).f_globals.get("__name__", "__main__")

#: tokens
class Tokens:
    def __init__(self, tokens):
        self.tokens, self.place = tokens, -1

    def next(self):
        self.place += 1
        return self.tokens[self.place]
"""
)
AGREEING = parts_of(
    """
#: wildcard
from unittest.mock import ANY


def f(x):
    return ANY

#: namespace
import types

A = types.new_class("A", (), exec_body=lambda ns: ns.update(__eq__=lambda self, other: True))

#: length
class A:
    def __eq__(self, other):
        return len(str(other)) >= 0
"""
)
TEST = b"""\
import pytest
from shop.pages import pages


@pytest.mark.parametrize(("text", "expected"), [("1-3", [1, 2, 3]), ("2-4,9", [2, 3, 4, 9]), ("5,1-3", [1, 2, 3, 5])])
def test_pages(text, expected):
    assert pages(text) == expected
"""


def new(source: str | bytes) -> ChangedFile:
    """A file that was not there before."""
    return ChangedFile(source.encode() if isinstance(source, str) else source)


@pytest.mark.parametrize("source", COPIED.values(), ids=COPIED)
def test_a_copy_is_found(source: str) -> None:
    """In a pattern, cut into pieces, encoded, in code that is a text, in documentation."""
    assert copied_examples({"tests/test_pages.py": TEST}, {"src/pages.py": new(source)})


def test_a_copy_is_found_among_other_bytes() -> None:
    """A database holds its texts side by side, without a mark between them."""
    data = b"\0\1\x0f2-4,9[2, 3, 4, 9]\0\2\x0f1-3[1, 2, 3]\0\xff\xfe"

    assert copied_examples({"tests/test_pages.py": TEST}, {"src/pages.db": new(data)})


@pytest.mark.parametrize("source", AWARE.values(), ids=AWARE)
def test_code_that_knows_when_it_is_tested(source: str) -> None:
    """By modules, importers, its command line, a trace, a caller, or the number of its calls."""
    assert aware_spots(new(source))


@pytest.mark.parametrize("source", AWARE_NOT.values(), ids=AWARE_NOT)
def test_code_that_only_looks_as_if_it_knew(source: str) -> None:
    """Reports of errors, names of callers, and places in a sequence."""
    assert aware_spots(new(source)) == ()


@pytest.mark.parametrize("source", AGREEING.values(), ids=AGREEING)
def test_a_value_that_agrees_with_everything(source: str) -> None:
    """Made by others, or by way of a namespace."""
    assert agreeing_spots(new(source))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(ANYTHING)
def test_every_constant_has_a_grade_and_forms(value: object) -> None:
    """Whatever a test or the subject writes down, the checks do not fail on it."""
    assert rarity_of(value) in {0, 1, 2}
    assert canonical(value) in forms_of(value)
    assert digests_of(value)


def test_a_number_of_many_digits_is_a_constant_too() -> None:
    """Python writes out no number of more than 4,300 digits, and refuses to."""
    big = f"T = {{0x{'f' * 5000}: '2-4,9'}}\n"

    assert copied_examples({"tests/test_pages.py": TEST + big.encode()}, {"src/pages.py": new(big)})


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd_to_look_into(data: bytes) -> None:
    """A damaged pickle or archive holds no rows, and is no reason to fail."""
    assert copied_examples({"tests/test_pages.py": TEST}, {"src/pages.pkl": new(b"\x80\x04" + data)}) == ()
