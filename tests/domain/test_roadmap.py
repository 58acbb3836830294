"""Items of a roadmap that name a feature."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.roadmap import open_items


@pytest.mark.parametrize("line", ["- [ ] Tax rates", "* [ ] tax-rates: by country", "1. [ ] The `tax_rates` feature"])
def test_an_item_that_names_the_feature_and_is_open_is_found(line: str) -> None:
    """However its words are joined."""
    assert open_items(f"# Roadmap\n\n{line}\n", "tax-rates") == (3,)


@pytest.mark.parametrize("line", ["- [x] Tax rates", "- [X] tax-rates", "- [ ] Tax", "- Tax rates", "- [ ] Surtax"])
def test_an_item_that_is_ticked_or_about_something_else_is_not(line: str) -> None:
    """A list without boxes has nothing to tick."""
    assert open_items(f"{line}\n", "tax-rates") == ()
