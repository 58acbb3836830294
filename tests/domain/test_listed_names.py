"""Docstrings that only list names say as little as those that repeat one."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.docs.public_api import api_changes, gaps_of


def rules_for(docstring: str) -> list[str]:
    """The rule of each gap in a new function with this docstring."""
    source = (
        f'def parse_ranges(text, limit=9):\n    """{docstring}"""\n    if not text:\n'
        "        raise PageRangeError(text)\n    raise TypeError\n"
    )
    changes = api_changes((), public_objects("shop.pages", "src/shop/pages.py", source.encode()))
    return [gap.rule_id for each in changes for gap in gaps_of(each, has_sections=False)]


@pytest.mark.parametrize(
    "docstring",
    [
        "parse_ranges text limit TypeError PageRangeError.",
        "parse_ranges: text, limit; TypeError, PageRangeError",
        "`text`, `limit`, `TypeError` and `PageRangeError`.",
        "Text limit TypeError PageRangeError parse ranges.",
    ],
)
def test_a_list_of_names(docstring: str) -> None:
    """Those of the function, its parameters and its errors."""
    assert rules_for(docstring) == ["placeholder-docs"]


@pytest.mark.tdd_pins("these say something, and did before")
@pytest.mark.parametrize(
    "docstring",
    [
        "The pages that text names, up to limit; raises TypeError or PageRangeError.",
        "Parse text up to limit. TypeError, PageRangeError: bad text.",
        "The ranges of the text, within the limit (TypeError, PageRangeError).",
    ],
)
def test_a_sentence_with_names(docstring: str) -> None:
    """One word more can be what the reader needs."""
    assert rules_for(docstring) == []


@pytest.mark.tdd_pins("these say something, and did before")
def test_a_short_docstring_of_everyday_words() -> None:
    """A total of prices is called by its words."""
    source = b'def total(prices):\n    """The total of the prices."""\n\n\ndef parse(text):\n    """Parse text."""\n'
    changes = api_changes((), public_objects("shop.pages", "src/shop/pages.py", source))

    assert [gap.rule_id for each in changes for gap in gaps_of(each, has_sections=False)] == []
