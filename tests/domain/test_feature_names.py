"""A name for a feature that nobody has named: a command is there to be run as it stands."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.feature_names import suggested_name


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["tests/test_discount.py"], "discount"),
        (["tests/shop/discount_test.py", "tests/test_vat.py"], "discount"),
        (["tests/test_Gift Cards.py"], "gift-cards"),
        (["tests/checks.py"], "checks"),
        (["tests/test_.py", "tests/test_vat.py"], "vat"),
        ([], "feature"),
        (["tests/test_価格.py"], "feature"),
    ],
)
def test_the_first_new_test_file_names_the_feature(paths: list[str], expected: str) -> None:
    """Without what makes it a test file, and as a feature may be written."""
    assert suggested_name(paths, ()) == expected


def test_a_name_that_is_taken_gets_a_number() -> None:
    """The feature before it keeps its own."""
    assert suggested_name(["tests/test_vat.py"], {"vat", "vat-2"}) == "vat-3"


@pytest.mark.parametrize(("count", "expected"), [(0, "no test fails"), (1, "1 test fails"), (3, "3 tests fail")])
def test_a_verb_agrees_with_its_number(count: int, expected: str) -> None:
    """`1 tests fail` is read twice."""
    from pytest_tddgate.domain.reports.wording import agreed  # noqa: PLC0415 - it is not there yet

    assert agreed(count, "test", "fails", "fail") == expected
