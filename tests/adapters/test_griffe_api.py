"""What is read of a module's public names, by griffe."""

from __future__ import annotations

import sys

import pytest

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.docs.public_api import api_changes
from pytest_tddgate.errors import CannotDecide


def test_without_griffe_nobody_can_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the command that installs it."""
    monkeypatch.setitem(sys.modules, "griffe", None)

    with pytest.raises(CannotDecide, match="griffe is not installed") as problem:
        public_objects("shop.tax", "src/shop/tax.py", b"")

    assert problem.value.next_step == 'pip install "pytest-tddgate[docs]"'


def test_a_file_that_does_not_parse_has_no_names() -> None:
    """Its tests say so already."""
    assert public_objects("shop.tax", "src/shop/tax.py", b"def f(:\n") == ()


def test_nothing_is_said_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    """Griffe warns of what it finds odd in a docstring; that is the project's business."""
    public_objects("shop.tax", "src/shop/tax.py", b'def f(a):\n    """F.\n\n    Args:\n        b: what\n    """\n')

    assert capfd.readouterr() == ("", "")


def test_what_a_class_holds_moves_with_it() -> None:
    """A class that is imported where it was has its methods there."""
    before = b"class Rate:\n    limit = 3\n    def of(self): pass\n"
    then, now = (
        public_objects("shop.tax", "src/shop/tax.py", text) for text in (before, b"from shop.rates import Rate\n")
    )

    assert api_changes(then, now) == ()
