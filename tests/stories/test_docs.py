"""The docs gate: docstrings, pages, changelog and roadmap say what changed; no test is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

CODE = '''\
"""Discounts."""


def discount(price):
    """The price in cents, less ten percent."""
    return price * 9 // 10
'''


@pytest.fixture(scope="session")
def written_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feature that is locked and implemented, in a project that keeps pages, a changelog and a roadmap."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("written") / "shop")
    project.with_file("README.md", "# shop\n").with_file("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n### Added\n")
    project.with_file("ROADMAP.md", "- [ ] discount\n").commit("pages")
    return project.with_red_test().lock().with_file("src/shop/discount.py", CODE).root


@pytest.fixture
def written(written_template: Path, tmp_path: Path) -> Project:
    """A copy of it."""
    return Project.copied(written_template, tmp_path / "shop")


def documented(project: Project) -> Project:
    """The same with everything that the gate asks for."""
    project.with_file("README.md", "# shop\n\n`discount` takes ten percent off.\n")
    project.with_file("CHANGELOG.md", project.text("CHANGELOG.md") + "\n- Discounts.\n")
    return project.with_file("ROADMAP.md", "- [x] discount\n")


def test_what_is_documented_passes_and_no_test_runs(written: Project) -> None:
    """The gate reads files; green and review run the tests."""
    passed = documented(written).gate("docs", verdict="passed", says="shop.discount.discount")

    assert "passed in" not in passed.last.output
    assert "test_discount.py" not in passed.last.output


def test_what_nobody_has_written_down_refuses(written: Project) -> None:
    """One finding for each thing that a reader would miss."""
    written.with_file("src/shop/discount.py", CODE.replace('    """The price in cents, less ten percent."""\n', ""))

    refused = written.gate(
        "docs", verdict="refused", rules=["undocumented", "changelog-missing", "docs-silent", "roadmap-open"]
    )

    assert refused.last.told("undocumented")[0] == "src/shop/discount.py:4"


def test_each_gap_has_its_rule(written: Project) -> None:
    """A parameter, a placeholder, a break that is not told as one, an example that does not parse."""
    code = CODE.replace("price):", "price, rate):") + '\n\ndef vat():\n    """TODO"""\n'
    documented(written).with_file("src/shop/discount.py", code)
    written.with_file("src/shop/cart.py", "def sum_of(prices):\n    return sum(prices)\n")
    written.with_file("README.md", "# shop\n\ndiscount vat sum_of\n\n```python\nx = = 1\n```\n")

    rules = ["docs-incomplete", "placeholder-docs", "breaking-unlisted", "example-broken", "undocumented"]
    refused = written.gate("docs", verdict="refused", rules=rules)

    assert refused.last.told("example-broken")[0] == "README.md:5"


def test_a_change_that_callers_do_not_see_needs_no_words(project: Project) -> None:
    """What it does is the tests' to tell."""
    project.with_file("CHANGELOG.md", "# Changelog\n").commit("changelog")
    project.with_red_test().lock().with_file("src/shop/discount.py", "").commit("start")
    project.with_file("src/shop/cart.py", "def total(prices):\n    return 0 + sum(prices)\n")

    project.gate("docs", "--tdd-base=HEAD", verdict="passed", says="nothing public changed")
