"""The docs gate runs the examples of changed pages and docstrings, in a process of the work tree's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

CODE = '''\
"""Discounts."""


def discount(price):
    """Return `price` less ten percent.

    >>> discount(200)
    EXPECTED
    """
    return price * 9 // 10
'''
README = """# shop

An old slip:

```pycon
>>> 1 + 1
3
```

The `discount` of the shop:

```pycon
>>> from shop.discount import discount
>>> discount(100)
EXPECTED
```
"""


@pytest.fixture(scope="session")
def shown_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feature that is locked, in a project whose README holds an example that is wrong already."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("shown") / "shop")
    project.with_file("README.md", README.partition("The `discount`")[0]).commit("readme")
    return project.with_red_test().lock().root


@pytest.fixture
def shown(shown_template: Path, tmp_path: Path) -> Project:
    """A copy of it, in which code and page are right."""
    project = Project.copied(shown_template, tmp_path / "shop")
    project.with_file("src/shop/discount.py", CODE.replace("EXPECTED", "180"))
    return project.with_file("README.md", README.replace("EXPECTED", "90"))


def test_examples_that_hold_pass_and_old_slips_are_not_counted(shown: Project) -> None:
    """Both are said, and no test of the suite runs."""
    passed = shown.gate("docs", verdict="passed", says="1 example fails here as at the base (not counted): README.md:6")

    assert "the examples of README.md, src/shop/discount.py were run" in passed.last.output
    assert "test_cart.py" not in passed.last.output


def test_an_example_that_gives_something_else_refuses(shown: Project) -> None:
    """In a page and in a docstring, with its line, what it expects and what it got."""
    shown.with_file("src/shop/discount.py", CODE.replace("EXPECTED", "181"))
    shown.with_file("README.md", README.replace("EXPECTED", "91"))

    refused = shown.gate("docs", verdict="refused", rules=["example-broken"])

    output = refused.last.output
    assert (
        "refused[example-broken]: >>> discount(100) gives something else\n      expected: 91\n      got:      90"
        in output
    )
    assert "  --> README.md:14\n" in output
    assert ">>> discount(200) gives something else\n      expected: 181\n" in output
    assert "  --> src/shop/discount.py:7\n" in output


def test_an_example_that_raises_says_what(shown: Project) -> None:
    """The exception's own line."""
    shown.with_file("README.md", README.replace("discount(100)", "discount('a')").replace("EXPECTED", "90"))

    refused = shown.gate("docs", verdict="refused", rules=["example-broken"])

    assert "got:      TypeError: unsupported operand type(s) for //: 'str' and 'int'" in refused.last.output


def test_examples_that_end_the_process_leave_it_undecided(shown: Project) -> None:
    """Silence is no agreement."""
    shown.with_file("README.md", README.replace("discount(100)\n", "__import__('os')._exit(0)\n"))

    shown.gate("docs", verdict="undecided", says="the examples could not be run to their end")
