"""A section between markers, in a page that belongs to somebody else."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.agents.marked_section import BEGIN, END, with_section, without_section

TEXT = "## Test first\n\nRun the gates.\n"
SECTION = f"{BEGIN}\n{TEXT}{END}\n"


@pytest.mark.parametrize("before", ["", "# Mine\n\nBe kind.\n", "# Mine\r\n\r\nBe kind.\r\n"])
def test_the_section_comes_last_and_can_be_taken_away(before: str) -> None:
    """In the line ends of the page."""
    after = with_section(before, TEXT)

    assert after.startswith(before)
    assert after.replace("\r\n", "\n").endswith(SECTION)
    assert without_section(after) == before


def test_a_page_without_a_last_line_end_gets_one() -> None:
    """A marker needs a line of its own."""
    assert with_section("mine", TEXT) == f"mine\n\n{SECTION}"


@pytest.mark.parametrize("before", ["", "mine", "mine\r\n"])
def test_writing_it_again_changes_nothing(before: str) -> None:
    """Nor is there a second one."""
    once = with_section(before, TEXT)

    assert with_section(once, TEXT) == once


def test_an_older_section_is_replaced_where_it_stands() -> None:
    """What stands around it stays."""
    older = f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n"

    assert with_section(older, TEXT) == f"before\n\n{SECTION}\nafter\n"
    assert without_section(older) == "before\n\nafter\n"


def test_a_page_without_the_section_is_as_it_was() -> None:
    """There is nothing to take away."""
    assert without_section("mine") == "mine"


@pytest.mark.parametrize("text", [f"{BEGIN}\nx\n", f"{END}\n", f"{END}\n{BEGIN}\n", SECTION * 2])
def test_markers_that_do_not_fit_are_told(text: str) -> None:
    """What belongs to whom cannot be known then."""
    with pytest.raises(ValueError, match="marker"):
        with_section(text, TEXT)
    with pytest.raises(ValueError, match="marker"):
        without_section(text)
