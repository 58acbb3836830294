"""A plugin of pytest that collects garbage after each test: what a test left open is reported by the test itself.

Without it Python warns whenever it happens to collect, and an innocent test fails: `tox run -e leaks` finds the other.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Collect when the fixtures are gone."""
    yield
    gc.collect()
