"""What a package gives on of a private module is a name that pages mention."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.docs.public_api import PublicObject
from pytest_tddgate.gates.docs.habits import is_at_top

CASE: Any = SimpleNamespace(layout=Layout("/work/dauer", packages=("src/dauer",), names=frozenset({"dauer"})))


@pytest.mark.parametrize(
    ("name", "path"), [("dauer.in_words", "src/dauer/_words.py"), ("dauer.text.in_words", "src/dauer/text.py")]
)
def test_a_function_of_a_module_is_at_its_top(name: str, path: str) -> None:
    """Where it is written does not matter to who calls it."""
    assert is_at_top(PublicObject(name, "function", path, 1), CASE)


@pytest.mark.tdd_pins("methods and constants have no line of their own on most pages")
@pytest.mark.parametrize(("kind", "is_inner"), [("function", True), ("class", True), ("attribute", False)])
def test_what_a_class_holds_is_not(kind: str, *, is_inner: bool) -> None:
    """A page mentions the class."""
    inner = PublicObject("dauer.Span.words", kind, "src/dauer/_words.py", 1, is_inner=is_inner)

    assert not is_at_top(inner, CASE)
