"""Whether a test asserts, and whether an edit made it assert less."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.assertions import asserts_something, loses_assertions

BEFORE = b"def test_total():\n    assert total([1]) == 1\n    assert total([]) == 0\n"


@pytest.mark.parametrize(
    "after",
    [
        b"def test_total():\n    assert total([1]) == 1\n",
        b"def test_total():\n    assert total([1]) == 1\n    assert True\n",
        b"def test_total():\n    total([1])\n    total([])\n",
        b"def test_total():\n    pass\n",
    ],
)
def test_an_edit_that_only_takes_assertions_away_loses_assertions(after: bytes) -> None:
    """What is left was there before, and something is gone."""
    is_loss = loses_assertions(BEFORE, after, "test_total")

    assert is_loss


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        b"def test_total():\n    assert total([1]) == 2\n    assert total([]) == 0\n",
        b"def test_total():\n    for each in CASES:\n        assert total(each.given) == each.sum\n",
        BEFORE + b"    assert total([2]) == 2\n",
    ],
)
def test_an_edit_that_asserts_something_else_loses_none(after: bytes) -> None:
    """A new expected value, or a loop over cases, is another claim and not a weaker one."""
    is_loss = loses_assertions(BEFORE, after, "test_total")

    assert not is_loss


def test_an_expected_exception_is_an_assertion() -> None:
    """Taking `pytest.raises` away is a loss."""
    before = b"def test_total():\n    with pytest.raises(ValueError):\n        total(None)\n"
    after = b"def test_total():\n    pass\n"

    is_loss = loses_assertions(before, after, "test_total")

    assert is_loss


@pytest.mark.parametrize(("before", "after"), [(b"", BEFORE), (BEFORE, b""), (b"def (", BEFORE)])
def test_a_test_that_is_not_in_both_versions_loses_none(before: bytes, after: bytes) -> None:
    """There is nothing to compare: its removal is another rule's."""
    is_loss = loses_assertions(before, after, "test_total")

    assert not is_loss


@pytest.mark.tdd_pins("what asserts was told apart before; only the loss is new")
def test_a_call_that_is_named_for_a_check_asserts() -> None:
    """`check_total(...)` counts, a bare call does not."""
    source = b"def test_a():\n    check_total([])\n\ndef test_b():\n    total([])\n"

    found = [asserts_something(source, name) for name in ("test_a", "test_b")]

    assert found == [True, False]
