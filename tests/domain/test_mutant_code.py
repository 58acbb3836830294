"""The code of one function with an edit in it, compiled alone: the same as in its file, but for the edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.mutants.mutant_code import is_same_code, nested_codes, roots_in

if TYPE_CHECKING:
    from types import CodeType

pytestmark = pytest.mark.tdd_pins("written with the engine, beside its stories")

SOURCE = b'''\
from __future__ import annotations

import collections

try:
    import json as codec
except ImportError:
    codec = None


@staticmethod
def plain(value: int) -> object:
    """Says."""
    return collections.OrderedDict(value=codec.dumps(value))


if collections:
    class Outer:
        class Inner(dict):
            def __init__(self, __size=1):
                super().__init__()
                self.__size = __size

            async def later(self):
                def inner(x):
                    return x + self.__size
                return inner
'''


def codes() -> dict[str, CodeType]:
    """Qualified name -> code, of each function in the whole file."""
    module = compile(SOURCE, "shop.py", "exec", dont_inherit=True)
    return {each.co_qualname: each for each in nested_codes(module)}


@pytest.mark.parametrize("name", ["plain", "Outer.Inner.__init__", "Outer.Inner.later"])
def test_a_function_alone_has_the_code_that_it_has_in_its_file(name: str) -> None:
    """With decorators, private names, `super()`, closures, blocks around it, and calls into imported modules."""
    roots = roots_in("shop.py", SOURCE)
    (root,) = [each for each in roots.roots if each.name == name]

    code = roots.code(root)

    assert code is not None
    assert is_same_code(code, codes()[name])
    assert list(code.co_lines())[1:] == list(codes()[name].co_lines())[1:]  # the first names the decorator, or `def`


def test_an_edit_makes_another_code_and_words_do_not() -> None:
    """Instructions count; where they stand does not."""
    roots = roots_in("shop.py", SOURCE)
    at = SOURCE.index(b"x + self")
    root = roots.around(at)
    assert root is not None

    plain, edited, spaced = (roots.code(root, (at, at + 3, text)) for text in (b"x +", b"x -", b"x   +"))

    assert plain is not None
    assert edited is not None
    assert spaced is not None
    assert (is_same_code(plain, spaced), is_same_code(plain, edited)) == (True, False)


def test_an_edit_that_is_no_python_has_no_code() -> None:
    """It cannot be a mutant."""
    roots = roots_in("shop.py", SOURCE)
    at = SOURCE.index(b"x + self")

    assert roots.code(roots.roots[-1], (at, at + 3, b"x + +)")) is None


def test_an_outer_name_that_is_no_longer_used_can_be_kept() -> None:
    """Without `super()` the code has no class to close over, and would not fit the function that exists."""
    roots = roots_in("shop.py", SOURCE)
    at = SOURCE.index(b"super().__init__()")
    root = roots.around(at)
    assert root is not None

    lost, kept = (roots.code(root, (at, at + 18, b"pass"), kept=names) for names in ((), ("__class__",)))

    assert lost is not None
    assert kept is not None
    assert (lost.co_freevars, kept.co_freevars) == ((), ("__class__",))
    assert "super" not in kept.co_names


def test_what_runs_at_import_is_around_no_function() -> None:
    """A decorator belongs to the module."""
    roots = roots_in("shop.py", SOURCE)

    assert roots.around(SOURCE.index(b"@staticmethod")) is None
