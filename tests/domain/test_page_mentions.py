"""Whether a page tells its readers of a name: as a word, or by a tool that writes the module's API."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.page_mentions import is_mentioned, without_stubs

BARE = ".. automodule:: shop.tax\n\n.. autofunction:: net\n"
FULL = ".. automodule:: shop.tax\n   :members:\n   :undoc-members:\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`vat` is the tax", True),
        ("call shop.tax.vat()", True),
        ("vats and private_vat", False),
        (FULL, True),
        (BARE, False),
        ("::: shop.tax\n", True),
        ("::: shop.tax.rates\n", False),
        (".. autosummary::\n   :toctree:\n\n   vat\n", True),
    ],
)
def test_a_module_without_its_members_mentions_none_of_them(text: str, *, expected: bool) -> None:
    """Sphinx writes the docstring of the module alone then."""
    assert is_mentioned("shop.tax", "vat", text) is expected


def test_members_can_be_sphinxs_default() -> None:
    """As `conf.py` says."""
    assert is_mentioned("shop.tax", "vat", BARE, writes_members=True)


def test_a_stub_tells_nothing() -> None:
    """A heading with a reminder below is what `tddgate draft` leaves; what is written below another counts."""
    page = "# discount\n\nTODO: say what it is for.\n\n## `vat(price)`\n\nTODO\n\n## `net(price)`\n\nWithout tax.\n"

    assert without_stubs(page).split() == ["##", "`net(price)`", "Without", "tax."]
