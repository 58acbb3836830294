"""The docs gate asks of a change what the project itself keeps up; the rest is advice, unless the settings say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

QUIET = "".join(f'def get{n}(price, rate):\n    """The price."""\n    return price\n\n\n' for n in range(6))
CODE = 'def discount(price):\n    """Ten percent less."""\n    return price * 9 // 10\n'
RELEASED = "# Changelog\n\n## 1.0 - 2030-01-31\n\n- Carts.\n"


@pytest.fixture
def casual(project: Project) -> Project:
    """A feature in a project whose docstrings name no parameters, and whose changelog is written at release."""
    project.with_file("CHANGELOG.md", RELEASED).with_file("src/shop/rates.py", QUIET).commit("casual")
    return project.with_red_test().lock().with_file("src/shop/discount.py", CODE)


def test_what_the_project_does_not_keep_up_is_advice(casual: Project) -> None:
    """The reason says what the project does, and the way to demand it."""
    passed = casual.gate("docs", verdict="passed", says="0 of the 6 public functions here with a docstring")

    assert set(passed.last.advised) == {"docs-incomplete", "changelog-missing"}
    assert "has no section for what is not released" in passed.last.output


@pytest.mark.tdd_pins("the other side: it holds today")
def test_the_setting_demands_it_all_the_same(casual: Project) -> None:
    """`refuse` is the project's own word."""
    rules = '\n[tool.tddgate.rules]\ndocs-incomplete = "refuse"\nchangelog-missing = "refuse"\n'
    casual.with_file("pyproject.toml", casual.text("pyproject.toml") + rules)

    casual.gate("docs", verdict="refused", rules=["docs-incomplete", "changelog-missing"])


def test_a_changelog_that_a_setting_names_is_kept_per_change(casual: Project) -> None:
    """Whatever its headings say."""
    setting = '\n[tool.tddgate.docs]\nchangelog = "CHANGELOG.md"\n'
    casual.with_file("pyproject.toml", casual.text("pyproject.toml") + setting)

    casual.gate("docs", verdict="refused", rules=["changelog-missing"])


def test_a_mention_is_the_whole_name(casual: Project) -> None:
    """`discounted` says nothing of `discount`."""
    casual.with_file("README.md", "# shop\n\nIt is discounted.\n")

    refused = casual.gate("docs", verdict="refused", rules=["docs-silent"])

    assert refused.last.told("docs-silent")[0] == "src/shop/discount.py:1"
