"""The links of a changelog's headings stand at its end, and a draft stands above them; further odd files."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.drafts import with_docstrings
from pytest_tddgate.domain.docs.entry_places import with_entry
from pytest_tddgate.domain.docs.public_api import PublicObject

LINKS = "\n[Unreleased]: https://example.com/compare/v1...HEAD\n[1.0]: https://example.com/v1\n"


def test_an_entry_of_the_only_section_stands_above_the_links() -> None:
    """They belong to no section."""
    text = f"# Changelog\n\n## [Unreleased]\n{LINKS}"

    drafted = with_entry(text, "tax", "added", is_rst=False)

    assert drafted == f"# Changelog\n\n## [Unreleased]\n\n### Added\n\n- TODO: tax\n{LINKS}"


def test_a_list_that_is_empty_is_filled_above_the_links() -> None:
    """There is nothing in it that could be told from them."""
    text = f"# Changelog\n\n## [Unreleased]\n\n### Added\n{LINKS}"

    drafted = with_entry(text, "tax", "added", is_rst=False)

    assert drafted == f"# Changelog\n\n## [Unreleased]\n\n### Added\n\n- TODO: tax\n{LINKS}"


@pytest.mark.tdd_pins("written with the first drafts, and nothing held it")
def test_a_mark_of_the_byte_order_stays_at_the_beginning() -> None:
    """Python reads such a file, and so does a draft."""
    named = PublicObject("shop.it", "function", "t.py", 1)

    drafted = with_docstrings("\ufeffdef it():\n    return 1\n", [named], "prose")

    assert drafted == '\ufeffdef it():\n    """TODO: say what it does."""\n    return 1\n'
