"""Whether settings of coverage hide more than others did."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_tddgate.domain.python.coverage_settings import hides_more


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({}, {}),
        ({"omit": ["a/*", "b/*"]}, {"omit": ["b/*"]}),
        ({"omit": "a/*\n  b/*"}, {"omit": ["b/*", "a/*"]}),
        ({"exclude_lines": ["if TYPE_CHECKING:"]}, {"exclude_lines": ["if TYPE_CHECKING:", "pragma: no cover"]}),
        ({"exclude_lines": ["pragma: no cover", "@overload"]}, {"exclude_also": ["@overload"]}),
        ({"exclude_lines": ["x"]}, {}),
        ({}, {"exclude_lines": ["pragma: no cover", "if typing.TYPE_CHECKING:"]}),
        ({"partial_branches": ["pragma: no branch"]}, {}),
        ({"source": ["shop"]}, {"source": ["shop", ".tox/*/site-packages"]}),
        ({"include": ["src/*"]}, {"include": ["src/*", "lib/*"]}),
        ({"include": ["src/*"]}, {}),
        ({"plugins": ["a"]}, {"plugins": ["a"]}),
        ({"plugins": ["a"]}, {}),
    ],
)
def test_settings_that_hide_no_more(before: dict[str, Any], now: dict[str, Any]) -> None:
    """Fewer patterns, the same in another form, and what coverage leaves out by its defaults."""
    assert hides_more(before, now) == ()


@pytest.mark.parametrize(
    ("before", "now", "keys"),
    [
        ({}, {"omit": ["src/shop/hard.py"]}, ("omit",)),
        ({"omit": ["a/*"]}, {"omit": ["a/*", "b/*"]}, ("omit",)),
        ({}, {"exclude_also": ["def hard"]}, ("exclude_also",)),
        ({"exclude_also": ["x"]}, {"exclude_lines": ["x", "raise"]}, ("exclude_lines",)),
        ({}, {"exclude_lines": ["if "]}, ("exclude_lines",)),
        ({}, {"partial_also": ["if hard"]}, ("partial_also",)),
        ({}, {"source": ["shop.easy"]}, ("source",)),
        ({"source": ["a", "b"]}, {"source": ["a"]}, ("source",)),
        ({}, {"include": ["src/shop/easy.py"]}, ("include",)),
        ({"include": ["a", "b"]}, {"include": ["a"]}, ("include",)),
        ({"plugins": ["a"]}, {"plugins": ["a", "hide"]}, ("plugins",)),
        ({}, {"omit": ["x"], "exclude_also": ["y"]}, ("exclude_also", "omit")),
    ],
)
def test_settings_that_hide_more(before: dict[str, Any], now: dict[str, Any], keys: tuple[str, ...]) -> None:
    """A pattern that was not there, or less to measure."""
    assert hides_more(before, now) == keys
