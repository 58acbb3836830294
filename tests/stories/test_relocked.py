"""A later feature changes what an earlier one asked for: what lock lets pass, green and the audit keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

BASE = "--tdd-base=main"
TEST, CODE = "tests/test_slug.py", "src/shop/slug.py"
ONE = """import pytest
from shop.slug import slug


@pytest.mark.parametrize(("text", "want"), [("Hello World", "hello-world"), ("A b", "a-b"), ("x_y", "x-y")])
def test_slug(text, want):
    assert slug(text) == want


def test_empty():
    with pytest.raises(ValueError, match="no words"):
        slug("!!")
"""
SLUG = """import re


def slug(text):
    words = re.findall(r"[a-z0-9]+", text.lower())
    if not words:
        raise ValueError("no words")
    return "-".join(words)
"""
RAISES = 'def test_empty():\n    with pytest.raises(ValueError, match="no words"):\n        slug("!!")\n'
DASH = 'def test_nothing_gives_a_dash():\n    assert slug("!!") == "-"\n    assert slug("") == "-"\n'


@pytest.fixture
def with_slug(started: Project) -> Project:
    """A feature that is locked and done."""
    return started.with_file(TEST, ONE).lock("one").with_file(CODE, SLUG).commit("feat: slug")


def test_an_audit_judges_a_case_as_it_was_locked_last(with_slug: Project) -> None:
    """The contract that had it before is kept by the new form."""
    with_slug.replace(TEST, '("x_y", "x-y")', '("x_y", "x_y")').lock("two", "--tdd-amend", "underscores stay")
    with_slug.replace(CODE, "[a-z0-9]", "[a-z0-9_]").commit("feat: underscores")

    with_slug.gate("audit", BASE, verdict="passed")


def test_a_test_of_another_feature_is_replaced_in_two_steps(with_slug: Project) -> None:
    """First its contract lets it go, then the new test is locked."""
    new = with_slug.text(TEST).replace(RAISES, DASH)
    refused = with_slug.with_file(TEST, new).gate(
        "lock", "--tdd-feature=two", "--tdd-amend", "a dash", verdict="refused", rules=["existing-test-changed"]
    )

    assert 'tddgate amend one --reason "…"' in refused.last.told("existing-test-changed")[1]
    with_slug.with_file(TEST, new.replace(DASH, "")).amend("one", "an empty text gives a dash")
    with_slug.with_file(TEST, new).lock("two")
    with_slug.replace(CODE, 'raise ValueError("no words")', 'return "-"').gate("green", verdict="passed")


def test_a_history_that_lost_a_test_is_mended_by_the_step_that_is_told(with_slug: Project) -> None:
    """As it was locked when nothing refused that."""
    with_slug.with_file(
        "pyproject.toml", with_slug.text("pyproject.toml") + '\n[tool.tddgate.rules]\nexisting-test-changed = "off"\n'
    )
    with_slug.replace(TEST, RAISES, DASH).lock("two", "--tdd-amend", "a dash")
    with_slug.git("checkout", "--quiet", "main", "--", "pyproject.toml")
    with_slug.replace(CODE, 'raise ValueError("no words")', 'return "-"').commit("feat: a dash")

    told = with_slug.gate("green", verdict="refused", rules=["test-missing"]).last.told("test-missing")
    audited = with_slug.gate("audit", BASE, verdict="refused", rules=["test-missing"]).last

    assert told[1] == audited.told("test-missing")[1] == 'tddgate amend one --reason "…"'
    assert len(audited.findings) == 1
    with_slug.amend("one", "an empty text gives a dash").gate("green", verdict="passed")
    with_slug.gate("audit", BASE, verdict="passed")
