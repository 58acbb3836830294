"""A `.pyw` file is no module outside Windows, and no coverage of changed lines counts it."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.unmeasured import unmeasured_in


@pytest.mark.parametrize(
    "source",
    [
        "run_path(str(Path(__file__).with_name('export.pyw')))['to_csv'](pages)\n",
        "spec_from_file_location('more', Path(__file__).parent / 'more.pyw', loader=None)\n",
    ],
)
def test_a_file_without_a_console_is_unmeasured(source: str) -> None:
    """Code that is loaded from it is as hidden as code in a text file."""
    assert [each.line for each in unmeasured_in(source.encode(), range(1, 9))] == [1]
