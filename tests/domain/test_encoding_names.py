"""UTF-8 has several names, and a cookie may use any of them."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.encoding import encoding_problem


@pytest.mark.parametrize("name", ["utf8", "UTF8", "utf_8", "U8", "utf-8", "utf-8-sig", "utf-8-unix"])
def test_every_name_of_utf_8_is_fine(name: str) -> None:
    """Python reads the same bytes."""
    assert encoding_problem(f"# -*- coding: {name} -*-\nx = 'é'\n".encode()) == ""


@pytest.mark.parametrize("name", ["latin-1", "utf-7", "utf-16", "cp1252", "no-such-name"])
@pytest.mark.tdd_pins("the other side of the rule")
def test_another_encoding_is_a_problem(name: str) -> None:
    """Its bytes can mean other code."""
    assert encoding_problem(f"# coding: {name}\nx = 1\n".encode())
