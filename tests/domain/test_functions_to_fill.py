"""A function that is empty cannot be emptied: what an interface asks for is all that there is of it."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.subject_functions import has_definition

CLASS = "class Shape(Protocol):\n    {kind} area(self) -> int:\n        {body}\n"


@pytest.mark.parametrize(
    "body", ['"""Its area."""', "...", "pass", '"""Its area."""\n        raise NotImplementedError']
)
@pytest.mark.parametrize("kind", ["def", "async def"])
def test_a_function_without_a_body_is_no_definition(kind: str, body: str) -> None:
    """Such as a method of a protocol, or an abstract one."""
    assert not has_definition(CLASS.format(kind=kind, body=body).encode(), range(1, 9))


@pytest.mark.tdd_pins("found today, and has to be")
@pytest.mark.parametrize("body", ["return 0", '"""Its area."""\n        self.seen += 1'])
def test_a_function_with_a_body_is_one(body: str) -> None:
    """It can be emptied."""
    assert has_definition(CLASS.format(kind="def", body=body).encode(), {2})
