"""The functions of a file: their bodies' lines, and digests that survive a move."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.pieces import pieces_in

pytestmark = pytest.mark.tdd_pins("written with the audit, beside its stories")

SOURCE = b'''
def plain(x):
    """Says."""
    y = x
    return y


class Box:
    async def put(self):
        return 1

    def outer(self):
        def inner():
            return 2
        return inner
'''


def test_functions_methods_and_nested_ones_have_their_body_lines() -> None:
    """The docstring and the `def` line are no part of the body."""
    assert [(each.name, each.first, each.last) for each in pieces_in("a.py", SOURCE)] == [
        ("plain", 4, 5),
        ("Box.put", 10, 10),
        ("Box.outer", 13, 15),
        ("Box.outer.inner", 14, 14),
    ]


def test_a_copy_under_another_name_has_the_same_digest() -> None:
    """Also in another file, with another docstring and other spacing."""
    (one,) = pieces_in("a.py", b'def f(x):\n    "a"\n    return  x+1\n')
    (other,) = pieces_in("b.py", b"def g(x):\n\n    return x + 1\n")

    assert one.digest == other.digest


@pytest.mark.parametrize("source", [b"def f(:", b"\xff\xfe", b"", b"def f():\n    'only words'\n"])
def test_where_there_is_nothing_to_run_there_is_no_function(source: bytes) -> None:
    """A file that cannot be parsed is another rule's business."""
    assert pieces_in("a.py", source) == ()
