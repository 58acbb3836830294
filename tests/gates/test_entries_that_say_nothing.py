"""Entries of a changelog that tell no user anything."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.docs import gate as docs
from tests.fakes import FakeRepository, case_of

BASE = {"src/shop/__init__.py": "", "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n### Removed\n"}
VAT = {"src/shop/tax.py": 'def vat(price):\n    """The tax of a price."""\n'}


def is_told(entry: str) -> bool:
    """Whether this entry tells of a change that brings `vat`."""
    repository = FakeRepository([BASE], BASE | VAT | {"CHANGELOG.md": BASE["CHANGELOG.md"] + f"\n{entry}\n"})
    case = case_of(repository)
    found = docs.findings_of(docs.since("c0", (), case, case), case)
    return "changelog-missing" not in {each.rule.id for each in found}


@pytest.mark.parametrize("entry", ["- x", "- .", "- -", "- update", "* Misc.", "- 1", "x"])
def test_fewer_than_two_words_say_nothing(entry: str) -> None:
    """They are there for the gate alone."""
    assert not is_told(entry)


@pytest.mark.tdd_pins("the other side")
@pytest.mark.parametrize(
    "entry", ["- Taxes are known.", "- Add taxes", "- `vat`", "- VAT.", "- 増値税の計算を追加", "- tax"]
)
def test_words_or_the_name_of_what_is_new_say_something(entry: str) -> None:
    """Some scripts put no space between words."""
    assert is_told(entry)
